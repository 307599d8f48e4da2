import { assumptions } from '#policy/assumptions.ts'
import { catalogue } from '#policy/load.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import type { AssumptionView } from './schema.ts'

/** Everything the bank's policy is silent about and the catalogue had to assume. Asks no database. */
export function listAssumptions(ctx: Pick<Ctx, 'actor' | 'locale'>): AssumptionView[] {
  requirePermission(ctx, 'policies:show')
  return assumptions(catalogue()).map(({ where, title, value }) => ({
    where,
    title: title[ctx.locale],
    value: value[ctx.locale],
  }))
}
