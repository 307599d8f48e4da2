import { invalid, notFound } from '../errors.ts'
import { Stopped } from '../imports/open-import.ts'
import { goingOn, isStream, receiveRuns } from '../imports/receive-import.ts'
import { findRecordTask, recordTaskView } from '../tasks/record-task.ts'
import type { SystemTaskView } from '../tasks/schema.ts'
import { recordMissingTask } from '../tasks/system-task.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { openStream } from './open-stream.ts'
import { receiveRecordsInput } from './schema.ts'

/**
 * Receives what a system holds itself of the customer of its task, for their copy. Each run of lines is read and kept, sealed,
 * before more is read, so that memory does not grow with the stream. What was cut off goes on after its last whole run, or
 * begins anew; the copy has all of a system or nothing. The same sent again after its end changes nothing.
 * @param bytes NDJSON: one record a line, in UTF-8.
 * @throws DomainError `not-found`, also for another system's task; `invalid` with the bad lines of a run, of which nothing is
 *   kept, and for an `after` that is not the number of lines that came; `locked` once the time is over, the copy has ended, or
 *   other records have come before; `conflict` when another sender has begun since; KeyEnded; what reading `bytes` throws
 */
export const receiveRecords = verb(
  'records:send',
  receiveRecordsInput,
  async (ctx, { id, after }, bytes: unknown): Promise<SystemTaskView> =>
    recordMissingTask(ctx, id, async () => {
      if (!isStream(bytes)) throw invalid('', 'import.body')
      const { write, close } = await openStream(ctx, { id, after }, goingOn(ctx))
      await receiveRuns(bytes, write).catch((error: unknown) => {
        throw error instanceof Stopped ? error.refusal : error
      })
      await close()
      const found = await read(ctx, (tx) => findRecordTask(ctx, tx, id))
      if (!found) throw notFound()
      return recordTaskView(ctx, found)
    }),
)
