import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { restrictions } from '#db/schema/restrictions.ts'

export type RestrictionRow = typeof restrictions.$inferSelect

/** The latest row of each field that matches: what its state is made of. */
const latestRows = (tx: Tx, where: SQL | undefined) =>
  tx
    .selectDistinctOn([restrictions.customerId, restrictions.field])
    .from(restrictions)
    .where(where)
    .orderBy(restrictions.customerId, restrictions.field, desc(restrictions.number))

/** The same for one customer inside a statement, as rows of `field`, `kind` and `allowed`. */
export const latestOf = (customerId: SQL): SQL => sql`
  select distinct on (field) field, kind, allowed from restrictions
  where customer_id = ${customerId} order by field, number desc`

const isSet = ({ kind }: RestrictionRow): boolean => kind === 'set'

/** The restricted fields of a customer, each with the row that restricts it. */
export async function restrictedFields(tx: Tx, customerId: string): Promise<Map<string, RestrictionRow>> {
  const rows = await latestRows(tx, eq(restrictions.customerId, customerId))
  return new Map(rows.filter(isSet).map((row) => [row.field, row]))
}

/** The latest row of each field of a customer that ever was restricted. */
export async function latestRestrictions(tx: Tx, customerId: string): Promise<Map<string, RestrictionRow>> {
  const rows = await latestRows(tx, eq(restrictions.customerId, customerId))
  return new Map(rows.map((row) => [row.field, row]))
}

/** The latest row of a field of a customer, whether it restricts or lifts; undefined where the field never was restricted. */
export async function latestRestriction(
  tx: Tx,
  customerId: string,
  field: string,
): Promise<RestrictionRow | undefined> {
  const own = and(eq(restrictions.customerId, customerId), eq(restrictions.field, field))
  const [row] = await latestRows(tx, own)
  return row
}

/** Customers share this many locks, so that a write about many of them takes few. */
const lockCount = 64
const lockOf = (customerId: SQL) =>
  sql`hashtextextended('restrictions ' || (hashtext(${customerId}::text) & ${lockCount - 1})::text, 0)`

/**
 * Makes writes of values that a restriction would stop wait for one, and a restriction for them, until the transaction ends;
 * what is read after it holds. Several writes do not wait for each other.
 */
export const lockRestrictions = (tx: Tx, customerIds: readonly string[], by: 'write' | 'restriction') => {
  const ids = sql`unnest(${sql.param([...new Set(customerIds)])}::uuid[]) as one (id)`
  const lock =
    by === 'restriction' ? sql`pg_advisory_xact_lock(name)` : sql`pg_advisory_xact_lock_shared(name)`
  return tx.execute(
    sql`select ${lock} from (select distinct ${lockOf(sql`one.id`)} as name from ${ids} order by name) locks`,
  )
}

/** Whether the use of a field of a customer is restricted. */
export const isRestricted = async (tx: Tx, customerId: string, field: string): Promise<boolean> =>
  (await latestRestriction(tx, customerId, field))?.kind === 'set'

/** The restricted fields of several customers. */
export async function restrictedAmong(
  tx: Tx,
  customerIds: readonly string[],
): Promise<{ customerId: string; field: string }[]> {
  if (customerIds.length === 0) return []
  const rows = await latestRows(
    tx,
    sql`${restrictions.customerId} = any(${sql.param([...customerIds])}::uuid[])`,
  )
  return rows.filter(isSet)
}
