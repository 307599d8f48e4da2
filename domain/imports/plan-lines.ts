import type { Tx } from '#db/client.ts'
import { may } from '../access.ts'
import type { AuditEntry } from '../audit-row.ts'
import type { DecidedRows } from '../automated-decisions/plan-automated-decisions.ts'
import type { Ctx } from '../context.ts'
import { hashing, type Keys, type LookupKey } from '../crypto.ts'
import { type KnownCustomers, knownCustomers } from '../customers/known-customers.ts'
import type { HeldRows } from '../holdings/plan-holdings.ts'
import type { Scope } from '../permissions.ts'
import type { Numbered } from '../plan.ts'
import type { ToldRows } from '../recipients/plan-disclosures.ts'
import { automatedDecisionLines, customerLines, disclosureLines, holdingLines } from './plan-kinds.ts'
import type { Lines } from './read-lines.ts'
import type { ChunkOutcome, ImportLine, LineOf } from './schema.ts'

/** The permission a sender needs for each kind of line. */
const needs: Record<ImportLine['kind'], Scope> = {
  customer: 'customers:register',
  holding: 'holdings:put',
  disclosure: 'disclosures:record',
  'automated-decision': 'automated-decisions:record',
}

/** What some lines write, so that later lines can be planned before it is written. */
export interface Written {
  registered: KnownCustomers
  held: HeldRows
  disclosed: ToldRows
  decided: DecidedRows
}
const nothing: Written = {
  registered: new Map(),
  held: new Map(),
  disclosed: new Map(),
  decided: new Map(),
}

/** The result of some lines, sealed and ready to be written. */
export interface Plan {
  outcome: ChunkOutcome
  entries: AuditEntry[]
  /** Sends all statements at once, in the order of their foreign keys. */
  write(tx: Tx): Promise<unknown>
  written: Written
}

/**
 * Plans lines in their order, by the plans that the verbs for single lines call too, with a few statements for all of them.
 * A line that cannot be taken stops none of the others. If another import or system writes the same in the meantime,
 * writing fails by a unique constraint, and the lines are planned again.
 * @param tx a read-only transaction.
 * @param before what earlier lines write, which may not be in the database yet.
 */
export async function planLines(
  context: Ctx,
  tx: Tx,
  { good, empty, faults }: Lines,
  before: Written = nothing,
): Promise<Plan> {
  const ctx = { ...context, keys: remembering(context.keys) }
  const lines = good.filter((line) => may(ctx, needs[line.kind]))
  const known = await knownCustomers(tx, referencesIn(lines), before.registered)
  const about = <Kind extends ImportLine['kind']>(kind: Kind) => lines.filter(isKind(kind))
  const customers = await customerLines(ctx, tx, about('customer'), known, before)
  const heldBefore = new Map([...before.held, ...customers.held])
  const [holdings, disclosures, decisions] = await Promise.all([
    holdingLines(ctx, tx, about('holding'), known, heldBefore),
    disclosureLines(ctx, tx, about('disclosure'), known, before.disclosed),
    automatedDecisionLines(ctx, tx, about('automated-decision'), known, before.decided),
  ])
  const plans = [customers, holdings, disclosures, decisions]
  const bad = plans.flatMap((one) => one.faults)
  const changed = plans.reduce((total, one) => total + one.changed, 0)
  const refused = good
    .filter((line) => !may(ctx, needs[line.kind]))
    .map(({ line }) => ({ line, path: 'kind', reason: 'import.not-permitted' }))
  return {
    outcome: {
      changed,
      unchanged: lines.length - bad.length - changed + empty,
      faults: [...faults, ...refused, ...bad],
    },
    entries: plans.flatMap((one) => one.entries),
    write: (tx) => Promise.all(plans.map((one) => one.write(tx))),
    written: {
      registered: customers.registered,
      held: new Map([...customers.held, ...holdings.held]),
      disclosed: disclosures.disclosed,
      decided: decisions.decided,
    },
  }
}

const referencesIn = (lines: readonly Numbered<ImportLine>[]): Set<string> =>
  new Set(lines.map((line) => (line.kind === 'customer' ? line.reference : line.customer)))

/** The same keys, with each hash computed once: a customer's number is in the line that registers them and in a holding. */
function remembering({ lookupKeys: [first, ...others], ...keys }: Keys): Keys {
  return { ...keys, ...hashing([rememberingKey(first), ...others.map(rememberingKey)]) }
}
function rememberingKey({ id, hash }: LookupKey): LookupKey {
  const known = new Map<string, string>()
  return {
    id,
    hash: (kind, value) => {
      const name = `${kind} ${value}`
      const made = known.get(name) ?? hash(kind, value)
      known.set(name, made)
      return made
    },
  }
}

const isKind =
  <Kind extends ImportLine['kind']>(kind: Kind) =>
  (line: Numbered<ImportLine>): line is Numbered<LineOf<Kind>> =>
    line.kind === kind
