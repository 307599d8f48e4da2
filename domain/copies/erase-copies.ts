import { and, eq, gt, inArray, isNotNull, lte } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { copies, copyChunks } from '#db/schema/copies.ts'
import { record } from '../record.ts'
import { bookkeep, change, read } from '../transaction.ts'
import { verb } from '../verb.ts'

/** How many copies one call ends, and how many it removes the bytes of. */
const batch = 50

/**
 * Ends the copies whose days are over, and removes the bytes of those that are over for any reason. The row stays: it says
 * that there was a copy, and what was downloaded of it.
 * @returns how many copies were touched; zero when nothing is left to do
 */
export const eraseCopies = verb('copies:erase', async (ctx): Promise<number> => {
  const due = and(eq(copies.state, 'ready'), lte(copies.keptUntil, ctx.now))
  const over = await read(ctx, (tx) =>
    tx.select({ customerId: copies.customerId, id: copies.id }).from(copies).where(due).limit(batch),
  )
  const [first, ...others] = over.map(({ customerId, id }) => ({
    action: 'copy.erased' as const,
    customerId,
    objectId: id,
  }))
  if (first)
    await change(ctx, async (tx) => {
      const ids = over.map(({ id }) => id)
      await tx
        .update(copies)
        .set({ state: 'erased', endedAt: ctx.now, keySealed: null })
        .where(and(due, inArray(copies.id, ids)))
      await record(ctx, tx, first, ...others)
    })
  return over.length + (await bookkeep(ctx, 'copy', removeBytes))
})

async function removeBytes(tx: Tx): Promise<number> {
  const left = await tx
    .select({ customerId: copies.customerId, id: copies.id })
    .from(copies)
    .where(and(isNotNull(copies.endedAt), gt(copies.chunks, 0)))
    .orderBy(copies.endedAt)
    .limit(batch)
    .for('update', { skipLocked: true })
  if (left.length === 0) return 0
  const customers = left.map(({ customerId }) => customerId)
  const ids = left.map(({ id }) => id)
  const of = (table: typeof copyChunks.customerId | typeof copies.customerId) => inArray(table, customers)
  await tx.delete(copyChunks).where(and(of(copyChunks.customerId), inArray(copyChunks.copyId, ids)))
  await tx
    .update(copies)
    .set({ chunks: 0 })
    .where(and(of(copies.customerId), inArray(copies.id, ids)))
  return left.length
}
