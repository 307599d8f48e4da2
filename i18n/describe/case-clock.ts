import type {
  CaseSummary,
  CaseType,
  Extension,
  PauseReason,
  StepView,
  TraceView,
} from '#domain/cases/schema.ts'
import { daysBetween } from '#policy/days.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, longDate, nearDate, number, shortDate, upperFirst, weekday } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** A case's clock in words. */
export interface ClockWords {
  note: string
  figure: { value: string; unit: string } | null
  sentence: string
  late: boolean
  /** Whether the bank still owes the answer. */
  owed: boolean
  picture: { day: number; of: number; label: string; start: [string, string]; end: [string, string] } | null
  facts: { term: string; text: string }[]
}

/** What of a case's view its clock is drawn from. */
type Clocked = Pick<CaseSummary, 'channel' | 'dueOn' | 'answeredAt' | 'owed' | 'progress'> & {
  type: CaseType
  steps: StepView[]
  trace: TraceView | null
  extension: Extension | null
  /** Why the clock stands still now, and until when at most. */
  pause?: { reason: PauseReason; until: string } | null
}
type Known = Clocked & { trace: TraceView; dueOn: string }

export function describeCaseClock(locale: Locale, view: Clocked, now: Date): ClockWords {
  const say = translator(locale, 'complaints')
  const { trace, owed, dueOn } = view
  if (trace && dueOn) return describeKnown(say, locale, { ...view, trace, dueOn }, now)
  const sentence = owed ? say('clock.unknown') : say('clock.none', { type: view.type })
  return {
    note: say('clock.unknown-note'),
    figure: null,
    sentence,
    late: false,
    owed,
    picture: null,
    facts: [],
  }
}

function describeKnown(say: Say<'complaints'>, locale: Locale, view: Known, now: Date): ClockWords {
  const { type, progress, owed, trace, extension, dueOn, pause } = view
  const late = owed && progress?.state === 'late'
  const counted = say(`clock.note.${trace.unit}`, { amount: trace.amount })
  const note = extension ? say('clock.extended-note', { note: counted, days: extension.days }) : counted
  const facts = describeTrace(say, locale, view, now)
  if (pause)
    return {
      note,
      figure: null,
      sentence: say('clock.stands', { reason: pause.reason, until: longDate(locale, pause.until, 'until') }),
      late: false,
      owed,
      picture: null,
      facts,
    }
  if (!progress)
    return {
      note,
      figure: null,
      sentence: say('clock.none', { type }),
      late: false,
      owed,
      picture: null,
      facts,
    }
  const days = Math.abs(progress.daysLeft)
  const figure = { value: number(locale, days), unit: say(late ? 'clock.over' : 'clock.left', { days }) }
  const picture = {
    day: progress.day,
    of: progress.of,
    label: clockLabel(say, progress),
    start: [nearDate(locale, trace.received, now), say('clock.start', { type })] as [string, string],
    end: [nearDate(locale, dueOn, now), say('clock.end', { of: progress.of })] as [string, string],
  }
  const sentence = clockSentence(say, locale, view)
  return { note, figure: owed ? figure : null, sentence, late, owed, picture, facts }
}

function clockSentence(
  say: Say<'complaints'>,
  locale: Locale,
  { type, owed, progress, answeredAt, dueOn }: Known,
): string {
  const late = progress?.state === 'late'
  if (owed) return say(late ? 'clock.late' : 'clock.due', { type, date: longDate(locale, dueOn, 'since') })
  const date = longDate(locale, answeredAt ?? dueOn, 'on')
  if (late) return say('clock.answered-late', { type, date, days: -progress.daysLeft })
  return say('clock.answered', { type, date, day: progress?.day ?? 0 })
}

/** «Day 4 of 15», or how many days ago the time ran out. */
export const clockLabel = (
  say: Say<'complaints'>,
  { day, of, daysLeft, state }: NonNullable<CaseSummary['progress']>,
): string =>
  state === 'late' ? say('clock.label-late', { of, days: -daysLeft }) : say('clock.label', { day, of })

/** The computation of the deadline, line by line, so that it can be checked with a calendar. */
function describeTrace(say: Say<'complaints'>, locale: Locale, view: Known, now: Date): ClockWords['facts'] {
  const { type, trace, progress, owed, answeredAt, extension } = view
  const day = (when: Date | string) => ({ date: nearDate(locale, when, now), weekday: weekday(locale, when) })
  const receivedOn = { date: longDate(locale, trace.received), weekday: weekday(locale, trace.received) }
  const received =
    view.channel === 'portal'
      ? say('clock.received-at', { ...receivedOn, time: clockTime(trace.receivedAt) })
      : say('clock.received-by', {
          ...receivedOn,
          channel: say(`channel.${view.channel}`),
          entered: nearDate(locale, view.steps[0]?.at ?? now, now, 'on'),
        })
  const rest = trace.skipped.filter(({ why }) => why !== 'paused').length
  const last = trace.unit === 'calendar-days' ? 'clock.last-calendar' : 'clock.last-working'
  const facts = [
    { term: say('clock.received', { type }), text: received },
    ...describeFirst(say, locale, trace, now),
    {
      term: say('clock.last', { of: trace.amount }),
      text: say(last, { ...day(trace.due), skipped: rest }),
    },
    ...describePauses(say, locale, trace, now),
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

/** The first day counted; nothing where it is the last one too, which is told next. */
function describeFirst(
  say: Say<'complaints'>,
  locale: Locale,
  { amount, received, firstDay }: TraceView,
  now: Date,
): ClockWords['facts'] {
  if (amount === 1) return []
  const isNext = daysBetween(received, firstDay) === 1
  const text = say(isNext ? 'clock.first-on' : 'clock.first-later', { date: nearDate(locale, firstDay, now) })
  return [{ term: say('clock.first'), text }]
}

/** The days on which the clock stood still, a line a pause; one that the customer answered on its first day held nothing up. */
function describePauses(
  say: Say<'complaints'>,
  locale: Locale,
  { pauses }: TraceView,
  now: Date,
): ClockWords['facts'] {
  return pauses.flatMap(({ reason, askedAt, from, until, answeredAt }) => {
    if (until < from) return []
    const days = { from: nearDate(locale, from, now), until: nearDate(locale, until, now) }
    const asked = nearDate(locale, askedAt, now)
    const text = answeredAt
      ? say('clock.unpaused', { reason, ...days })
      : say('clock.paused', { reason, asked, ...days })
    return [{ term: say('clock.pause'), text }]
  })
}

function basisOf(say: Say<'complaints'>, locale: Locale, { source, revised }: TraceView): string {
  if (!source || !revised) return say('clock.basis-fixed')
  return say('clock.basis-from', { source: upperFirst(source), revised: longDate(locale, revised, 'on') })
}
