import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { catalogue } from '#policy/load.ts'
import type { Ctx } from '../context.ts'
import { newDisclosure } from '../recipients/new-disclosure.ts'
import { faultsOf } from '../recipients/rules.ts'
import { counted } from './audit-counts.ts'
import { customerAt, type KnownCustomers } from './known-customers.ts'
import type { PlanOf } from './plan.ts'
import type { Numbered } from './read-lines.ts'
import type { LineFault, LineOf } from './schema.ts'

type Row = typeof disclosures.$inferInsert

/**
 * Plans the disclosures that are not recorded yet.
 * @param before the ids of those that earlier lines record.
 */
export async function planDisclosures(
  ctx: Ctx,
  tx: Tx,
  lines: readonly Numbered<LineOf<'disclosure'>>[],
  known: KnownCustomers,
  before: ReadonlySet<string>,
): Promise<PlanOf & { disclosed: ReadonlySet<string> }> {
  const policy = catalogue()
  const wrong = new Map(
    faultsOf(policy, lines, ctx.now)
      .toReversed()
      .map(({ path, key }) => {
        const [, place = '', name = ''] = path.split('.')
        return [Number(place), { path: name, reason: key }]
      }),
  )
  const faults: LineFault[] = []
  const told = new Map<string, Row>()
  for (const [place, line] of lines.entries()) {
    const customer = customerAt(known, line.customer, line.line)
    const fault = customer ? wrong.get(place) : { path: 'customer', reason: 'import.customer-unknown' }
    if (fault) faults.push({ line: line.line, ...fault })
    else if (customer) {
      const row = newDisclosure(ctx, policy, customer.id, line)
      told.set(row.id, row)
    }
  }
  const there = await thoseThere(tx, [...told.values()])
  const added = [...told.values()]
    .filter(({ id }) => !there.has(id) && !before.has(id))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const rows = added.length > 0 && arrayRows(disclosures, added)
  return {
    changed: added.length,
    unchanged: lines.length - faults.length - added.length,
    faults,
    entries: counted('disclosures.recorded', added),
    write: async (tx) => rows && tx.insert(disclosures).select(rows),
    disclosed: new Set(added.map(({ id }) => id)),
  }
}

/** The ids of those that are already recorded. */
async function thoseThere(tx: Tx, rows: readonly Row[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const customerIds = sql.param(rows.map(({ customerId }) => customerId))
  const ids = sql.param(rows.map(({ id }) => id))
  const found = await tx
    .select({ id: disclosures.id })
    .from(sql`unnest(${customerIds}::uuid[], ${ids}::uuid[]) as told (customer_id, id)`)
    .innerJoin(
      disclosures,
      and(eq(disclosures.customerId, sql`told.customer_id`), eq(disclosures.id, sql`told.id`)),
    )
  return new Set(found.map(({ id }) => id))
}
