import type { Tx } from '#db/client.ts'
import { may } from '../access.ts'
import type { Entry } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import type { Keys } from '../crypto.ts'
import type { Scope } from '../permissions.ts'
import { type KnownCustomers, knownCustomers } from './known-customers.ts'
import type { HeldRow, PlanOf } from './plan.ts'
import { planCustomers } from './plan-customers.ts'
import { planDisclosures } from './plan-disclosures.ts'
import { planHoldings } from './plan-holdings.ts'
import type { Lines, Numbered } from './read-lines.ts'
import type { ImportLine, LineOf, Outcome } from './schema.ts'

/** What a line of each kind needs its sender to be permitted. */
const needs: Record<ImportLine['kind'], Scope> = {
  customer: 'customers:register',
  holding: 'holdings:put',
  disclosure: 'disclosures:record',
}

/** What lines write, by which those after them are planned before it is written. */
export interface Written {
  registered: KnownCustomers
  /** By customer's id and field. */
  held: ReadonlyMap<string, HeldRow>
  /** Their ids. */
  disclosed: ReadonlySet<string>
}
const nothing: Written = { registered: new Map(), held: new Map(), disclosed: new Set() }

/** All that lines come to, worked out, sealed and ready to be sent. */
export interface Plan {
  outcome: Outcome
  entries: Entry[]
  /** Sends all statements at once, in the order in which they need each other. */
  write(tx: Tx): Promise<unknown>
  written: Written
}

/**
 * Plans what to do with lines in their order, by the rules of the verbs that take them one by one, with a few
 * statements for all of them. A line that cannot be taken stops none of the others. Should somebody else write the
 * same meanwhile, writing fails by a unique constraint, and the lines are planned anew.
 * @param tx one that only looks.
 * @param before what the lines before these write, which may not be in the database yet.
 */
export async function planLines(
  context: Ctx,
  tx: Tx,
  { good, empty, faults }: Lines,
  before: Written = nothing,
): Promise<Plan> {
  const ctx = { ...context, keys: remembering(context.keys) }
  const lines = good.filter((line) => may(ctx, needs[line.kind]))
  const known = await knownCustomers(tx, lines, before.registered)
  const about = <Kind extends ImportLine['kind']>(kind: Kind) => lines.filter(isKind(kind))
  const customers = await planCustomers(ctx, tx, about('customer'), known, before.registered)
  const [holdings, disclosures] = await Promise.all([
    planHoldings(ctx, tx, about('holding'), known, before.held),
    planDisclosures(ctx, tx, about('disclosure'), known, before.disclosed),
  ])
  const plans: PlanOf[] = [customers, holdings, disclosures]
  const sum = (count: 'changed' | 'unchanged') => plans.reduce((total, one) => total + one[count], 0)
  const refused = good
    .filter((line) => !may(ctx, needs[line.kind]))
    .map(({ line }) => ({ line, path: 'kind', reason: 'import.not-permitted' }))
  return {
    outcome: {
      changed: sum('changed'),
      unchanged: sum('unchanged') + empty,
      faults: [...faults, ...refused, ...plans.flatMap((one) => one.faults)],
    },
    entries: plans.flatMap((one) => one.entries),
    write: (tx) => Promise.all(plans.map((one) => one.write(tx))),
    written: {
      registered: customers.registered,
      held: holdings.held,
      disclosed: disclosures.disclosed,
    },
  }
}

/** The same keys, which work out no hash twice: a customer's number stands in the line that registers them, and as a value. */
function remembering({ master, lookup }: Keys): Keys {
  const known = new Map<string, string>()
  return {
    master,
    lookup: (kind, value) => {
      const name = `${kind} ${value}`
      const hash = known.get(name) ?? lookup(kind, value)
      known.set(name, hash)
      return hash
    },
  }
}

const isKind =
  <Kind extends ImportLine['kind']>(kind: Kind) =>
  (line: Numbered): line is Numbered<LineOf<Kind>> =>
    line.kind === kind
