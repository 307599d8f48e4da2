import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { takeTry } from '../limits.ts'

const decisions = { name: 'consent-decisions', max: 60, seconds: 60 }

/** Bounds how often a customer's browser may decide. @throws DomainError `too-many` */
export const countDecision = (ctx: Ctx): Promise<void> =>
  takeTry(ctx, [{ limit: decisions, who: requireSubject(ctx) }])
