import type { AboutView } from '#domain/cases/schema.ts'
import type { ComplaintFormView, ComplaintSummary, ComplaintView } from '#domain/complaints/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { aboutOption } from '../about-option.ts'
import type { AboutChoices } from '../about-search.ts'
import { longDate, nearDate } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { type ClockWords, clockLabel, describeCaseClock } from './case-clock.ts'
import { describeStep, type StepWords } from './case-steps.ts'
import { nameOf } from './mentioned.ts'
import type { StateWords } from './state-words.ts'

/** A row of the list of complaints in words. */
export interface ComplaintRowWords {
  id: string
  group: ComplaintSummary['group']
  subject: string
  state: StateWords
  sentence: string
  clock: { day: number; of: number; label: string } | null
}

/** A complaint in words for the customer. */
export interface ComplaintWords {
  state: StateWords
  clock: ClockWords
  /** Oldest first. */
  steps: StepWords[]
  /** What is expected after the last step; null when nothing is. */
  next: NextWords | null
  /** What it is about. */
  about: string | null
  /** The sentence for a complaint that was filed a moment ago. */
  filed: string
}

/** What is expected: whose turn it is, and the key of the sentence in `next`. */
export interface NextWords {
  label: string
  sentence: 'answer' | 'late' | 'answered' | 'negotiation' | 'court'
}

export function describeComplaint(locale: Locale, view: ComplaintView, now: Date): ComplaintWords {
  const say = translator(locale, 'complaints')
  return {
    state: describeComplaintState(locale, view),
    clock: describeCaseClock(locale, view, now),
    steps: view.steps.map((step) => describeStep(locale, step, view, now)),
    next: describeNext(locale, view, now),
    about: view.about && describeAbout(locale, view.about),
    filed: view.dueOn
      ? say('filed.text', { date: longDate(locale, view.dueOn, 'since') })
      : say('clock.unknown'),
  }
}

export function describeRow(locale: Locale, view: ComplaintSummary, now: Date): ComplaintRowWords {
  const say = translator(locale, 'complaints')
  const { id, group, subject, progress, owed } = view
  const clock =
    owed && progress ? { day: progress.day, of: progress.of, label: clockLabel(say, progress) } : null
  return {
    id,
    group,
    subject,
    state: describeComplaintState(locale, view),
    sentence: rowSentence(say, locale, view, now),
    clock,
  }
}

function rowSentence(say: Say<'complaints'>, locale: Locale, view: ComplaintSummary, now: Date): string {
  const { reference, group, owed, progress, answeredAt, dueOn } = view
  const on = (when: Date | string) => nearDate(locale, when, now, 'on')
  const filed =
    view.channel === 'portal'
      ? on(view.receivedAt)
      : say('row.filed-by', { date: on(view.receivedAt), channel: say(`channel.${view.channel}`) })
  const common = { reference, filed }
  if (group === 'closed') return say('row.over', { ...common, changed: on(view.changedAt) })
  if (owed && (!progress || !dueOn)) return say('row.unknown', common)
  if (owed && progress && dueOn)
    return progress.state === 'late'
      ? say('row.late', { ...common, due: on(dueOn), days: -progress.daysLeft })
      : say('row.open', { ...common, due: nearDate(locale, dueOn, now, 'since'), days: progress.daysLeft })
  const answered = on(answeredAt ?? view.changedAt)
  if (group === 'open') return say('row.talks', { ...common, answered })
  return say('row.answered', { ...common, answered, day: progress?.day ?? 0 })
}

function describeComplaintState(
  locale: Locale,
  { state, group, owed, progress }: Pick<ComplaintSummary, 'state' | 'group' | 'owed' | 'progress'>,
): StateWords {
  const say = translator(locale, 'complaints')
  const type = 'complaint'
  if (owed && progress?.state === 'late') return { is: 'bad', text: say('state.late', { type }) }
  const marks = { open: 'wait', answered: 'done', closed: 'off' } as const
  return { is: marks[group], text: say(`state.${state}`, { type }) }
}

function describeNext(locale: Locale, view: ComplaintView, now: Date): NextWords | null {
  const say = translator(locale, 'complaints')
  const { state, group, owed, progress, dueOn } = view
  if (group === 'closed') return null
  if (state === 'negotiation' || state === 'court') return { label: say('next.then'), sentence: state }
  if (!owed) return { label: say('next.then'), sentence: 'answered' }
  if (!dueOn) return { label: say('next.then'), sentence: 'answer' }
  if (progress?.state === 'late')
    return { label: say('next.since', { date: nearDate(locale, dueOn, now, 'since') }), sentence: 'late' }
  return { label: say('next.until', { date: nearDate(locale, dueOn, now, 'since') }), sentence: 'answer' }
}

/** The words of the form for a new complaint that depend on the customer. */
export interface ComplaintFormWords {
  choices: AboutChoices
  /** The decision of a program it objects to, with its day; null for any other complaint. */
  objection: string | null
  /** When the answer would come. */
  answer: string
}

const choiceGroups = ['consents', 'fields', 'recipients'] as const

export function describeComplaintForm(locale: Locale, form: ComplaintFormView): ComplaintFormWords {
  const { look, decision, request, choices, unit, amount, dueOn } = form
  const say = translator(locale, 'complaints.new')
  return {
    choices: [
      ...(look ? [{ title: say('looks'), options: [optionOf(locale, look)] }] : []),
      ...(request ? [{ title: say('request'), options: [optionOf(locale, request)] }] : []),
      ...describeChoices(locale, choices),
    ],
    objection: decision && describeAbout(locale, decision),
    answer: dueOn
      ? say(`${decision ? 'then-objection' : 'then-answer'}.${unit}`, {
          date: longDate(locale, dueOn, 'since'),
          amount,
        })
      : translator(locale, 'complaints')('clock.unknown'),
  }
}

/** What a complaint can be about, in groups. */
export function describeChoices(
  locale: Locale,
  choices: ComplaintFormView['choices'],
): ComplaintFormWords['choices'] {
  const say = translator(locale, 'complaints.new')
  return choiceGroups.map((group) => ({
    title: say(group),
    options: choices[group].map((about) => optionOf(locale, about)),
  }))
}

const optionOf = (locale: Locale, about: AboutView) => ({
  value: aboutOption(about),
  title: describeAbout(locale, about),
})

/** The subject of a complaint by its name; for a look, by the member of staff, for a request by its number, for a decision of a program, with its day. */
export function describeAbout(locale: Locale, about: NonNullable<ComplaintView['about']>): string {
  const say = translator(locale, 'complaints')
  if (about.kind === 'look') return say('look', { staff: about.title ?? about.id })
  if (about.kind === 'request') return say('request', { reference: about.title ?? about.id })
  const { decided } = about
  if (!decided) return nameOf(locale, about)
  const [title, date] = [nameOf(locale, about), longDate(locale, decided.at)]
  return say('automated-decision', { title, date, reference: decided.reference })
}
