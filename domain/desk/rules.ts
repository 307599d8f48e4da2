import { reminderShares } from '#db/schema/case-codes.ts'
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

/** The roles that answer complaints, and so can be given one. */
export const answeringRoles = rolesWith('cases:answer')
