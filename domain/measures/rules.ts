import type { MeasureKind } from './schema.ts'

/** What is asked for can be decided for so long. */
export const waitSeconds = 24 * 60 * 60

/** Until when a measure that was asked for can be decided. */
export const decidableUntil = (askedAt: Date): Date => new Date(askedAt.getTime() + waitSeconds * 1000)

/** What can be done to a sign-in as it stands: nothing twice, and no sessions ended where none can be. */
export const possibleKinds = (blockedSince: Date | null): MeasureKind[] =>
  blockedSince ? ['unblock'] : ['block', 'end-sessions']

/**
 * Why a measure cannot be taken as a sign-in stands.
 * @returns the key of the sentence; null when it can.
 */
export function whyNot(kind: MeasureKind, blockedSince: Date | null): string | null {
  if (possibleKinds(blockedSince).includes(kind)) return null
  return blockedSince ? 'measure.is-blocked' : 'measure.is-not-blocked'
}
