import { Temporal } from 'temporal-polyfill'

// Days of the calendar. As text they are ISO dates.

/** An hour, in milliseconds. */
export const hourMs = 60 * 60 * 1000

/** 24 hours, in milliseconds. */
export const dayMs = 24 * hourMs

/** An instant on the calendar and the clock of a zone. */
export const inZone = (zone: string, instant: Date): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)

/** The calendar day of an instant in a zone. */
export const dayIn = (zone: string, instant: Date): string => inZone(zone, instant).toPlainDate().toString()

/** The instant at which a day begins in a zone. */
export const startOfDay = (zone: string, day: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)

export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString()

/** The day after a period. @param period an ISO 8601 duration of days, months or years, such as `P5Y` */
export const addPeriod = (day: string, period: string): string =>
  Temporal.PlainDate.from(day).add(Temporal.Duration.from(period)).toString()

/** How many days lie between two days; negative when the second is the earlier. */
export const daysBetween = (from: string, to: string): number => Temporal.PlainDate.from(from).until(to).days

export const isWeekend = (day: string | Temporal.PlainDate): boolean =>
  Temporal.PlainDate.from(day).dayOfWeek > 5
