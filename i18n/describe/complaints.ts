import type {
  AboutView,
  AttachmentView,
  ComplaintFormView,
  ComplaintSummary,
  ComplaintView,
  StepView,
} from '#domain/complaints/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { aboutOption } from '../about-option.ts'
import type { AboutChoices } from '../about-search.ts'
import { fileSize, longDate, moment, nearDate } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { type ClockWords, clockLabel, describeComplaintClock } from './complaint-clock.ts'
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

export interface StepWords {
  number: number
  label: string
  dateTime: string
  /** What happened; null for a message, which speaks for itself. */
  what: string | null
  mine: boolean
  text: string | null
  attachments: AttachmentWords[]
}

/** A file that was sent. */
export interface AttachmentWords {
  id: string
  name: string
  size: string
  opens: boolean
  /** What came of its scan; null when there is nothing to say. */
  scan: { text: string; isBad: boolean } | null
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
    clock: describeComplaintClock(locale, view, now),
    steps: view.steps.map((step) => describeStep(locale, step, view, now)),
    next: describeNext(locale, view, now),
    about: view.about && describeAbout(locale, view.about),
    filed: say('filed.text', { date: longDate(locale, view.dueOn, 'since') }),
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
  const { reference, group, owed, progress, answeredAt } = view
  const on = (when: Date | string) => nearDate(locale, when, now, 'on')
  const filed =
    view.channel === 'portal'
      ? on(view.receivedAt)
      : say('row.filed-by', { date: on(view.receivedAt), channel: say(`channel.${view.channel}`) })
  const common = { reference, filed }
  if (group === 'closed') return say('row.over', { ...common, changed: on(view.changedAt) })
  if (owed && progress?.state === 'late')
    return say('row.late', { ...common, due: on(view.dueOn), days: -progress.daysLeft })
  if (owed && progress)
    return say('row.open', {
      ...common,
      due: nearDate(locale, view.dueOn, now, 'since'),
      days: progress.daysLeft,
    })
  const answered = on(answeredAt ?? view.changedAt)
  if (group === 'open') return say('row.talks', { ...common, answered })
  return say('row.answered', { ...common, answered, day: progress?.day ?? 0 })
}

function describeComplaintState(
  locale: Locale,
  { state, group, owed, progress }: Pick<ComplaintSummary, 'state' | 'group' | 'owed' | 'progress'>,
): StateWords {
  const say = translator(locale, 'complaints')
  if (owed && progress?.state === 'late') return { is: 'bad', text: say('state.late') }
  const marks = { open: 'wait', answered: 'done', closed: 'off' } as const
  return { is: marks[group], text: say(`state.${state}`) }
}

function describeStep(
  locale: Locale,
  step: StepView,
  view: Pick<ComplaintView, 'reference' | 'can' | 'channel' | 'receivedAt'>,
  now: Date,
): StepWords {
  const say = translator(locale, 'complaints')
  const { reference, can } = view
  const { kind, side } = step
  const due = step.dueOn ? nearDate(locale, step.dueOn, now, 'until') : ''
  const received = kind === 'received' && describeReceipt(locale, view, now)
  return {
    number: step.number,
    label: say('thread.label', { time: moment(locale, step.at, now), who: say(`thread.${side}`) }),
    dateTime: step.at.toISOString(),
    what: kind === 'message' ? null : received || say(`thread.${kind}`, { reference, due }),
    mine: side === 'customer',
    text: step.text,
    attachments: step.attachments.map((file) => ({
      ...describeAttachment(locale, file),
      opens: file.opens,
      scan: describeScan(locale, file, can.write),
    })),
  }
}

/** How a complaint reached the bank that did not come through the portal; null for one that did. */
export function describeReceipt(
  locale: Locale,
  { channel, receivedAt }: Pick<ComplaintView, 'channel' | 'receivedAt'>,
  now: Date,
): string | null {
  const say = translator(locale, 'complaints')
  if (channel === 'portal') return null
  const date = nearDate(locale, receivedAt, now, 'on')
  return say('thread.received-by', { date, channel: say(`channel.${channel}`) })
}

/** A scan for the customer, who has nothing to do with a scanner that is not there. */
function describeScan(
  locale: Locale,
  { scan }: Pick<AttachmentView, 'scan'>,
  mayWrite: boolean,
): AttachmentWords['scan'] {
  const say = translator(locale, 'complaints.files.scan')
  if (scan === 'waiting') return { text: say('waiting'), isBad: false }
  if (scan !== 'infected') return null
  return { text: [say('infected'), mayWrite && say('another')].filter(Boolean).join(' '), isBad: true }
}

export const describeAttachment = (
  locale: Locale,
  { id, name, bytes }: Pick<AttachmentView, 'id' | 'name' | 'bytes'>,
) => ({ id, name, size: fileSize(locale, bytes) })

function describeNext(locale: Locale, view: ComplaintView, now: Date): NextWords | null {
  const say = translator(locale, 'complaints')
  const { state, group, owed, progress, dueOn } = view
  if (group === 'closed') return null
  if (state === 'negotiation' || state === 'court') return { label: say('next.then'), sentence: state }
  if (!owed) return { label: say('next.then'), sentence: 'answered' }
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
  const { look, decision, choices, unit, amount, dueOn } = form
  const say = translator(locale, 'complaints.new')
  return {
    choices: [
      ...(look ? [{ title: say('looks'), options: [optionOf(locale, look)] }] : []),
      ...describeChoices(locale, choices),
    ],
    objection: decision && describeAbout(locale, decision),
    answer: say(`${decision ? 'then-objection' : 'then-answer'}.${unit}`, {
      date: longDate(locale, dueOn, 'since'),
      amount,
    }),
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

/** The subject of a complaint by its name; for a look, by the member of staff, for a decision of a program, with its day. */
export function describeAbout(locale: Locale, about: NonNullable<ComplaintView['about']>): string {
  const say = translator(locale, 'complaints')
  if (about.kind === 'look') return say('look', { staff: about.title ?? about.id })
  const { decided } = about
  if (!decided) return nameOf(locale, about)
  const [title, date] = [nameOf(locale, about), longDate(locale, decided.at)]
  return say('automated-decision', { title, date, reference: decided.reference })
}
