import type { Ctx } from './context.ts'
import { forbidden, stepUpNeeded } from './errors.ts'

/** For how long after a code the customer counts as the one who is there. */
export const freshSeconds = 10 * 60

/** @throws DomainError `step-up` when the session's last code is older than ten minutes. */
export function requireFreshCode(ctx: Ctx): void {
  if (ctx.actor.kind !== 'customer') throw forbidden()
  if ((ctx.now.getTime() - ctx.actor.verifiedAt.getTime()) / 1000 > freshSeconds) throw stepUpNeeded()
}
