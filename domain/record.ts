import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { auditLog, traceCounts } from '#db/schema/activity.ts'
import { nobody } from '#db/schema/roles.ts'
import { hourMs } from '#policy/days.ts'
import type { TracedAction } from './actions.ts'
import { type AuditEntry, actorId, auditRow } from './audit-row.ts'
import type { Ctx } from './context.ts'
import { addressMark } from './limits.ts'
import { markAudited } from './transaction.ts'

/** Writes the audit rows of a change, one for each object, in the change's own transaction. */
export async function record(ctx: Ctx, tx: Tx, ...entries: [AuditEntry, ...AuditEntry[]]): Promise<void> {
  const rows = entries.map((entry) => auditRow(ctx, entry))
  const [row, ...more] = rows
  if (row && more.length === 0) await tx.insert(auditLog).values(row)
  else await tx.insert(auditLog).select(arrayRows(auditLog, rows))
  markAudited(tx)
}

/** In an hour so many traces of a source are rows, and so many sources about one customer, or nobody, have rows. */
export const traceBounds = { rows: 10, sources: 100 }

/**
 * Writes the audit row of an act that changes nothing and may be repeated without end: a question about what there is not,
 * an attempt of somebody unknown. It counts each one in `trace_counts`, by the actor or, of somebody unknown, by network,
 * and only the first in an hour are rows ({@link traceBounds}). The log of audit rows is never purged; these counts are.
 * @param bounded false when limits bound the rows already: the row is always written, with the same statements, so that
 *   the time tells nobody which it was.
 */
export async function recordTrace(
  ctx: Ctx,
  tx: Tx,
  entry: AuditEntry & { action: TracedAction },
  bounded = true,
): Promise<void> {
  const within = await countTrace(ctx, tx, entry)
  await tx.insert(auditLog).select(arrayRows(auditLog, within || !bounded ? [auditRow(ctx, entry)] : []))
  markAudited(tx)
}

/** @returns whether the trace is among the first of its source, and its source among the first of the hour. */
async function countTrace(
  ctx: Ctx,
  tx: Tx,
  { action, customerId = ctx.subject ?? nobody }: AuditEntry & { action: TracedAction },
): Promise<boolean> {
  const hour = new Date(Math.floor(ctx.now.getTime() / hourMs) * hourMs)
  const source = actorId(ctx) ?? addressMark(ctx)
  const ofHour = and(
    eq(traceCounts.customerId, customerId),
    eq(traceCounts.action, action),
    eq(traceCounts.hour, hour),
  )
  const one = { one: sql`1` }
  const own = tx
    .select(one)
    .from(traceCounts)
    .where(and(ofHour, eq(traceCounts.source, source)))
  const some = tx.select(one).from(traceCounts).where(ofHour).limit(traceBounds.sources).as('some')
  const room = sql`exists ${own} or (select count(*) from ${some}) < ${traceBounds.sources}`
  const [counted] = await tx
    .insert(traceCounts)
    .select(
      sql`select ${customerId}::uuid, ${action}, ${hour.toISOString()}::timestamptz, case when ${room} then ${source} else '' end, 1`,
    )
    .onConflictDoUpdate({
      target: [traceCounts.customerId, traceCounts.action, traceCounts.hour, traceCounts.source],
      set: { count: sql`${traceCounts.count} + 1` },
    })
    .returning({ source: traceCounts.source, count: traceCounts.count })
  return counted?.source === source && counted.count <= traceBounds.rows
}
