import { addDays, daysBetween } from '#policy/days.ts'
import { bankDay } from '../bank-time.ts'
import type { RestrictionRow } from '../restricted-fields.ts'

/** A system is named as silent from this many missing reports on. */
export const silentFrom = 2

/**
 * Whether the use of a field was restricted at some time of a day.
 * @param rows those of one field of one customer, the oldest first.
 */
export function wasRestrictedOn(rows: readonly Pick<RestrictionRow, 'kind' | 'at'>[], day: string): boolean {
  // What happens in the first moment of the day leaves nothing of the day before it, so it counts as before.
  const before = rows.findLast(({ at }) => bankDay(new Date(at.getTime() - 1)) < day)
  return before?.kind === 'set' || rows.some(({ kind, at }) => kind === 'set' && bankDay(at) === day)
}

/** How many whole days from one on, before today, have no report. @param reported how many of them have one. */
export const missingReports = (from: string, today: string, reported: number): number =>
  Math.max(0, daysBetween(from, today) - reported)

/** The last day before the first of which there is no report; null when that is the day from which on reports are due. */
export const toldUntil = (from: string, missing: string): string | null =>
  missing > from ? addDays(missing, -1) : null

/** The first day from which no use was reported: the day of the restriction, or the one after the last use. */
export function unusedSince(setOn: string, lastUse: string | null): string {
  if (lastUse === null || lastUse < setOn) return setOn
  return addDays(lastUse, 1)
}
