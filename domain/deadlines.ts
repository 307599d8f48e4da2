import { Temporal } from 'temporal-polyfill'
import { addDays, dayIn, daysBetween, isWeekend } from '#policy/days.ts'
import type { Catalogue, Clock, Text } from '#policy/schema.ts'

export type Calendar = Catalogue['calendar']

/** A day that a clock of working days does not count: a Saturday, a Sunday, or a day off by the calendar. */
export interface Skipped {
  /** ISO date. */
  day: string
  why: 'weekend' | 'off'
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
  /** Days between receipt and `due` that a clock of working days did not count. */
  skipped: Skipped[]
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
 * when the last one is a Sunday; working days are those neither weekend nor off by the calendar.
 * @throws UncoveredYear for working days in a year the calendar does not cover: a guessed deadline is worse than none.
 */
export function deadline(clock: Clock, calendar: Calendar, receivedAt: Date): Trace {
  const received = dayIn(calendar.zone, receivedAt)
  return {
    zone: calendar.zone,
    receivedAt,
    received,
    ...countDays(clock, calendar, received),
    amount: clock.amount,
    unit: clock.unit,
    source: clock.source,
    revised: clock.revised,
  }
}

/** The first and the last day that a clock counts, from the day after a given one, and the days it skips. */
function countDays({ amount, unit }: Clock, calendar: Calendar, after: string) {
  if (unit === 'calendar-days')
    return { firstDay: addDays(after, 1), due: addDays(after, amount), skipped: [] }
  const counted: string[] = []
  const skipped: Skipped[] = []
  for (let day = Temporal.PlainDate.from(after); counted.length < amount; ) {
    day = day.add({ days: 1 })
    const why = restDay(calendar, day)
    if (why) skipped.push({ day: day.toString(), why })
    else counted.push(day.toString())
  }
  return { firstDay: counted[0] ?? after, due: counted.at(-1) ?? after, skipped }
}

/** The day to which an answer may be announced as late, counted from the day after the last one. Both are ISO dates. */
export const delayedDay = (clock: Clock, calendar: Calendar, due: string): string =>
  countDays(clock, calendar, due).due

/**
 * A deadline that was fixed by a clock that has since changed: calendar days between receipt and the last day.
 */
export function fixedDeadline(zone: string, receivedAt: Date, due: string): Trace {
  const received = dayIn(zone, receivedAt)
  return {
    zone,
    receivedAt,
    received,
    firstDay: addDays(received, 1),
    due,
    amount: daysBetween(received, due),
    unit: 'calendar-days',
    skipped: [],
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
