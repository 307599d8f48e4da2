import { bankDay } from './bank-time.ts'

/** A moment may be this far ahead, because the clocks of two machines differ. */
const clockLeewayMs = 5 * 60 * 1000

/** Whether a moment that a system tells of has not come yet. */
export const isAhead = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + clockLeewayMs

/** Whether a calendar day has not begun yet where the bank is. */
export const isDayAhead = (day: string, now: Date): boolean => day > bankDay(now)

/** The same for `momentOrDay`, which reads a day as its midnight in UTC; that is five hours after it began here. */
export function isMomentOrDayAhead(at: Date, now: Date): boolean {
  const [day = '', time] = at.toISOString().split('T')
  return isAhead(at, now) && (time !== '00:00:00.000Z' || isDayAhead(day, now))
}
