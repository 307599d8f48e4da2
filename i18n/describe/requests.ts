import type { AboutView, CaseType } from '#domain/cases/schema.ts'
import type {
  RequestFormView,
  RequestSummary,
  RequestsView,
  RequestView,
  RightView,
} from '#domain/requests/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { aboutOption } from '../about-option.ts'
import type { AboutChoices } from '../about-search.ts'
import { longDate, moment, nearDate, number } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { type ClockWords, clockLabel, describeCaseClock } from './case-clock.ts'
import { describeStep, type StepWords } from './case-steps.ts'
import { type DeletionPlanWords, describeDeletionPlan } from './deletion-plans.ts'
import { nameOf } from './mentioned.ts'
import { describeClockStart } from './policies.ts'
import type { StateWords } from './state-words.ts'
import { type ChangeWords, describeChanges, describeTasks, type TaskWords } from './tasks.ts'

const type: CaseType = 'request'

/** A figure with what it counts, and from when: «3», «жұмыс күні», «өтініш түскен күннен». */
export interface TermWords {
  figure: string
  unit: string
  from: string | null
}

/** A right on the start page. */
export interface RightWords {
  kind: RightView['kind']
  wish: string
  happens: string
  title: string
  basis: string
  term: TermWords
}

/** A request in the list. */
export interface RequestRowWords {
  id: string
  title: string
  sentence: string
  state: StateWords
  term: TermWords | null
  late: boolean
  clock: { day: number; of: number; label: string } | null
}

export interface RequestsWords {
  groups: { id: string; title: string; rights: RightWords[] }[]
  count: string
  rows: RequestRowWords[]
}

export function describeRequests(locale: Locale, view: RequestsView, now: Date): RequestsWords {
  const say = translator(locale, 'requests')
  const open = view.requests.filter(({ group }) => group === 'open').length
  return {
    groups: view.groups.map((id) => ({
      id,
      title: say(`groups.${id}`),
      rights: view.rights.filter(({ group }) => group === id).map((right) => describeRight(locale, right)),
    })),
    count: say('mine-count', { open, over: view.requests.length - open }),
    rows: view.requests.map((one) => describeRow(locale, one, now)),
  }
}

export function describeRight(locale: Locale, right: RightView): RightWords {
  const say = translator(locale, 'requests')
  const { kind, wish, happens, title, citation, clock, needsCode } = right
  const { amount, unit, starts, own, source } = clock
  const from = source && say('term-source', { source })
  return {
    kind,
    wish,
    happens,
    title,
    basis: [say('basis', { citation }), from, needsCode && say('code')].filter(Boolean).join(' '),
    term: {
      figure: number(locale, amount),
      unit: say(`term.${unit}`, { amount }),
      from: own ? say('term.own') : describeClockStart(locale, { starts }),
    },
  }
}

export function describeRow(locale: Locale, view: RequestSummary, now: Date): RequestRowWords {
  const { id, subject, progress, owed, pause } = view
  const label = translator(locale, 'complaints')
  const runs = owed && progress && !pause
  return {
    id,
    title: subject,
    sentence: rowSentence(locale, view, now),
    state: describeState(locale, view),
    term: runs ? termLeft(locale, progress.daysLeft) : null,
    late: owed && progress?.state === 'late',
    clock: runs ? { day: progress.day, of: progress.of, label: clockLabel(label, progress) } : null,
  }
}

function termLeft(locale: Locale, daysLeft: number): TermWords {
  const days = Math.abs(daysLeft)
  const unit = translator(locale, 'complaints')(daysLeft < 0 ? 'clock.over' : 'clock.left', { days })
  return { figure: number(locale, days), unit, from: null }
}

function rowSentence(locale: Locale, view: RequestSummary, now: Date): string {
  const say = translator(locale, 'requests.row')
  const { reference, group, owed, progress, answeredAt, dueOn, pause } = view
  const on = (when: Date | string) => nearDate(locale, when, now, 'on')
  const common = { reference, filed: on(view.receivedAt) }
  if (group === 'closed') return say('over', { ...common, changed: on(view.changedAt) })
  if (!owed) {
    const answered = { ...common, answered: on(answeredAt ?? view.changedAt) }
    return progress?.state === 'late'
      ? say('answered-late', { ...answered, days: -progress.daysLeft })
      : say('answered', { ...answered, day: progress?.day ?? 0 })
  }
  if (pause) return say('paused', { ...common, reason: pause.reason })
  if (!progress || !dueOn) return say('unknown', common)
  return progress.state === 'late'
    ? say('late', { ...common, due: on(dueOn), days: -progress.daysLeft })
    : say('open', { ...common, due: nearDate(locale, dueOn, now, 'since'), days: progress.daysLeft })
}

function describeState(
  locale: Locale,
  { state, group, owed, progress }: Pick<RequestSummary, 'state' | 'group' | 'owed' | 'progress'>,
): StateWords {
  const say = translator(locale, 'complaints')
  if (owed && progress?.state === 'late') return { is: 'bad', text: say('state.late', { type }) }
  const marks = { open: 'wait', answered: 'done', closed: 'off' } as const
  return { is: state === 'refused' ? 'bad' : marks[group], text: say(`state.${state}`, { type }) }
}

/** What came of a part of a request. */
export interface OutcomeWords {
  what: string
  outcome: string
  /** The reason and its article; null where it was done. */
  why: string | null
}

/** A request in words for its customer. */
export interface RequestWords {
  state: StateWords
  right: RightWords
  clock: ClockWords
  steps: StepWords[]
  about: string | null
  /** What came of each part, by the number of the answer's step. */
  outcomes: Record<number, OutcomeWords[]>
  /** The bank's systems that it was sent to. */
  tasks: TaskWords[]
  /** The values that it has changed. */
  changes: ChangeWords[]
  /** What is expected next; null when nothing is. */
  next: { label: string; sentence: 'answer' | 'late' | 'waiting' | 'refused' } | null
  /** The sentence for a request that was filed a moment ago. */
  filed: string
}

export function describeRequest(locale: Locale, view: RequestView, now: Date): RequestWords {
  const say = translator(locale, 'requests')
  return {
    state: describeState(locale, view),
    right: describeRight(locale, view.right),
    clock: describeCaseClock(locale, view, now),
    steps: view.steps.map((step) => describeStep(locale, step, view, now)),
    about: view.about && nameOf(locale, view.about),
    outcomes: describeOutcomes(locale, view),
    tasks: describeTasks(locale, view.tasks, now),
    changes: describeChanges(locale, view.changes, now),
    next: describeNext(say, locale, view, now),
    filed: view.dueOn
      ? say('filed.text', { date: longDate(locale, view.dueOn, 'since') })
      : translator(locale, 'complaints')('clock.unknown'),
  }
}

function describeOutcomes(locale: Locale, { outcomes }: RequestView): RequestWords['outcomes'] {
  const say = translator(locale, 'requests.outcome')
  const words = ({ field, outcome, reason }: RequestView['outcomes'][number]): OutcomeWords => ({
    what: field ? (field.title ?? field.id) : say('all'),
    outcome: say(outcome),
    why: reason && say('why', reason),
  })
  const steps = [...new Set(outcomes.map(({ step }) => step))]
  return Object.fromEntries(
    steps.map((step) => [step, outcomes.filter((one) => one.step === step).map(words)]),
  )
}

function describeNext(
  say: Say<'requests'>,
  locale: Locale,
  { state, owed, progress, dueOn, pause, can }: RequestView,
  now: Date,
): RequestWords['next'] {
  if (!owed) return can.complain ? { label: say('next.then'), sentence: 'refused' } : null
  if (pause)
    return {
      label: say('next.you', { date: nearDate(locale, pause.until, now, 'until') }),
      sentence: 'waiting',
    }
  if (!dueOn)
    return { label: say('next.then'), sentence: state === 'waiting-customer' ? 'waiting' : 'answer' }
  const date = nearDate(locale, dueOn, now, 'since')
  return progress?.state === 'late'
    ? { label: say('next.since', { date }), sentence: 'late' }
    : { label: say('next.until', { date }), sentence: 'answer' }
}

/** The form for a new request in words. */
export interface RequestFormWords {
  right: RightWords
  choices: AboutChoices
  /** How the text begins, where the page it came from says so. */
  begun: string
  due: string
  /** What a deletion would do; null of other kinds. */
  plan: DeletionPlanWords | null
}

export function describeRequestForm(locale: Locale, form: RequestFormView, now: Date): RequestFormWords {
  const { right, choices, dueOn, plan, disclosure } = form
  const { amount, unit } = right.clock
  const groups = { consent: 'consents', field: 'fields', recipient: 'recipients' } as const
  const say = translator(locale, 'complaints.new')
  const optionsOf = (kind: AboutView['kind']) =>
    choices
      .filter((one) => one.kind === kind)
      .map((about) => ({ value: aboutOption(about), title: nameOf(locale, about) }))
  return {
    right: describeRight(locale, right),
    choices: (['field', 'consent', 'recipient'] as const)
      .map((kind) => ({ title: say(groups[kind]), options: optionsOf(kind) }))
      .filter(({ options }) => options.length > 0),
    begun: disclosure
      ? translator(locale, 'requests')('new.disclosure', {
          time: moment(locale, disclosure.at, now),
          fields: disclosure.fields.join(', '),
        })
      : '',
    due: dueOn
      ? translator(locale, 'requests')(`new.then-due.${unit}`, {
          date: longDate(locale, dueOn, 'since'),
          amount,
        })
      : translator(locale, 'complaints')('clock.unknown'),
    plan: plan && describeDeletionPlan(locale, plan),
  }
}
