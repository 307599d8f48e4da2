import type { Tx } from '#db/client.ts'
import type { Entry } from '../audit/audit-row.ts'
import { record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { may, type Scope } from '../permissions.ts'
import { knownCustomers } from './known-customers.ts'
import type { Lines, Numbered } from './read-lines.ts'
import type { Fault, ImportLine, LineOf, Outcome } from './schema.ts'
import { takeCustomers } from './take-customers.ts'
import { takeDisclosures } from './take-disclosures.ts'
import { takeHoldings } from './take-holdings.ts'

/** What a line of each kind needs its sender to be permitted. */
const needs: Record<ImportLine['kind'], Scope> = {
  customer: 'customers:register',
  holding: 'holdings:put',
  disclosure: 'disclosures:record',
}

/** Lines of one kind about customers that are known; what became of the others is in the outcome already. */
export interface Taken {
  changed: number
  unchanged: number
  faults: Fault[]
  /** What is to be written into the log: one entry a customer. */
  entries: Entry[]
}

/**
 * Takes lines in their order, by the rules of the verbs that take them one by one, with a few statements for all of
 * them. A line that cannot be taken stops none of the others.
 */
export async function takeLines(ctx: Ctx, tx: Tx, { good, empty, faults }: Lines): Promise<Outcome> {
  const lines = good.filter((line) => may(ctx, needs[line.kind]))
  const known = await knownCustomers(tx, lines)
  const customers = await takeCustomers(ctx, tx, lines.filter(isKind('customer')), known)
  const about = <Kind extends 'holding' | 'disclosure'>(kind: Kind) => lines.filter(isKind(kind))
  const taken = [
    customers,
    ...(await Promise.all([
      takeHoldings(ctx, tx, about('holding'), known),
      takeDisclosures(ctx, tx, about('disclosure'), known),
    ])),
  ]
  const [entry, ...entries] = taken.flatMap((one) => one.entries)
  if (entry) await record(ctx, tx, entry, ...entries)
  const sum = (count: 'changed' | 'unchanged') => taken.reduce((total, one) => total + one[count], 0)
  const refused = good
    .filter((line) => !may(ctx, needs[line.kind]))
    .map(({ line }) => ({ line, path: 'kind', reason: 'import.not-permitted' }))
  return {
    changed: sum('changed'),
    unchanged: sum('unchanged') + empty,
    faults: [...faults, ...refused, ...taken.flatMap((one) => one.faults)],
  }
}

const isKind =
  <Kind extends ImportLine['kind']>(kind: Kind) =>
  (line: Numbered): line is Numbered<LineOf<Kind>> =>
    line.kind === kind
