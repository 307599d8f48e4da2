import { and, eq, gt } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { recordStreams } from '#db/schema/records.ts'
import { conflict, locked } from '../errors.ts'
import type { RecordStream } from '../tasks/record-task.ts'

export const ofStream = ({ customerId, taskId }: Pick<RecordStream, 'customerId' | 'taskId'>) =>
  and(eq(recordStreams.customerId, customerId), eq(recordStreams.taskId, taskId))

/** The stream is still this sender's, and lines are taken. */
export const isStill = (row: RecordStream, now: Date) =>
  and(
    ofStream(row),
    eq(recordStreams.attempt, row.attempt),
    eq(recordStreams.state, 'receiving'),
    gt(recordStreams.until, now),
  )

/** @throws DomainError `locked` when no lines are taken any more */
export function refuseIfOver({ state, until }: Pick<RecordStream, 'state' | 'until'>, now: Date): void {
  if (state === 'stopped') throw locked('records.stopped')
  if (state === 'missing' || (state !== 'done' && until <= now)) throw locked('records.late')
}

/** The refusal of a sender whose stream it no longer is: its time is over, or another has begun since. */
export async function whyOver(tx: Tx, row: RecordStream, now: Date): Promise<unknown> {
  const [stream] = await tx.select().from(recordStreams).where(ofStream(row))
  try {
    if (stream) refuseIfOver(stream, now)
  } catch (refusal) {
    return refusal
  }
  return conflict()
}
