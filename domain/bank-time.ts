import type { Temporal } from 'temporal-polyfill'
import { dayIn, inZone } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'

/** An instant on the calendar and the clock where the bank is. */
export const bankTime = (at: Date): Temporal.ZonedDateTime => inZone(catalogue().calendar.zone, at)

/** The calendar day of an instant where the bank is, as ISO date. */
export const bankDay = (at: Date): string => dayIn(catalogue().calendar.zone, at)
