import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { takeTry } from '../limits.ts'

const decisions = { name: 'consent-decisions', max: 60, seconds: 60 }

/**
 * Bounds how often a customer's browser may decide. A system tells what was decided long since, so it is not
 * bound by this.
 * @throws DomainError `too-many`
 */
export async function takeDecision(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind === 'customer') await takeTry(ctx, [{ limit: decisions, who: requireSubject(ctx) }])
}
