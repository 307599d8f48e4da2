import { and, eq, inArray } from 'drizzle-orm'
import { copies } from '#db/schema/copies.ts'
import { requireSubject } from '../access.ts'
import { locked, notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { dropRecords, endStreams } from './record-streams.ts'
import { copyInput } from './schema.ts'

/**
 * Stops a copy that is being made, or has a finished one erased before its days are over. Its key goes at once, so that
 * nothing of it opens; the worker removes the bytes.
 * @throws DomainError `invalid`, `not-found`; `locked` when it is over already
 */
export const endCopy = verb('copies:ask', copyInput, async (ctx, { copyId }): Promise<void> => {
  const which = and(eq(copies.customerId, requireSubject(ctx)), eq(copies.id, copyId))
  await change(ctx, async (tx) => {
    const [row] = await tx.select({ state: copies.state }).from(copies).where(which)
    if (!row) throw notFound()
    const state = row.state === 'making' ? 'stopped' : 'erased'
    const ended = await tx
      .update(copies)
      .set({ state, endedAt: ctx.now, keySealed: null })
      .where(and(which, eq(copies.state, row.state), inArray(copies.state, ['making', 'ready'])))
      .returning({ id: copies.id })
    if (ended.length === 0) throw locked('copy.over')
    if (state === 'stopped') {
      const copy = { customerId: requireSubject(ctx), id: copyId }
      await endStreams(ctx, tx, copy, 'stopped')
      await dropRecords(tx, copy)
    }
    await record(ctx, tx, { action: `copy.${state}`, objectId: copyId })
  })
})
