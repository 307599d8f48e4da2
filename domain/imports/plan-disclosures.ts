import { catalogue } from '#catalogue/load.ts'
import type { Tx } from '#db/client.ts'
import { disclosures } from '#db/schema/recipients.ts'
import type { Ctx } from '../context.ts'
import { newDisclosure } from '../recipients/new-disclosure.ts'
import { faultsOf } from '../recipients/rules.ts'
import { rowsOf } from '../rows-of.ts'
import { counted } from './counted.ts'
import { customerAt, type KnownCustomers } from './known-customers.ts'
import type { Numbered } from './read-lines.ts'
import type { Fault, LineOf } from './schema.ts'
import type { Taken } from './take-lines.ts'

/** Writes down what is not there yet. */
export async function takeDisclosures(
  ctx: Ctx,
  tx: Tx,
  lines: readonly Numbered<LineOf<'disclosure'>>[],
  known: KnownCustomers,
): Promise<Taken> {
  const policy = catalogue()
  const wrong = new Map(
    faultsOf(policy, lines, ctx.now)
      .toReversed()
      .map(({ path, key }) => {
        const [, place = '', name = ''] = path.split('.')
        return [Number(place), { path: name, reason: key }]
      }),
  )
  const faults: Fault[] = []
  const rows = new Map<string, typeof disclosures.$inferInsert>()
  for (const [place, line] of lines.entries()) {
    const customer = customerAt(known, line.customer, line.line)
    const fault = customer ? wrong.get(place) : { path: 'customer', reason: 'import.customer-unknown' }
    if (fault) faults.push({ line: line.line, ...fault })
    else if (customer) {
      const row = newDisclosure(ctx, policy, customer.id, line)
      rows.set(row.id, row)
    }
  }
  const sorted = [...rows.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const added =
    sorted.length === 0
      ? []
      : await tx
          .insert(disclosures)
          .select(rowsOf(disclosures, sorted))
          .onConflictDoNothing()
          .returning({ customerId: disclosures.customerId })
  return {
    changed: added.length,
    unchanged: lines.length - faults.length - added.length,
    faults,
    entries: counted('disclosures.recorded', added),
  }
}
