import { inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { catalogue } from '#policy/load.ts'
import type { AuditEntry } from '../audit-row.ts'
import { type Issue, refuseIfAny } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { newDisclosure } from './new-disclosure.ts'
import { faultsOf } from './rules.ts'
import { type RecordedDisclosures, type ReportedLine, recordDisclosuresInput } from './schema.ts'

/**
 * Records disclosures to recipients, up to 1,000 at once: all of them or none. One that was recorded before is not
 * written again.
 * @throws DomainError `invalid`, each fault naming its line.
 */
export const recordDisclosures = verb(
  'disclosures:record',
  recordDisclosuresInput,
  async (ctx, { disclosures: lines }): Promise<RecordedDisclosures> => {
    const known = catalogue()
    refuseIfAny(faultsOf(known, lines, ctx.now))
    return change(ctx, async (tx) => {
      const ids = await customersOf(tx, lines)
      const rows = lines.flatMap((line) => {
        const customerId = ids.get(line.customer)
        return customerId ? [newDisclosure(ctx, known, customerId, line)] : []
      })
      const added = await tx
        .insert(disclosures)
        .values(rows)
        .onConflictDoNothing()
        .returning({ customerId: disclosures.customerId })
      await record(ctx, tx, ...entriesOf(added))
      return { recorded: added.length, repeated: lines.length - added.length }
    })
  },
)

/** @throws DomainError `invalid` with an issue for each line about an unregistered customer. */
async function customersOf(tx: Tx, lines: ReportedLine[]): Promise<ReadonlyMap<string, string>> {
  const named = [...new Set(lines.map((line) => line.customer))]
  const rows = await tx
    .select({ id: customers.id, reference: customers.reference })
    .from(customers)
    .where(inArray(customers.reference, named))
  const ids = new Map(rows.map(({ id, reference }) => [reference, id]))
  refuseIfAny(
    lines.flatMap((line, place): Issue[] =>
      ids.has(line.customer)
        ? []
        : [
            {
              path: `disclosures.${place}.customer`,
              key: 'disclosure.line-customer',
              params: { line: place + 1 },
            },
          ],
    ),
  )
  return ids
}

/** One audit entry for each customer; one without a customer when nothing was new. */
function entriesOf(added: { customerId: string }[]): [AuditEntry, ...AuditEntry[]] {
  const action = 'disclosures.recorded'
  const counts = Map.groupBy(added, ({ customerId }) => customerId)
  const [first, ...rest] = [...counts].map(
    ([customerId, rows]): AuditEntry => ({ action, customerId, detail: { count: rows.length } }),
  )
  return first ? [first, ...rest] : [{ action, detail: { count: 0 } }]
}
