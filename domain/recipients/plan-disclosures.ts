import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { catalogue } from '#policy/load.ts'
import { counted } from '../audit-counts.ts'
import type { Ctx } from '../context.ts'
import type { LineAbout, PlanOf } from '../plan.ts'
import { newDisclosure } from './new-disclosure.ts'
import type { DisclosureLine } from './schema.ts'

type Row = typeof disclosures.$inferInsert

/**
 * Plans the disclosures that are not recorded yet. Of two lines with the same id the earlier one counts, for what is
 * recorded is never replaced.
 * @param lines those in which nothing is at fault.
 * @param before the ids of those that earlier lines record.
 */
export async function planDisclosures(
  ctx: Ctx,
  tx: Tx,
  lines: readonly LineAbout<{ id: string }, DisclosureLine>[],
  before: ReadonlySet<string>,
): Promise<PlanOf & { disclosed: ReadonlySet<string> }> {
  const policy = catalogue()
  const told = new Map<string, Row>()
  for (const { customer, line } of lines) {
    const row = newDisclosure(ctx, policy, customer.id, line)
    if (!told.has(row.id)) told.set(row.id, row)
  }
  const there = await thoseThere(tx, [...told.values()])
  const added = [...told.values()]
    .filter(({ id }) => !there.has(id) && !before.has(id))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const rows = added.length > 0 && arrayRows(disclosures, added)
  return {
    changed: added.length,
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
