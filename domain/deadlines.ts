import type { Catalogue, Clock, Text } from '#policy/schema.ts'

export type Calendar = Catalogue['calendar']

/** A day a clock of working days passed over: it was a Saturday or Sunday, or off by the calendar. */
export interface Skipped {
  /** ISO date. */
  day: string
  why: 'weekend' | 'off'
}

/** How a deadline came out, step by step, so that it can be shown and counted again by hand. */
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
  /** Where the clock's figure comes from and when it was last checked; null where that is no longer known. */
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

/** From this share of the days on, time is short. */
const soonShare = 0.8

/**
 * Counts a clock from the day after receipt, in the calendar's zone. Calendar days never shift, not even
 * when the last one is a Sunday; working days are those neither weekend nor off by the calendar.
 * @throws Error for working days in a year the calendar does not cover: a guessed deadline is worse than none.
 */
export function deadline(clock: Clock, calendar: Calendar, receivedAt: Date): Trace {
  const received = dayIn(calendar.zone, receivedAt)
  const { counted, skipped } = countDays(clock, calendar, received)
  return {
    zone: calendar.zone,
    receivedAt,
    received,
    firstDay: counted[0] ?? received,
    due: counted.at(-1) ?? received,
    amount: clock.amount,
    unit: clock.unit,
    skipped,
    source: clock.source,
    revised: clock.revised,
  }
}

/** The days a clock counts from the day after a given one, and those it passes over. */
function countDays(
  clock: Clock,
  calendar: Calendar,
  after: string,
): { counted: string[]; skipped: Skipped[] } {
  const counted: string[] = []
  const skipped: Skipped[] = []
  for (let day = addDays(after, 1); counted.length < clock.amount; day = addDays(day, 1)) {
    const why = clock.unit === 'working-days' ? restDay(calendar, day) : null
    if (why) skipped.push({ day, why })
    else counted.push(day)
  }
  return { counted, skipped }
}

/** The last day of a deadline that a clock extends: counted from the day after the one it had. Both are ISO dates. */
export const extendedDay = (clock: Clock, calendar: Calendar, due: string): string =>
  countDays(clock, calendar, due).counted.at(-1) ?? due

/** A deadline that now ends on a later day: what it gains is counted in plain days, whatever the clock's unit. */
export const extend = (trace: Trace, due: string): Trace => ({
  ...trace,
  due,
  amount: trace.amount + daysBetween(trace.due, due),
})

/**
 * A deadline kept as it was fixed, when the clock it was counted by has changed since: plain days between
 * receipt and the last day.
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

/** Where a deadline stands now. Lateness is counted in plain days, whatever the clock's unit. */
export function progress(trace: Trace, now: Date): Progress {
  const today = dayIn(trace.zone, now)
  const of = trace.amount
  const over = daysBetween(trace.due, today)
  const passed = over > 0 ? of + over : countedUntil(trace, today)
  const state = over > 0 ? 'late' : passed >= of * soonShare ? 'soon' : 'running'
  return { day: passed, of, daysLeft: of - passed, state }
}

/** The calendar day of an instant in a zone, as ISO date. */
export function dayIn(zone: string, instant: Date): string {
  const parts = dayFormat(zone).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** Made once a zone: making one costs far more than using it. */
function dayFormat(zone: string): Intl.DateTimeFormat {
  const made =
    dayFormats.get(zone) ??
    new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  dayFormats.set(zone, made)
  return made
}

function countedUntil(trace: Trace, today: string): number {
  const skipped = trace.skipped.filter(({ day }) => day <= today).length
  return Math.max(0, daysBetween(trace.received, today) - skipped)
}

/** Why a day is no working day; null when it is one. */
function restDay(calendar: Calendar, day: string): Skipped['why'] | null {
  const year = calendar.years.find((one) => day.startsWith(`${one.year}-`))
  if (!year) throw new Error(`The working-day calendar does not cover ${day.slice(0, 4)}`)
  if (year.off.includes(day)) return 'off'
  const weekend = [0, 6].includes(utc(day).getUTCDay())
  return weekend && !year.worked.includes(day) ? 'weekend' : null
}

const dayMs = 24 * 60 * 60 * 1000
const utc = (day: string) => new Date(`${day}T00:00:00Z`)
export const addDays = (day: string, count: number) =>
  new Date(utc(day).getTime() + count * dayMs).toISOString().slice(0, 10)
/** How many days lie between two ISO dates; negative when the second is the earlier. */
export const daysBetween = (from: string, to: string) => (utc(to).getTime() - utc(from).getTime()) / dayMs
