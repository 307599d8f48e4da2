import type { Ctx } from '../context.ts'
import { forbidden, stepUpNeeded } from '../errors.ts'

/** For how long a sign-in of a member of staff counts as fresh. */
export const freshSignInSeconds = 120

/** Whether the provider's `auth_time` is recent enough to count as a fresh sign-in. */
export const isFreshSignIn = (authenticatedAt: Date, now: Date): boolean =>
  now.getTime() - authenticatedAt.getTime() <= freshSignInSeconds * 1000

/**
 * Requires a fresh sign-in, for example before a look begins.
 * @throws DomainError `step-up` when the last sign-in is older than two minutes; `forbidden` for any other actor.
 */
export function requireFreshSignIn(ctx: Pick<Ctx, 'actor' | 'now'>): void {
  if (ctx.actor.kind !== 'staff') throw forbidden()
  if (!isFreshSignIn(ctx.actor.authenticatedAt, ctx.now)) throw stepUpNeeded()
}
