import { timingSafeEqual } from 'node:crypto'
import { openStreamKey } from '../copies/record-chunks.ts'
import { customerKey } from '../customers/customer-key.ts'
import { locked } from '../errors.ts'
import type { RecordStream } from '../tasks/record-task.ts'
import { read } from '../transaction.ts'
import { firstSum, sumOf } from './line-sum.ts'
import type { OpenStream, Own } from './stream.ts'

/**
 * Compares what comes once more with what has come: a sender without an answer sends the same again, which changes nothing.
 * @throws DomainError `locked` once the copy is made or has ended; `close` also for other lines
 */
export async function compareStream(
  ctx: Own,
  { taskId, keySealed, hash: known }: RecordStream,
  after: number,
): Promise<OpenStream> {
  if (!keySealed || !known) throw locked('records.over')
  const key = await read(ctx, async (tx) => openStreamKey(await customerKey(ctx, tx), taskId, keySealed))
  let sum = firstSum(key)
  return {
    write: async ({ bytes }) => {
      sum = sumOf(sum, bytes)
    },
    close: async () => {
      if (after > 0 || !timingSafeEqual(sum, known)) throw locked('records.sent-already')
    },
  }
}
