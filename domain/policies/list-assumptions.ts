import { assumptions } from '#policy/assumptions.ts'
import { catalogue } from '#policy/load.ts'
import { verb } from '../verb.ts'
import type { AssumptionView } from './schema.ts'

/** What the bank's policy does not give: assumptions where it is silent, departures where we differ. It does not use the database. */
export const listAssumptions = verb('policies:show', (ctx): AssumptionView[] =>
  assumptions(catalogue()).map(({ where, kind, title, value }) => ({
    where,
    kind,
    title: title[ctx.locale],
    value: value[ctx.locale],
  })),
)
