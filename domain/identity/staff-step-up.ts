import type { Ctx } from '../context.ts'
import { forbidden, stepUpNeeded } from '../errors.ts'

/** How long after a sign-in a look may begin, in seconds. */
export const freshSignInSeconds = 120

/** @throws DomainError `step-up` when the provider last made them prove who they are longer ago than that */
export function requireFreshSignIn(ctx: Ctx): void {
  if (ctx.actor.kind !== 'staff') throw forbidden()
  const age = (ctx.now.getTime() - ctx.actor.authenticatedAt.getTime()) / 1000
  if (age > freshSignInSeconds) throw stepUpNeeded()
}
