import type { KeyObject } from 'node:crypto'
import { and, eq, isNull, lt } from 'drizzle-orm'
import { doubling, stillClaimed } from '#db/due.ts'
import { copies, copyChunks } from '#db/schema/copies.ts'
import type { Ctx } from '../context.ts'
import { newKey } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { isRefusal } from '../errors.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { bookkeep, change } from '../transaction.ts'
import { sealCopyKey } from './copy-key.ts'
import { faultOf } from './faults.ts'
import { dropRecords } from './record-streams.ts'
import { keptUntil, leaseSeconds, mostTries, waits } from './rules.ts'
import type { CopyStep } from './schema.ts'

type Row = typeof copies.$inferSelect
/** What became of an attempt. `waiting`: for records of systems. `over`: its customer stopped the copy, or another worker has begun it since. */
export type CopyRun = 'ready' | 'waiting' | 'put-off' | 'failed' | 'given-back' | 'over'

/** What the row is told of the attempt. */
export interface Told {
  step: CopyStep
  made: number
  total: number
  /** How many chunks are stored: of the file, and of the tables that wait for it. */
  chunks: number
}

/** The customer has stopped the copy, or another worker has claimed it since. */
export class Over extends Error {}

/** An attempt that was given back leaves its number to the next one, so the moment it began tells the two apart. */
export const claimed = (row: Row) =>
  and(
    eq(copies.customerId, row.customerId),
    eq(copies.id, row.id),
    eq(copies.state, 'making'),
    stillClaimed(copies, row),
    row.startedAt ? eq(copies.startedAt, row.startedAt) : isNull(copies.startedAt),
  )
const chunksOf = ({ customerId, id }: Pick<Row, 'customerId' | 'id'>) =>
  and(eq(copyChunks.customerId, customerId), eq(copyChunks.copyId, id))

/** Begins an attempt with a key of its own, and notes in the row when. @returns the key. @throws Over; DomainError `not-found` without the customer's key */
export async function begin(ctx: Ctx, row: Row): Promise<KeyObject> {
  const key = newKey()
  await bookkeep(ctx, 'copy', async (tx) => {
    const keySealed = sealCopyKey(await customerKey(ctx, tx), row.id, key)
    const begun = await tx
      .update(copies)
      .set({ startedAt: ctx.now, beatAt: ctx.now, step: 'counting', made: 0, total: 0, chunks: 0, keySealed })
      .where(claimed(row))
      .returning({ id: copies.id })
    if (begun.length === 0) throw new Over()
    await tx.delete(copyChunks).where(chunksOf(row))
  })
  row.startedAt = ctx.now
  return key
}

/** Shows a sign of life, and stores chunks. @throws Over */
export const beat = (
  ctx: Ctx,
  row: Row,
  told: Told,
  run: (typeof copyChunks.$inferInsert)[],
): Promise<void> =>
  bookkeep(ctx, 'copy', async (tx) => {
    const dueAt = new Date(ctx.now.getTime() + leaseSeconds * 1000)
    const alive = await tx
      .update(copies)
      .set({ ...told, beatAt: ctx.now, dueAt })
      .where(claimed(row))
      .returning({ id: copies.id })
    if (alive.length === 0) throw new Over()
    if (run.length > 0) await tx.insert(copyChunks).values(run)
  })

/** Offers the copy, and removes what has waited for it. @throws Over */
export const finish = (
  ctx: Ctx,
  row: Row,
  kept: { bytes: number; chunks: number; hash: string },
  { made, total }: Told,
): Promise<void> =>
  change(ctx, async (tx) => {
    const until = keptUntil(ctx.now)
    const done = await tx
      .update(copies)
      .set({
        ...kept,
        state: 'ready',
        made,
        total,
        readyAt: ctx.now,
        keptUntil: until,
        beatAt: ctx.now,
        fault: null,
      })
      .where(claimed(row))
      .returning({ id: copies.id })
    if (done.length === 0) throw new Over()
    await tx.delete(copyChunks).where(and(chunksOf(row), lt(copyChunks.number, 0)))
    await dropRecords(tx, row)
    await record(ctx, tx, {
      action: 'copy.ready',
      objectId: row.id,
      detail: { bytes: kept.bytes, records: total / 2 },
    })
    await queueNotice(ctx, tx, 'copy-ready')
  })

/** Leaves the copy to another worker; the attempt does not count. */
export async function giveBack(ctx: Ctx, row: Row): Promise<CopyRun> {
  await bookkeep(ctx, 'copy', async (tx) => {
    await tx
      .update(copies)
      .set({ attempts: row.attempts - 1, dueAt: ctx.now, startedAt: null })
      .where(claimed(row))
  })
  return 'given-back'
}

/** The customer's key was destroyed: there is nobody to write to. */
function ofNobody(error: unknown): void {
  if (!isRefusal(error, 'not-found')) throw error
}

/** Writes a failed attempt down, and removes what it has stored: the next one comes later, or the copy has failed. */
export const putOff = (ctx: Ctx, row: Row, step: CopyStep, error: unknown): Promise<void> => {
  const fault = faultOf(error)
  const over = row.attempts >= mostTries
  const attempt = { fault, step, startedAt: null, keySealed: null, chunks: 0 }
  const next = over
    ? ({ ...attempt, state: 'failed', endedAt: ctx.now } as const)
    : { ...attempt, dueAt: doubling(ctx.now, row.attempts, waits) }
  return change(ctx, async (tx) => {
    const told = await tx.update(copies).set(next).where(claimed(row)).returning({ id: copies.id })
    if (told.length === 0) throw new Over()
    await tx.delete(copyChunks).where(chunksOf(row))
    if (over) await dropRecords(tx, row)
    const action = over ? 'copy.failed' : 'copy.put-off'
    await record(ctx, tx, { action, objectId: row.id, detail: { step, fault } })
    if (over) await queueNotice(ctx, tx, 'copy-failed').catch(ofNobody)
  }).catch((failure: unknown) => {
    if (!(failure instanceof Over)) throw failure
  })
}
