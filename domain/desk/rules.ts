import { reminderShares } from '#db/schema/complaints.ts'
import type { Progress } from '../deadlines.ts'
import { rolesWith } from '../permissions.ts'

export type Share = (typeof reminderShares)[number]

/** The greatest of the {@link reminderShares} that has passed; null before the first. 100 only once the last day is past. */
export function shareReached({ day, of, state }: Progress): Share | null {
  if (state === 'late') return 100
  return reminderShares.findLast((share) => share < 100 && day * 100 >= of * share) ?? null
}

/** A complaint ends soon when at most this many days are left. */
export const soonDays = 7

/** `Ш-2026-00417`; the letter, the year and leading zeros may be left out. */
const reference = /^(?:ш-?)?(?:(\d{4})-)?0*(\d{1,9})$/iu

/**
 * A complaint's full number, from a typed one: `Ш-2026-00417`, `2026-417` or `417`.
 * @param year the year to use when none is typed.
 * @returns null for a text that is not a complaint's number.
 */
export function readReference(typed: string, year: string): string | null {
  const [, ofYear, number] = reference.exec(typed.replace(/[\s№]/g, '').replace(/[–—−]/g, '-')) ?? []
  return number ? `Ш-${ofYear ?? year}-${number.padStart(5, '0')}` : null
}

/** The roles that answer complaints, and so can be given one. */
export const answeringRoles = rolesWith('complaints:answer')
