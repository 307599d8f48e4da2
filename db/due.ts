import { and, asc, eq, lte, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from './client.ts'

/**
 * Rows that are due are work for any number of workers: messages, deliveries, scans of files, chunks of imports, answers to
 * the state service. Whoever claims a row keeps the others from it until its lease ends, so that a worker that dies leaves it to
 * the next; each claim adds one to `attempts`, which tells it from a later one.
 */
interface DueColumns {
  dueAt: PgColumn
  attempts: PgColumn
}
type DueTable = PgTable & DueColumns & Record<'customerId' | 'id', PgColumn>

interface Lease {
  now: Date
  leaseSeconds: number
}

/** Claims the rows of a table that a condition holds for and that are due, the longest due first. */
export async function claimDue<Table extends DueTable>(
  tx: Tx,
  table: Table,
  { where, limit, ...lease }: Lease & { where: SQL | undefined; limit: number },
): Promise<Table['$inferSelect'][]> {
  const { customerId, id, dueAt }: DueTable = table
  const rows: PgTable = table
  const due = tx
    .select({ customerId, id })
    .from(rows)
    .where(and(where, lte(dueAt, lease.now)))
    .orderBy(asc(dueAt))
    .limit(limit)
    .for('update', { skipLocked: true })
  return tx.update(rows).set(claim(table, lease)).where(sql`(${customerId}, ${id}) in ${due}`).returning()
}

/** What an update sets to claim rows, for a query of its own that finds them `for update … skip locked`. */
export const claim = ({ attempts }: DueColumns, { now, leaseSeconds }: Lease) => ({
  dueAt: secondsAfter(now, leaseSeconds),
  attempts: sql`${attempts} + 1`,
})

/** Whether nobody has claimed a row since: a worker that took longer than its lease no longer decides about it. */
export const stillClaimed = ({ attempts }: DueColumns, claimed: { attempts: number }): SQL =>
  eq(attempts, claimed.attempts)

/** When a row is tried again whose waits double, up to the longest. @param attempts includes the one that has failed. */
export const doubling = (
  now: Date,
  attempts: number,
  { firstSeconds, longestSeconds }: { firstSeconds: number; longestSeconds: number },
): Date => secondsAfter(now, Math.min(firstSeconds * 2 ** (attempts - 1), longestSeconds))

const secondsAfter = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000)
