import { eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import { catalogue } from '#policy/load.ts'
import type { AuditEntry } from '../audit-row.ts'
import { type Issue, refuseIfAny } from '../errors.ts'
import type { LineAbout } from '../plan.ts'
import { record } from '../record.ts'
import { change, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type AboutWhom, planDisclosures } from './plan-disclosures.ts'
import { faultFinder } from './rules.ts'
import { type RecordedDisclosures, type ReportedLine, recordDisclosuresInput } from './schema.ts'

const nothingNew: AuditEntry = { action: 'disclosures.recorded', detail: { count: 0 } }

/**
 * Records disclosures to recipients, up to 1,000 at once: all of them or none. One that was recorded before is not
 * written again; one with the id of another and other content is refused.
 * @throws DomainError `invalid`, each fault naming its line.
 */
export const recordDisclosures = verb(
  'disclosures:record',
  recordDisclosuresInput,
  ({ now }, { disclosures = [] }) => issuesOf(disclosures, faultFinder(catalogue(), now)),
  async (ctx, { disclosures: lines }): Promise<RecordedDisclosures> => {
    return retryDuplicate('disclosures', () =>
      change(ctx, async (tx) => {
        const known = await withCustomers(tx, lines)
        const named = new Set(known.map(({ line }) => line))
        const plan = await planDisclosures(ctx, tx, known, new Map())
        const refused = new Map([
          ...lines.filter((line) => !named.has(line)).map((line) => [line, [unknownCustomer]] as const),
          ...plan.refused.map(({ line, issue }) => [line, [issue]] as const),
        ])
        refuseIfAny(issuesOf(lines, (line) => refused.get(line) ?? []))
        const [entry = nothingNew, ...more] = plan.entries
        await Promise.all([plan.write(tx), record(ctx, tx, entry, ...more)])
        return { recorded: plan.changed, repeated: lines.length - plan.changed }
      }),
    )
  },
)

const unknownCustomer: Issue = { path: 'customer', key: 'disclosure.line-customer' }

/**
 * The lines with their customers, without those about an unregistered one, and those that name an exact recipient to one
 * whose key was destroyed, because nothing can be stored about them any more.
 */
async function withCustomers(
  tx: Tx,
  lines: readonly ReportedLine[],
): Promise<LineAbout<AboutWhom, ReportedLine>[]> {
  const named = [...new Set(lines.map((line) => line.customer))]
  const rows = await tx
    .select({ id: customers.id, reference: customers.reference, wrappedKey: customerKeys.wrappedKey })
    .from(customers)
    .leftJoin(customerKeys, eq(customerKeys.customerId, customers.id))
    .where(inArray(customers.reference, named))
  const known = new Map(rows.map((row) => [row.reference, row]))
  return lines.flatMap((line) => {
    const customer = known.get(line.customer)
    return customer && (customer.wrappedKey || !line.to) ? [{ customer, line }] : []
  })
}

/** The faults of the lines, each with the line's place in the call, and its number for the sentence. */
const issuesOf = <Line>(
  lines: readonly (Line | undefined)[],
  faultsOf: (line: Line) => readonly Issue[],
): Issue[] =>
  lines.flatMap((line, place) =>
    (line === undefined ? [] : faultsOf(line)).map(({ path, key }) => ({
      path: `disclosures.${place}.${path}`,
      key,
      params: { line: place + 1 },
    })),
  )
