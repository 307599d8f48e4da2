import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { recordChunks, recordStreams } from '#db/schema/records.ts'
import type { CtxBy } from '../context.ts'
import { openStreamKey, sealStreamKey } from '../copies/record-chunks.ts'
import { newKey } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { conflict, invalid, locked } from '../errors.ts'
import { record } from '../record.ts'
import { findRecordTask, type RecordStream } from '../tasks/record-task.ts'
import { ownTask } from '../tasks/system-task.ts'
import { change, read } from '../transaction.ts'
import { compareStream } from './compare-stream.ts'
import { firstSum } from './line-sum.ts'
import { ofStream, refuseIfOver } from './over.ts'
import type { Begun, OpenStream, Own } from './stream.ts'
import { writeStream } from './write-stream.ts'

/**
 * Begins to receive the records of a task, or goes on after those that came. Of two senders the later one has it.
 * @throws DomainError `not-found`, `invalid`, `locked`, `conflict`
 */
export async function openStream(
  ctx: CtxBy<'system'>,
  { id, after }: { id: string; after: number },
  clock: () => Date,
): Promise<OpenStream> {
  const stream = await read(ctx, async (tx) => {
    const found = await findRecordTask(ctx, tx, id)
    if (found) return found.stream
    await ownTask(ctx, tx, id)
    throw locked('records.not-wanted')
  })
  const own = { ...ctx, subject: stream.customerId }
  if (stream.state === 'done') return compareStream(own, stream, after)
  refuseIfOver(stream, ctx.now)
  if (after > 0 && after !== stream.lines) throw invalid('after', 'records.after', { lines: stream.lines })
  return writeStream(own, await begin(own, stream, after > 0), clock)
}

/** @throws DomainError `conflict` when another sender was first */
const begin = (ctx: Own, stream: RecordStream, goesOn: boolean): Promise<Begun> =>
  change(ctx, async (tx) => {
    const customer = await customerKey(ctx, tx)
    const { taskId, keySealed } = stream
    const kept = goesOn && keySealed ? openStreamKey(customer, taskId, keySealed) : null
    const key = kept ?? newKey()
    const fresh = {
      ...{ lines: 0, records: 0, chunks: 0, hash: firstSum(key) },
      keySealed: sealStreamKey(customer, taskId, key),
    }
    const [row] = await tx
      .update(recordStreams)
      .set({ state: 'receiving', attempt: stream.attempt + 1, ...(kept ? {} : fresh) })
      .where(
        and(
          ofStream(stream),
          eq(recordStreams.attempt, stream.attempt),
          eq(recordStreams.state, stream.state),
        ),
      )
      .returning()
    if (!row) throw conflict()
    if (!kept) await removeChunks(tx, row)
    const detail = { system: ctx.actor.systemId, after: row.lines }
    await record(ctx, tx, { action: 'records.started', objectId: stream.copyId, detail })
    return { row, key }
  })

const removeChunks = (tx: Tx, { customerId, taskId }: RecordStream) =>
  tx.delete(recordChunks).where(and(eq(recordChunks.customerId, customerId), eq(recordChunks.taskId, taskId)))
