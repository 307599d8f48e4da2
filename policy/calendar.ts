import { Temporal } from 'temporal-polyfill'
import type { Catalogue } from './schema.ts'

/** How long before its end a calendar is to be continued: the Government decides on a year's days off in the year before. */
const aheadMonths = 6

/**
 * The last day that the calendar of working days covers, once it is no more than half a year ahead: the deadlines of
 * what comes in after it cannot be counted.
 * @param today an ISO date
 * @returns an ISO date; null while there is time
 */
export function calendarRunsOut({ years }: Catalogue['calendar'], today: string): string | null {
  const last = Temporal.PlainDate.from({ year: years.at(-1)?.year ?? 0, month: 12, day: 31 })
  const from = last.subtract({ months: aheadMonths })
  return Temporal.PlainDate.compare(today, from) < 0 ? null : last.toString()
}
