import { randomUUIDv7 } from 'node:crypto'
import { and, asc, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { copies } from '#db/schema/copies.ts'
import { recordStreams } from '#db/schema/records.ts'
import { systems } from '#db/schema/systems.ts'
import { tasks } from '#db/schema/tasks.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../emit.ts'
import { conflict, isRefusal } from '../errors.ts'
import { record } from '../record.ts'
import { isAskedFor } from '../tasks/asked-systems.ts'
import { awaitedStates } from '../tasks/record-task.ts'
import { bookkeep, change, read } from '../transaction.ts'
import { claimed, Over } from './copy-attempt.ts'
import type { CopyRow } from './copy-view.ts'
import { endStreams, ofCopy } from './record-streams.ts'

type Own = Ctx & { subject: string }

/** How often a copy looks whether the systems have sent their records. */
const lookSeconds = 1

/**
 * Asks the bank's systems that hold records of their own to send them for a copy, once, and waits until they have, or until
 * the time is over: the copy is then made without what is missing, and says so.
 * @param waitMinutes how long they have; 0 asks nobody.
 * @returns whether the copy waits; it is due again then.
 * @throws Over
 */
export async function waitsForSystems(ctx: Own, row: CopyRow, waitMinutes: number): Promise<boolean> {
  if (!row.parts.includes('records')) return false
  if (row.recordsUntil === null && waitMinutes === 0) return false
  if (row.recordsUntil === null) return ask(ctx, row, new Date(ctx.now.getTime() + waitMinutes * 60_000))
  const missing = await read(ctx, (tx) => awaited(tx, row))
  if (missing.length === 0) return false
  if (ctx.now < row.recordsUntil) {
    await bookkeep(ctx, 'copy', (tx) => lookLater(ctx, tx, row, row.recordsUntil ?? ctx.now))
    return true
  }
  await giveUp(ctx, row)
  return false
}

const awaited = (tx: Tx, row: CopyRow) =>
  tx
    .select({ taskId: recordStreams.taskId })
    .from(recordStreams)
    .where(and(ofCopy(row), inArray(recordStreams.state, [...awaitedStates])))

/** Opens a task at each system. @returns whether there is any */
async function ask(ctx: Own, row: CopyRow, until: Date): Promise<boolean> {
  const found = await read(ctx, (tx) =>
    tx
      .select({ id: systems.id })
      .from(systems)
      .where(isAskedFor(ctx, tx, 'tasks:answer', 'records:send'))
      .orderBy(asc(systems.id)),
  )
  const opened = found.map(({ id: systemId }) => ({ id: randomUUIDv7(), systemId }))
  const [first, ...more] = opened
  if (!first) {
    await bookkeep(ctx, 'copy', (tx) => keep(tx, row, { recordsUntil: ctx.now }))
    return false
  }
  const { customerId, id: copyId } = row
  await change(ctx, async (tx) => {
    await lookLater(ctx, tx, row, until, { recordsUntil: until })
    await tx
      .insert(tasks)
      .values(
        opened.map((one) => ({ ...one, customerId, copyId, fields: [], openedAt: ctx.now, waits: false })),
      )
    await tx
      .insert(recordStreams)
      .values(
        opened.map(({ id: taskId }) => ({ customerId, taskId, copyId, state: 'waiting' as const, until })),
      )
    await record(ctx, tx, { action: 'records.asked', objectId: copyId, detail: { systems: opened.length } })
    await emit(ctx, tx, 'task.opened', first.id, ...more.map(({ id }) => id))
  })
  return true
}

/** Has the copy looked at again after a little, by whichever worker; that counts as no attempt. */
function lookLater(
  ctx: Own,
  tx: Tx,
  row: CopyRow,
  until: Date,
  also: { recordsUntil?: Date } = {},
): Promise<void> {
  const later = new Date(Math.min(ctx.now.getTime() + lookSeconds * 1000, until.getTime()))
  const attempts = row.attempts - 1
  return keep(tx, row, { ...also, attempts, step: 'systems', dueAt: later, startedAt: null, fault: null })
}

/** @throws Over */
async function keep(tx: Tx, row: CopyRow, set: Partial<CopyRow>): Promise<void> {
  const kept = await tx.update(copies).set(set).where(claimed(row)).returning({ id: copies.id })
  if (kept.length === 0) throw new Over()
}

/** Takes no more records for a copy; what came in part of a system is not in it. */
const giveUp = (ctx: Own, row: CopyRow): Promise<void> =>
  change(ctx, async (tx) => {
    const missing = await endStreams(ctx, tx, row, 'missing')
    if (missing.length === 0) throw conflict()
    const detail = { systems: missing.length }
    await record(ctx, tx, { action: 'records.missing', objectId: row.id, detail })
  }).catch((error: unknown) => {
    // The last one has come meanwhile.
    if (!isRefusal(error, 'conflict')) throw error
  })
