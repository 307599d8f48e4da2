import type { Ctx } from '../context.ts'
import { forbidden, stepUpNeeded } from '../errors.ts'

/** How long a member of staff counts as having just proved who they are. */
export const freshSignInSeconds = 120

/** Whether the provider's `auth_time` is recent enough for what asks for a fresh sign-in. */
export const isFreshSignIn = (authenticatedAt: Date, now: Date): boolean =>
  now.getTime() - authenticatedAt.getTime() <= freshSignInSeconds * 1000

/**
 * For what a member of staff may begin only right after proving who they are, such as a look at a customer's view.
 * @throws DomainError `step-up` when their last proof is older than two minutes; `forbidden` for anyone else.
 */
export function requireFreshSignIn(ctx: Pick<Ctx, 'actor' | 'now'>): void {
  if (ctx.actor.kind !== 'staff') throw forbidden()
  if (!isFreshSignIn(ctx.actor.authenticatedAt, ctx.now)) throw stepUpNeeded()
}
