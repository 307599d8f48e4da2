import { and, asc, eq, inArray, lte, notExists, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { importChunks, importFaults, imports } from '#db/schema/imports.ts'
import { dayMs } from '#policy/days.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'

/** For how many days an import, its chunks and its bad lines are kept after it ended. */
const keptDays = 90
/** How many rows of each table one transaction removes. */
const batch = 5000

/** Imports that ended at this time or before it are no longer shown, and are purged. */
export const keptSince = (now: Date): Date => new Date(now.getTime() - keptDays * dayMs)

/**
 * Removes imports that ended 90 days ago, a batch at a time: bad lines and chunks first, and an import once it has neither.
 * A worker that ends in between leaves the rest to the next call.
 * @returns the number of rows removed; zero when nothing is left to remove.
 */
export const purgeImports = verb('upkeep:purge', async (ctx): Promise<number> => {
  const over = lte(imports.endedAt, keptSince(ctx.now))
  const due = await read(ctx, (tx) => tx.select({ id: imports.id }).from(imports).where(over).limit(1))
  if (due.length === 0) return 0
  return change(ctx, async (tx) => {
    const faults = await removeParts(tx, over, importFaults, importFaults.line)
    const chunks = await removeParts(tx, over, importChunks, importChunks.number)
    const empty = await removeEmpty(tx, over)
    await record(ctx, tx, { action: 'upkeep.purged', detail: { imports: empty, chunks, faults } })
    return faults + chunks + empty
  })
})

/** @param nth tells the rows of one import apart. */
async function removeParts(
  tx: Tx,
  over: SQL,
  table: typeof importChunks | typeof importFaults,
  nth: PgColumn,
): Promise<number> {
  const { importId } = table
  const some = tx
    .select({ importId, nth })
    .from(table)
    .innerJoin(imports, eq(imports.id, importId))
    .where(over)
    .limit(batch)
  const removed = await tx.delete(table).where(sql`(${importId}, ${nth}) in ${some}`).returning({ importId })
  return removed.length
}

async function removeEmpty(tx: Tx, over: SQL): Promise<number> {
  const has = (table: typeof importChunks | typeof importFaults) =>
    tx.select({ one: sql`1` }).from(table).where(eq(table.importId, imports.id))
  const some = tx
    .select({ id: imports.id })
    .from(imports)
    .where(and(over, notExists(has(importChunks)), notExists(has(importFaults))))
    .orderBy(asc(imports.endedAt))
    .limit(batch)
  const removed = await tx.delete(imports).where(inArray(imports.id, some)).returning({ id: imports.id })
  return removed.length
}
