import { addDays, dayIn, startOfDay } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { type Trace, UncoveredYear } from '../deadlines.ts'
import type { Issue } from '../errors.ts'
import { countAnswerDeadline } from './answer-deadline.ts'

/** The bank enters what it received at most so many days ago. An earlier day is rather a slip than a letter that lay for so long. */
export const longestBackDays = 365

/** The last day for the written answer to a complaint received on that day, of which no time is known. */
export const countFromDay = (receivedOn: string): Trace =>
  countAnswerDeadline(startOfDay(catalogue().calendar.zone, receivedOn))

/** The day on which a complaint was received, as ISO date in the calendar's zone. */
export const receivedDay = (receivedAt: Date): string => dayIn(catalogue().calendar.zone, receivedAt)

/** What is wrong with a day of receipt: it is to come, too long ago, or in a year that the calendar does not cover. */
export function dayFaults(receivedOn: string | undefined, now: Date): Issue[] {
  if (receivedOn === undefined) return []
  const today = receivedDay(now)
  const fault = (key: string): Issue[] => [{ path: 'receivedOn', key }]
  if (receivedOn > today) return fault('complaint.day-ahead')
  if (receivedOn < addDays(today, -longestBackDays)) return fault('complaint.day-past')
  try {
    countFromDay(receivedOn)
    return []
  } catch (error) {
    if (error instanceof UncoveredYear) return fault('complaint.day-uncovered')
    throw error
  }
}
