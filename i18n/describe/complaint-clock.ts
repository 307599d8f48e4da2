import type { ComplaintSummary, ComplaintView } from '#domain/complaints/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, longDate, nearDate, number, shortDate, upperFirst, weekday } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** A complaint's clock in words. */
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

export function describeComplaintClock(locale: Locale, view: ComplaintView, now: Date): ClockWords {
  const say = translator(locale, 'complaints')
  const { progress, owed, trace, extension, dueOn } = view
  const late = owed && progress?.state === 'late'
  const counted = say(`clock.note.${trace.unit}`, { amount: trace.amount })
  const note = extension ? say('clock.extended-note', { note: counted, days: extension.days }) : counted
  const facts = describeTrace(say, locale, view, now)
  if (!progress)
    return { note, figure: null, sentence: say('clock.none'), late: false, owed, picture: null, facts }
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
  return { note, figure: owed ? figure : null, sentence, late, owed, picture, facts }
}

function clockSentence(
  say: Say<'complaints'>,
  locale: Locale,
  { owed, progress, answeredAt, dueOn }: ComplaintView,
): string {
  const late = progress?.state === 'late'
  if (owed) return say(late ? 'clock.late' : 'clock.due', { date: longDate(locale, dueOn, 'since') })
  const date = longDate(locale, answeredAt ?? dueOn, 'on')
  if (late) return say('clock.answered-late', { date, days: -progress.daysLeft })
  return say('clock.answered', { date, day: progress?.day ?? 0 })
}

/** «Day 4 of 15», or how many days ago the time ran out. */
export const clockLabel = (
  say: Say<'complaints'>,
  { day, of, daysLeft, state }: NonNullable<ComplaintSummary['progress']>,
): string =>
  state === 'late' ? say('clock.label-late', { of, days: -daysLeft }) : say('clock.label', { day, of })

/** The computation of the deadline, line by line, so that it can be checked with a calendar. */
function describeTrace(
  say: Say<'complaints'>,
  locale: Locale,
  view: ComplaintView,
  now: Date,
): ClockWords['facts'] {
  const { trace, progress, owed, answeredAt, extension } = view
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
  const last = trace.unit === 'calendar-days' ? 'clock.last-calendar' : 'clock.last-working'
  const facts = [
    { term: say('clock.received'), text: received },
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
  return say('clock.basis-from', { source: upperFirst(source), revised: longDate(locale, revised, 'on') })
}
