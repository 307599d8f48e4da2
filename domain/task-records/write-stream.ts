import { recordChunks, recordStreams } from '#db/schema/records.ts'
import { catalogue } from '#policy/load.ts'
import { packRecords, type RecordLine, recordLine } from '../copies/record-chunks.ts'
import { DomainError, type Issue } from '../errors.ts'
import { fieldIds, holdingFaults } from '../holdings/holding-faults.ts'
import type { Run } from '../imports/cut-lines.ts'
import { hasKeyEnded, KeyEnded, Stopped } from '../imports/open-import.ts'
import { readLinesOf } from '../imports/read-lines.ts'
import { record } from '../record.ts'
import { bookkeep, change } from '../transaction.ts'
import { firstSum, sumOf } from './line-sum.ts'
import { isStill, whyOver } from './over.ts'
import type { Begun, OpenStream, Own } from './stream.ts'

/** How many bad lines of a run are named. */
const mostNamed = 20

/** Keeps the lines of a stream, a run at a time: read, packed, sealed, and counted with it. */
export function writeStream(ctx: Own, { row: begun, key }: Begun, clock: () => Date): OpenStream {
  let row = begun
  return {
    write: async (run) => {
      const own = { ...ctx, now: clock() }
      const records = await readRecords(own, { ...run, firstLine: begun.lines + run.firstLine })
      const number = row.chunks + 1
      const contentSealed = await packRecords(key, row.taskId, number, records)
      const counted = {
        lines: row.lines + run.lines,
        records: row.records + records.length,
        chunks: number,
        hash: sumOf(row.hash ?? firstSum(key), run.bytes),
      }
      await bookkeep(own, 'upload', async (tx) => {
        const [still] = await tx
          .update(recordStreams)
          .set(counted)
          .where(isStill(row, own.now))
          .returning({ taskId: recordStreams.taskId })
        if (!still) throw new Stopped(await whyOver(tx, row, own.now), null)
        const { customerId, taskId } = row
        await tx.insert(recordChunks).values({ customerId, taskId, number, contentSealed })
        if (await hasKeyEnded(own, tx)) throw new Stopped(new KeyEnded('the key has ended'), null)
      })
      row = { ...row, ...counted }
    },
    close: () => finish({ ...ctx, now: clock() }, row),
  }
}

/** @throws Stopped with the bad lines, of which nothing is kept, nor of those of their run */
async function readRecords(ctx: Own, { firstLine, bytes }: Run): Promise<RecordLine[]> {
  const fields = fieldIds(catalogue())
  const { good, faults } = await readLinesOf(recordLine, firstLine, bytes)
  const unfit = good.flatMap((one) =>
    holdingFaults(fields, ctx.now, one).map(({ path, key: reason }) => ({ line: one.line, path, reason })),
  )
  const bad = [...faults, ...unfit].sort((one, other) => one.line - other.line)
  if (bad.length === 0) return good.map(({ line: _, ...one }) => one)
  const issues: Issue[] = bad.slice(0, mostNamed).map(({ line, path, reason }) => ({
    path: ['lines', line, path].filter((part) => part !== '').join('.'),
    key: reason,
  }))
  throw new Stopped(new DomainError('invalid', { issues }), null)
}

/** Ends a stream of which all has come. @throws DomainError `locked`, `conflict` */
const finish = (ctx: Own, row: Begun['row']): Promise<void> =>
  change(ctx, async (tx) => {
    const done = await tx
      .update(recordStreams)
      .set({ state: 'done', endedAt: ctx.now })
      .where(isStill(row, ctx.now))
      .returning({ taskId: recordStreams.taskId })
    if (done.length === 0) throw await whyOver(tx, row, ctx.now)
    const detail = { system: ctx.actor.systemId, records: row.records }
    await record(ctx, tx, { action: 'records.received', objectId: row.copyId, detail })
  })
