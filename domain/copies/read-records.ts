import { and, asc, eq, gt } from 'drizzle-orm'
import { recordChunks } from '#db/schema/records.ts'
import { allFields, categoryOf } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { customerKey } from '../customers/customer-key.ts'
import { read } from '../transaction.ts'
import { shownValue } from './read-holdings.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import { type KeptRecord, openStreamKey, unpackRecords } from './record-chunks.ts'
import { type AskedStream, askedSystem, readStreams } from './record-streams.ts'
import type { CopyRecords, CopySystem } from './schema.ts'

/** What the bank's systems have sent for a copy, a table each; of one that was late there is none. */
export async function recordTables(reading: Reading): Promise<CopyTable<'records'>[]> {
  const { ctx, copyId } = reading
  const streams = await read(ctx, (tx) => readStreams(tx, ctx.subject, [copyId]))
  return streams
    .filter(({ stream }) => stream.state === 'done')
    .map(({ stream, system }) => ({
      part: 'records',
      name: `records-${system.id}`,
      title: system.name[ctx.locale],
      at: ({ obtainedAt }) => obtainedAt,
      count: async () => stream.records,
      pages: () => pagesIn(reading, stream),
    }))
}

/** The systems that were asked for their records for a copy, each with what came of it. */
export const systemsAsked = ({ ctx, copyId }: Pick<Reading, 'ctx' | 'copyId'>): Promise<CopySystem[]> =>
  read(ctx, async (tx) => (await readStreams(tx, ctx.subject, [copyId])).map(askedSystem(ctx.locale)))

/** The records of a stream, a chunk at a time. */
async function* pagesIn(
  reading: Reading,
  { taskId, keySealed }: AskedStream['stream'],
): AsyncGenerator<CopyRecords['records'][]> {
  const { ctx } = reading
  if (!keySealed) throw new Error('records that are done have their key until the copy is made')
  const key = openStreamKey(await read(ctx, (tx) => customerKey(ctx, tx)), taskId, keySealed)
  const make = recordsOf(reading)
  yield* pagesOf(
    (after: { number: number; sealed: Uint8Array } | null, limit) =>
      read(ctx, (tx) =>
        tx
          .select({ number: recordChunks.number, sealed: recordChunks.contentSealed })
          .from(recordChunks)
          .where(
            and(
              eq(recordChunks.customerId, ctx.subject),
              eq(recordChunks.taskId, taskId),
              gt(recordChunks.number, after?.number ?? 0),
            ),
          )
          .orderBy(asc(recordChunks.number))
          .limit(limit),
      ),
    async (chunks) => {
      const kept = await Promise.all(
        chunks.map(({ number, sealed }) => unpackRecords(key, taskId, number, sealed)),
      )
      return kept.flat().map(make)
    },
    1,
  )
}

/** Makes a record of what a system sent: in the words of the policy, and masked as what the portal itself holds. */
function recordsOf({ ctx: { locale }, own }: Reading): (kept: KeptRecord) => CopyRecords['records'] {
  const policy = catalogue()
  const fields = new Map(allFields(policy).map((field) => [field.id, field]))
  return ({ field: id, value, obtainedAt, obtainedVia }) => {
    const field = fields.get(id)
    // A policy of a later start may not have it: then nobody knows whether it may be shown.
    if (!field)
      return {
        category: 'unknown',
        field: id,
        title: id,
        value: null,
        rule: 'hidden',
        masked: false,
        obtainedAt,
        obtainedVia,
      }
    const shown = shownValue(field, value, own)
    return {
      category: categoryOf(policy, id).id,
      field: id,
      title: field.title[locale],
      value: field.neverReveal ? null : shown,
      rule: field.mask,
      masked: shown !== value,
      obtainedAt,
      obtainedVia,
    }
  }
}
