import { Temporal } from 'temporal-polyfill'
import type { PauseReason } from '#db/schema/case-codes.ts'
import { addDays, dayIn, daysBetween, isWeekend } from '#policy/days.ts'
import type { Catalogue, Clock, Text } from '#policy/schema.ts'

export type Calendar = Catalogue['calendar']

/**
 * A day that a clock does not count: one of working days no Saturday, Sunday or day off by the calendar, and none a day at
 * whose end the bank waits for the customer.
 */
export interface Skipped {
  /** ISO date. */
  day: string
  why: 'weekend' | 'off' | 'paused'
}

/** The bank waits for the customer, and the clock stands still: from the day of the question to the day before the answer. */
export interface Pause {
  reason: PauseReason
  askedAt: Date
  /** The last day, as ISO date, on which it may stand still; after that it runs again without an answer. */
  until: string
  /** Null while the customer has not answered. */
  answeredAt: Date | null
}

/** A pause with the days whose end it covers, as ISO dates; none when `until` is before `from`. */
export interface PausedDays extends Pause {
  from: string
}

/** How a deadline was computed, step by step, so that it can be shown and checked by hand. */
export interface Trace {
  zone: string
  receivedAt: Date
  /** The day of receipt in the zone: day 0, not counted. All days are ISO dates. */
  received: string
  /** The first day counted. */
  firstDay: string
  /** The last day counted; the answer is in time until it ends. */
  due: string
  amount: number
  unit: Clock['unit']
  /** Days between receipt and `due` that the clock did not count. */
  skipped: Skipped[]
  pauses: PausedDays[]
  /** The source of the clock's figure, and when it was last checked; null when that is no longer known. */
  source: Text | null
  revised: string | null
}

export interface Progress {
  /** Days counted so far: 0 on the day of receipt, more than `of` when late. */
  day: number
  of: number
  /** 0 on the last day, negative when late. */
  daysLeft: number
  state: 'running' | 'soon' | 'late'
}

/** A deadline of working days reaches a year that the calendar does not cover. */
export class UncoveredYear extends Error {
  override name = 'UncoveredYear'
}

/** The share of the days after which time is short. */
const soonShare = 0.8

/**
 * Counts a clock from the day after receipt, in the calendar's zone. Calendar days never shift, not even
 * when the last one is a Sunday; working days are those neither weekend nor off by the calendar. A day on which the clock
 * stands still is counted neither way, and once where pauses overlap; one that begins after the last day moves nothing.
 * @throws UncoveredYear for working days in a year the calendar does not cover: a guessed deadline is worse than none.
 */
export function deadline(
  clock: Clock,
  calendar: Calendar,
  receivedAt: Date,
  pauses: readonly Pause[] = [],
): Trace {
  const received = dayIn(calendar.zone, receivedAt)
  return {
    zone: calendar.zone,
    receivedAt,
    received,
    ...countDays(clock, calendar, received, pauses),
    amount: clock.amount,
    unit: clock.unit,
    source: clock.source,
    revised: clock.revised,
  }
}

/** The first and the last day that a clock counts, from the day after a given one, and the days it skips. */
function countDays(
  { amount, unit }: Pick<Clock, 'amount' | 'unit'>,
  calendar: Calendar,
  after: string,
  pauses: readonly Pause[] = [],
) {
  const isCalendar = unit === 'calendar-days'
  if (isCalendar && pauses.length === 0)
    return { firstDay: addDays(after, 1), due: addDays(after, amount), skipped: [], pauses: [] }
  const paused = pauses.map((pause) => pausedDays(calendar.zone, pause))
  const isPaused = (day: string) => paused.some(({ from, until }) => from <= day && day <= until)
  const counted: string[] = []
  const skipped: Skipped[] = []
  for (let date = Temporal.PlainDate.from(after); counted.length < amount; ) {
    date = date.add({ days: 1 })
    const day = date.toString()
    const why = (isCalendar ? null : restDay(calendar, date)) ?? (isPaused(day) ? 'paused' : null)
    if (why) skipped.push({ day, why })
    else counted.push(day)
  }
  return { firstDay: counted[0] ?? after, due: counted.at(-1) ?? after, skipped, pauses: paused }
}

/** The days at whose end the bank waits for the customer: from that of the question to the one before the answer. */
function pausedDays(zone: string, pause: Pause): PausedDays {
  const { askedAt, answeredAt } = pause
  const before = answeredAt && addDays(dayIn(zone, answeredAt), -1)
  const until = before !== null && before < pause.until ? before : pause.until
  return { ...pause, from: dayIn(zone, askedAt), until }
}

/** The day to which an answer may be announced as late, counted from the day after the last one. Both are ISO dates. */
export const delayedDay = (clock: Clock, calendar: Calendar, due: string): string =>
  countDays(clock, calendar, due).due

/**
 * A deadline that was fixed by a clock that has since changed: calendar days between receipt and the last day, which pauses
 * move on.
 */
export function fixedDeadline(
  calendar: Calendar,
  receivedAt: Date,
  due: string,
  pauses: readonly Pause[] = [],
): Trace {
  const received = dayIn(calendar.zone, receivedAt)
  const clock = { amount: daysBetween(received, due), unit: 'calendar-days' } as const
  return {
    zone: calendar.zone,
    receivedAt,
    received,
    ...countDays(clock, calendar, received, pauses),
    ...clock,
    source: null,
    revised: null,
  }
}

/** The progress towards a deadline. Lateness is counted in calendar days, whatever the clock's unit. */
export function progress(trace: Trace, now: Date): Progress {
  const today = dayIn(trace.zone, now)
  const of = trace.amount
  const late = today > trace.due
  const passed = late ? of + daysBetween(trace.due, today) : countedUntil(trace, today)
  const state = late ? 'late' : passed >= of * soonShare ? 'soon' : 'running'
  return { day: passed, of, daysLeft: of - passed, state }
}

function countedUntil(trace: Trace, today: string): number {
  const skipped = trace.skipped.filter(({ day }) => day <= today).length
  return Math.max(0, daysBetween(trace.received, today) - skipped)
}

/** Why a day is no working day; null when it is one. */
function restDay(calendar: Calendar, day: Temporal.PlainDate): Skipped['why'] | null {
  const year = calendar.years.find((one) => one.year === day.year)
  if (!year) throw new UncoveredYear(`The working-day calendar does not cover ${day.year}`)
  if (year.off.includes(day.toString())) return 'off'
  return isWeekend(day) && !year.worked.includes(day.toString()) ? 'weekend' : null
}
