import type {
  AttachmentView,
  ComplaintSummary,
  ComplaintView,
  StepView,
  Subject,
} from '#domain/complaints/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, fileSize, longDate, moment, nearDate, number, shortDate, weekday } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** A state as a word and its mark. */
export interface StateWords {
  is: 'done' | 'wait' | 'off' | 'bad'
  text: string
}

/** A complaint as its row says it. */
export interface ComplaintRowWords {
  id: string
  subject: string
  state: StateWords
  sentence: string
  clock: { day: number; of: number; label: string } | null
}

/** A complaint's clock in words. */
export interface ClockWords {
  note: string
  figure: { value: string; unit: string } | null
  sentence: string
  late: boolean
  picture: { day: number; of: number; label: string; start: [string, string]; end: [string, string] } | null
  facts: { term: string; text: string }[]
}

export interface StepWords {
  number: number
  label: string
  dateTime: string
  /** What happened; null for a message, which speaks for itself. */
  what: string | null
  mine: boolean
  text: string | null
  attachments: { id: string; name: string; size: string }[]
}

/** What is still to come: whose turn, and the key of the sentence in `next`. */
export interface NextWords {
  label: string
  sentence: 'answer' | 'late' | 'answered' | 'negotiation' | 'court'
}

export function describeRow(locale: Locale, view: ComplaintSummary, now: Date): ComplaintRowWords {
  const say = translator(locale, 'complaints')
  const { id, subject, progress, owed } = view
  const clock =
    owed && progress ? { day: progress.day, of: progress.of, label: clockLabel(say, progress) } : null
  return {
    id,
    subject,
    state: describeState(locale, view),
    sentence: rowSentence(say, locale, view, now),
    clock,
  }
}

function rowSentence(say: Say<'complaints'>, locale: Locale, view: ComplaintSummary, now: Date): string {
  const { reference, group, owed, progress, answeredAt } = view
  const on = (when: Date | string) => nearDate(locale, when, now, 'on')
  const common = { reference, filed: on(view.receivedAt) }
  if (group === 'closed') return say('row.over', { ...common, changed: on(view.changedAt) })
  if (owed && progress?.state === 'late')
    return say('row.late', { ...common, due: on(view.dueOn), days: -progress.daysLeft })
  if (owed && progress)
    return say('row.open', {
      ...common,
      due: nearDate(locale, view.dueOn, now, 'until'),
      days: progress.daysLeft,
    })
  const answered = on(answeredAt ?? view.changedAt)
  if (group === 'open') return say('row.talks', { ...common, answered })
  return say('row.answered', { ...common, answered, day: progress?.day ?? 0 })
}

export function describeState(
  locale: Locale,
  { state, group, owed, progress }: Pick<ComplaintSummary, 'state' | 'group' | 'owed' | 'progress'>,
): StateWords {
  const say = translator(locale, 'complaints')
  if (owed && progress?.state === 'late') return { is: 'bad', text: say('state.late') }
  const marks = { open: 'wait', answered: 'done', closed: 'off' } as const
  return { is: marks[group], text: say(`state.${state}`) }
}

export function describeClock(locale: Locale, view: ComplaintView, now: Date): ClockWords {
  const say = translator(locale, 'complaints')
  const { progress, owed, trace, extension, dueOn } = view
  const late = owed && progress?.state === 'late'
  const counted = say(`clock.note.${trace.unit}`, { amount: trace.amount })
  const note = extension ? say('clock.extended-note', { note: counted, days: extension.days }) : counted
  const facts = describeTrace(say, locale, view, now)
  if (!progress) return { note, figure: null, sentence: say('clock.none'), late: false, picture: null, facts }
  const days = Math.abs(progress.daysLeft)
  const figure = { value: number(locale, days), unit: say(late ? 'clock.over' : 'clock.left', { days }) }
  const picture = {
    day: progress.day,
    of: progress.of,
    label: clockLabel(say, progress),
    start: [nearDate(locale, trace.received, now), say('clock.start')] as [string, string],
    end: [nearDate(locale, dueOn, now), say('clock.end', { of: progress.of })] as [string, string],
  }
  const sentence = clockSentence(say, locale, view)
  return { note, figure: owed ? figure : null, sentence, late, picture, facts }
}

function clockSentence(
  say: Say<'complaints'>,
  locale: Locale,
  { owed, progress, answeredAt, dueOn }: ComplaintView,
): string {
  const late = progress?.state === 'late'
  if (owed) return say(late ? 'clock.late' : 'clock.due', { date: longDate(locale, dueOn, 'until') })
  const date = longDate(locale, answeredAt ?? dueOn, 'on')
  if (late) return say('clock.answered-late', { date, days: -progress.daysLeft })
  return say('clock.answered', { date, day: progress?.day ?? 0 })
}

const clockLabel = (
  say: Say<'complaints'>,
  { day, of, daysLeft, state }: NonNullable<ComplaintSummary['progress']>,
): string =>
  state === 'late' ? say('clock.label-late', { of, days: -daysLeft }) : say('clock.label', { day, of })

/** The computation, line by line, as one would check it with a calendar. */
function describeTrace(
  say: Say<'complaints'>,
  locale: Locale,
  view: ComplaintView,
  now: Date,
): ClockWords['facts'] {
  const { trace, progress, owed, answeredAt, extension } = view
  const day = (when: Date | string) => ({ date: nearDate(locale, when, now), weekday: weekday(locale, when) })
  const received = {
    date: longDate(locale, trace.received),
    weekday: weekday(locale, trace.received),
    time: clockTime(trace.receivedAt),
  }
  const last = trace.unit === 'calendar-days' ? 'clock.last-calendar' : 'clock.last-working'
  const facts = [
    { term: say('clock.received'), text: say('clock.received-at', received) },
    {
      term: say('clock.first'),
      text: say('clock.first-on', { date: nearDate(locale, trace.firstDay, now) }),
    },
    {
      term: say('clock.last', { of: trace.amount }),
      text: say(last, { ...day(trace.due), skipped: trace.skipped.length }),
    },
  ]
  if (extension)
    facts.push({
      term: say('clock.extended'),
      text: say('clock.extended-to', {
        ...day(extension.due),
        of: trace.amount,
        days: extension.days,
        reason: extension.reason,
      }),
    })
  const reached = { day: progress?.day ?? 0 }
  if (owed)
    facts.push({
      term: say('clock.today'),
      text: say('clock.today-on', { date: shortDate(locale, now), ...reached }),
    })
  if (answeredAt)
    facts.push({
      term: say('clock.answer'),
      text: say('clock.answer-on', { date: nearDate(locale, answeredAt, now), ...reached }),
    })
  return [...facts, { term: say('clock.basis'), text: basisOf(say, locale, trace) }]
}

function basisOf(
  say: Say<'complaints'>,
  locale: Locale,
  { source, revised }: ComplaintView['trace'],
): string {
  if (!source || !revised) return say('clock.basis-fixed')
  const sentence = source.charAt(0).toLocaleUpperCase(locale) + source.slice(1)
  return say('clock.basis-from', { source: sentence, revised: longDate(locale, revised, 'on') })
}

export function describeStep(locale: Locale, step: StepView, reference: string, now: Date): StepWords {
  const say = translator(locale, 'complaints')
  const { kind, side } = step
  const due = step.dueOn ? nearDate(locale, step.dueOn, now, 'until') : ''
  return {
    number: step.number,
    label: say('thread.label', { time: moment(locale, step.at, now), who: say(`thread.${side}`) }),
    dateTime: step.at.toISOString(),
    what: kind === 'message' ? null : say(`thread.${kind}`, { reference, due }),
    mine: side === 'customer',
    text: step.text,
    attachments: step.attachments.map((file) => describeAttachment(locale, file)),
  }
}

export const describeAttachment = (
  locale: Locale,
  { id, name, bytes }: Pick<AttachmentView, 'id' | 'name' | 'bytes'>,
) => ({ id, name, size: fileSize(locale, bytes) })

/** What is to come after the last step; null when nothing is. */
export function describeNext(locale: Locale, view: ComplaintView, now: Date): NextWords | null {
  const say = translator(locale, 'complaints')
  const { state, group, owed, progress, dueOn } = view
  if (group === 'closed') return null
  if (state === 'negotiation' || state === 'court') return { label: say('next.then'), sentence: state }
  if (!owed) return { label: say('next.then'), sentence: 'answered' }
  if (progress?.state === 'late')
    return { label: say('next.since', { date: nearDate(locale, dueOn, now, 'since') }), sentence: 'late' }
  return { label: say('next.until', { date: nearDate(locale, dueOn, now, 'until') }), sentence: 'answer' }
}

/** What a complaint is about, by its name; a look by who looked. */
export const subjectTitle = (locale: Locale, { kind, title }: Subject): string =>
  kind === 'look' ? translator(locale, 'complaints')('look', { staff: title }) : title
