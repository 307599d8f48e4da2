import {
  type ClockGroup,
  clockGroups,
  type DeadlinesView,
  type OverseenRow,
  type Waiting,
} from '#domain/desk/oversight-schema.ts'
import type { Locale } from '#policy/locale.ts'
import { nearDate, number } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { describeRow, type QueueGroupWords } from './desk.ts'

/** Everything that is open in words, for whoever answers for the deadlines. */
export interface DeadlinesWords {
  lede: string
  /** That only one kind is shown; null where all are. */
  only: string | null
  groups: QueueGroupWords<ClockGroup>[]
  kinds: (CountWords & { title: string })[]
  systems: (CountWords & { title: string })[]
}

/** How many there are and how many of them are late. */
interface CountWords {
  id: string
  open: string
  late: string
  isLate: boolean
}

export function describeDeadlines(locale: Locale, view: DeadlinesView, now: Date): DeadlinesWords {
  const say = translator(locale, 'complaints.desk.deadlines')
  const { kind, kinds, systems } = view
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)
  const shown = kinds.find(({ id }) => id === kind)
  return {
    lede: say('lede', {
      open: sum(Object.values(view.groups)),
      late: view.groups.late ?? 0,
      next: view.groups.next ?? 0,
    }),
    only: shown ? say('only', { kind: titleOf(say, shown) }) : null,
    groups: describeGroups(locale, view, now),
    kinds: kinds.map((one) => ({ ...countWords(locale, one), title: titleOf(say, one) })),
    systems: systems.map((one) => ({ ...countWords(locale, one), title: one.name })),
  }
}

type SayDeadlines = Say<'complaints.desk.deadlines'>

/** The name of a right, or of a kind of complaint. */
const titleOf = (say: SayDeadlines, { id, title }: DeadlinesView['kinds'][number]): string =>
  title ?? say(id === 'unauthorised-use' ? 'kinds.unauthorised-use' : 'kinds.ordinary')

const countWords = (locale: Locale, one: { id: string; open: number; late: number }): CountWords => ({
  id: one.id,
  open: number(locale, one.open),
  late: number(locale, one.late),
  isLate: one.late > 0,
})

function describeGroups(
  locale: Locale,
  { rows, groups }: DeadlinesView,
  now: Date,
): QueueGroupWords<ClockGroup>[] {
  const desk = translator(locale, 'complaints.desk')
  return clockGroups.flatMap((id) => {
    const own = rows.filter(({ clockGroup }) => clockGroup === id)
    if (own.length === 0) return []
    const group = desk(`deadlines.groups.${id}`)
    return {
      id,
      heading: desk('group', { group, count: number(locale, groups[id] ?? own.length) }),
      rows: own.map((row) => ({ ...describeRow(desk, row), waits: describeWaits(locale, row, now) })),
    }
  })
}

/** For what a case waits, a sentence for each. */
function describeWaits(locale: Locale, row: OverseenRow, now: Date): string[] {
  const say = translator(locale, 'complaints.desk.deadlines')
  return row.waits.flatMap((one) => {
    if (one.for === 'customer') return describePause(locale, row, one, now) ?? say('waits.customer')
    if (one.for === 'systems') return describeSystems(say, one)
    return say('waits.desk')
  })
}

function describePause(
  locale: Locale,
  { type, reference }: OverseenRow,
  { pause }: Extract<Waiting, { for: 'customer' }>,
  now: Date,
): string | null {
  if (!pause) return null
  const due = nearDate(locale, pause.until, now, 'until')
  return translator(locale, 'complaints.desk')('thread.paused', {
    ...{ type, reference, due },
    reason: pause.reason,
  })
}

/** The late systems first, then those that have time. */
function describeSystems(say: SayDeadlines, { systems }: Extract<Waiting, { for: 'systems' }>): string[] {
  const names = (late: boolean) =>
    systems
      .filter((one) => one.late === late)
      .map(({ name }) => name)
      .join(', ')
  const [late, others] = [names(true), names(false)]
  return [
    ...(late ? [say('waits.systems-late', { systems: late })] : []),
    ...(others ? [say('waits.systems', { systems: others })] : []),
  ]
}
