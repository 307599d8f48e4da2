import { addDays, dayIn, startOfDay } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import type { Issue } from '../errors.ts'

/** The bank enters what it received at most so many days ago. An earlier day is rather a slip than a letter that lay for so long. */
export const longestBackDays = 365

/** The moment from which the clock of a case runs that was received on a day of which no time is known. */
export const fromDay = (receivedOn: string): Date => startOfDay(catalogue().calendar.zone, receivedOn)

/** The day on which a case was received, as ISO date in the calendar's zone. */
export const receivedDay = (receivedAt: Date): string => dayIn(catalogue().calendar.zone, receivedAt)

/** What is wrong with a day of receipt: it is to come, or too long ago. */
export function dayFaults(receivedOn: string | undefined, now: Date): Issue[] {
  if (receivedOn === undefined) return []
  const today = receivedDay(now)
  const fault = (key: string): Issue[] => [{ path: 'receivedOn', key }]
  if (receivedOn > today) return fault('complaint.day-ahead')
  return receivedOn < addDays(today, -longestBackDays) ? fault('complaint.day-past') : []
}
