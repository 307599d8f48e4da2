import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { takeTry } from '../limits.ts'

const decisions = { name: 'consent-decisions', max: 60, seconds: 60 }

/** Counts a decision in a customer's browser against its limit. @throws DomainError `too-many` */
export const countDecision = (ctx: Ctx): Promise<void> =>
  takeTry(ctx, [{ limit: decisions, who: requireSubject(ctx) }])
