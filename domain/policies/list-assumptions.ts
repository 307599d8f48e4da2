import { assumptions } from '#policy/assumptions.ts'
import { catalogue } from '#policy/load.ts'
import { verb } from '../verb.ts'
import type { AssumptionView } from './schema.ts'

/** The assumptions of the catalogue, where the bank's policy is silent. It does not use the database. */
export const listAssumptions = verb('policies:show', (ctx): AssumptionView[] =>
  assumptions(catalogue()).map(({ where, title, value }) => ({
    where,
    title: title[ctx.locale],
    value: value[ctx.locale],
  })),
)
