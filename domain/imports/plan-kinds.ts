import type { Tx } from '#db/client.ts'
import { catalogue } from '#policy/load.ts'
import { type DecidedRows, planAutomatedDecisions } from '../automated-decisions/plan-automated-decisions.ts'
import { faultFinder as decisionFaultFinder } from '../automated-decisions/rules.ts'
import type { Ctx } from '../context.ts'
import {
  customerAt,
  type KeyedCustomer,
  type Known,
  type KnownCustomers,
} from '../customers/known-customers.ts'
import { heldPhones } from '../customers/phone-history.ts'
import { planCustomers, takenHashes, withHashes } from '../customers/plan-customers.ts'
import type { Issue } from '../errors.ts'
import { asKept, fieldIds, holdingFaults, identityFault } from '../holdings/holding-faults.ts'
import { type HeldRows, planHoldings } from '../holdings/plan-holdings.ts'
import type { LineAbout, Numbered } from '../plan.ts'
import { planDisclosures, type ToldRows } from '../recipients/plan-disclosures.ts'
import { faultFinder } from '../recipients/rules.ts'
import type { LineFault, LineOf } from './schema.ts'

/** Plans the lines that register customers or give them another number. A line has one fault: its first. */
export async function customerLines(
  ctx: Ctx,
  tx: Tx,
  lines: readonly Numbered<LineOf<'customer'>>[],
  known: KnownCustomers,
  before: { registered: ReadonlyMap<string, Known>; held: HeldRows },
) {
  const hashed = withHashes(ctx, lines)
  const strangers = hashed.filter(({ line }) => !known.has(line.reference)).map(({ hashes }) => hashes)
  const [taken, held] = await Promise.all([
    takenHashes(tx, strangers, before.registered),
    heldPhones(ctx, tx, hashed, known, before.held),
  ])
  const plan = await planCustomers(ctx, hashed, known, taken, held)
  return { ...plan, faults: plan.faulty.map(({ line, issues: [issue] }) => lineFault(line, issue)) }
}

/** Plans the lines about what is held. */
export async function holdingLines(
  ctx: Ctx,
  tx: Tx,
  lines: readonly Numbered<LineOf<'holding'>>[],
  known: KnownCustomers,
  before: HeldRows,
) {
  const fields = fieldIds(catalogue())
  const { good, faults } = judge(
    lines.map(asKept),
    known,
    (line, customer) => holdingFaults(fields, ctx.now, line)[0] ?? identityFault(ctx.keys, customer, line),
  )
  const plan = await planHoldings(ctx, tx, good, before)
  return { ...plan, faults: withRefused(faults, plan.refused) }
}

/** Plans the lines about what was told. A line has one fault: its first. */
export async function disclosureLines(
  ctx: Ctx,
  tx: Tx,
  lines: readonly Numbered<LineOf<'disclosure'>>[],
  known: KnownCustomers,
  before: ToldRows,
) {
  const faultsOf = faultFinder(catalogue(), ctx.now)
  const { good, faults } = judge(lines, known, (line) => faultsOf(line)[0])
  const plan = await planDisclosures(ctx, tx, good, before)
  return { ...plan, faults: withRefused(faults, plan.refused) }
}

/** Plans the lines about what programs decided. A line has one fault: its first. */
export async function automatedDecisionLines(
  ctx: Ctx,
  tx: Tx,
  lines: readonly Numbered<LineOf<'automated-decision'>>[],
  known: KnownCustomers,
  before: DecidedRows,
) {
  const faultsOf = decisionFaultFinder(catalogue(), ctx.now)
  const { good, faults } = judge(lines, known, (line) => faultsOf(line)[0])
  const plan = await planAutomatedDecisions(ctx, tx, good, before)
  return { ...plan, faults: withRefused(faults, plan.refused) }
}

/** The faults of lines by themselves, and of those that their plan refused, in the order of the lines. */
const withRefused = (
  faults: readonly LineFault[],
  refused: readonly { line: Numbered<unknown>; issue: Issue }[],
): LineFault[] =>
  [...faults, ...refused.map(({ line, issue }) => lineFault(line.line, issue))].toSorted(
    (one, other) => one.line - other.line,
  )

/** Divides lines into those that can be taken, each with its customer, and the faults of the others. */
function judge<Line extends Numbered<{ customer: string }>>(
  lines: readonly Line[],
  known: KnownCustomers,
  faultOf: (line: Line, customer: KeyedCustomer) => Issue | null | undefined,
) {
  const good: LineAbout<KeyedCustomer, Line>[] = []
  const faults: LineFault[] = []
  for (const line of lines) {
    const customer = customerAt(known, line.customer, line.line)
    const fault = customer ? faultOf(line, customer) : unknownCustomer
    if (fault) faults.push(lineFault(line.line, fault))
    else if (customer) good.push({ customer, line })
  }
  return { good, faults }
}

const unknownCustomer: Issue = { path: 'customer', key: 'import.customer-unknown' }

const lineFault = (line: number, { path, key }: Issue): LineFault => ({ line, path, reason: key })
