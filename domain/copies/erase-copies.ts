import { and, eq, gt, inArray, isNotNull, lte, type SQL } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { copies, copyChunks } from '#db/schema/copies.ts'
import type { CtxBy } from '../context.ts'
import { conflict, isRefusal } from '../errors.ts'
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
  const over = await read(ctx, (tx) => tx.select({ id: copies.id }).from(copies).where(due).limit(batch))
  const ended = over.length > 0 ? await end(ctx, and(due, inArray(copies.id, ids(over)))) : 0
  return ended + (await bookkeep(ctx, 'copy', removeBytes))
})

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)

/** Ends copies. @returns how many; their customers, or another worker, may have ended them all meanwhile */
const end = (ctx: CtxBy<'worker'>, which: SQL | undefined): Promise<number> =>
  change(ctx, async (tx) => {
    const ended = await tx
      .update(copies)
      .set({ state: 'erased', endedAt: ctx.now, keySealed: null })
      .where(which)
      .returning({ customerId: copies.customerId, objectId: copies.id })
    const [first, ...others] = ended.map((row) => ({ action: 'copy.erased' as const, ...row }))
    if (!first) throw conflict()
    await record(ctx, tx, first, ...others)
    return ended.length
  }).catch((error: unknown) => {
    if (!isRefusal(error, 'conflict')) throw error
    return 0
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
  const of = (table: typeof copyChunks.customerId | typeof copies.customerId) => inArray(table, customers)
  await tx.delete(copyChunks).where(and(of(copyChunks.customerId), inArray(copyChunks.copyId, ids(left))))
  await tx
    .update(copies)
    .set({ chunks: 0 })
    .where(and(of(copies.customerId), inArray(copies.id, ids(left))))
  return left.length
}
