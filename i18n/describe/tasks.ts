import type { ChangeView, TaskView } from '#domain/tasks/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, moment } from '../format.ts'
import { translator } from '../translator.ts'
import { spokenMask } from './holdings.ts'
import type { StateWords } from './state-words.ts'

/** What a system says of its task, in words. */
export interface TaskWords {
  id: string
  system: string
  state: StateWords
  /** When it was sent, and the last day. */
  sent: string
  fields: {
    id: string
    what: string
    outcome: string
    /** When the system said so. */
    at: string | null
    /** Whether that was after the last day. */
    late: boolean
    /** The reason of a refusal and its article. */
    why: string | null
  }[]
}

/** A value that has changed, in words. */
export interface ChangeWords {
  /** Tells it from others of the request. */
  key: string
  field: string
  what: string
  by: string
  /** Null where nothing stood before. */
  before: ShownValue | null
  after: ShownValue
}

/** A value, and what screen readers say in place of its dots. */
interface ShownValue {
  value: string
  spoken: string | undefined
}

/** How far the systems have come with a request. */
export const describeTasks = (locale: Locale, tasks: readonly TaskView[], now: Date): TaskWords[] =>
  tasks.map((task) => describeTask(locale, task, now))

function describeTask(locale: Locale, task: TaskView, now: Date): TaskWords {
  const say = translator(locale, 'tasks')
  const { id, system, openedAt, dueOn, fields } = task
  const sent = moment(locale, openedAt, now)
  return {
    id,
    system,
    state: describeState(locale, task),
    sent: dueOn ? say('sent', { sent, due: longDate(locale, dueOn) }) : say('sent-undated', { sent }),
    fields: fields.map(({ id: field, title, answer }) => {
      const at = answer && moment(locale, answer.at, now)
      return {
        id: field,
        what: title ?? field,
        outcome: say(`answer.${answer?.outcome ?? 'waiting'}`),
        at: at && answer?.late ? say('said-late', { at }) : at,
        late: answer?.late ?? false,
        why: answer?.reason ? translator(locale, 'requests.outcome')('why', answer.reason) : null,
      }
    }),
  }
}

function describeState(locale: Locale, task: TaskView): StateWords {
  const say = translator(locale, 'tasks.state')
  if (task.late) return { is: 'bad', text: say('late') }
  return hasAnswered(task) ? { is: 'done', text: say('answered') } : { is: 'wait', text: say('waiting') }
}

const hasAnswered = ({ fields }: TaskView): boolean => fields.every(({ answer }) => answer !== null)

/** Which systems the desk waits for; null where the request was sent to none. */
export function describeAwaited(locale: Locale, tasks: readonly TaskView[]): string | null {
  if (tasks.length === 0) return null
  const say = translator(locale, 'tasks.desk')
  const names = (some: readonly TaskView[]) => some.map(({ system }) => system).join(', ')
  const late = tasks.filter((task) => task.late)
  if (late.length > 0) return say('late', { names: names(late) })
  const waits = tasks.filter((task) => !hasAnswered(task))
  return waits.length > 0 ? say('waits', { names: names(waits) }) : say('all')
}

/** What a request has changed. */
export const describeChanges = (locale: Locale, changes: readonly ChangeView[], now: Date): ChangeWords[] =>
  changes.map(({ field, system, at, before, after }, place) => ({
    key: `${field.id} ${place}`,
    field: field.id,
    what: field.title ?? field.id,
    by: translator(locale, 'tasks.changes')('by', { system, at: moment(locale, at, now) }),
    before: before === null ? null : shownValue(locale, before),
    after: shownValue(locale, after),
  }))

const shownValue = (locale: Locale, value: string): ShownValue => ({
  value,
  spoken: value.includes('•') ? spokenMask(translator(locale, 'holdings'), value) : undefined,
})
