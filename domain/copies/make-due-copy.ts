import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { eq } from 'drizzle-orm'
import { claimDue } from '#db/due.ts'
import { copies } from '#db/schema/copies.ts'
import { actAs } from '../access.ts'
import type { Ctx } from '../context.ts'
import { readVersions } from '../policies/history.ts'
import { bookkeep, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { archiveOf, inChunks } from './archive.ts'
import { waitsForSystems } from './ask-systems.ts'
import { atOnce, type Chunk, type Keeping, sealedChunk, shelfOf, storeChunks } from './chunk-store.ts'
import { begin, type CopyRun, finish, giveBack, Over, putOff, type Told } from './copy-attempt.ts'
import type { CopyMaking } from './copy-words.ts'
import { entriesOf } from './entries.ts'
import { DigestFailed, faultOf } from './faults.ts'
import { manifestOf } from './manifest.ts'
import { ownMarks } from './read-holdings.ts'
import { systemsAsked } from './read-records.ts'
import type { Reading } from './reading.ts'
import { chunkBytes, leaseSeconds, mostTries } from './rules.ts'
import { spoolOn } from './spool.ts'
import { tablesOf } from './tables.ts'

type Row = typeof copies.$inferSelect

/** How often there is one at least, while chunks come and while none does. */
const beatMs = 2000
const idleBeatMs = 10_000

/**
 * Makes the copy that has been due the longest, once the systems that hold records of their own have sent them, or their time is
 * over. It is read as its customer, page by page, packed and sealed as it is read, and stored in runs of chunks; a run is a
 * sign of life. An attempt begins anew: what one before has left is removed first, so a worker that dies leaves nothing half
 * offered and the next one finishes. After five tries it has failed.
 * @returns null when none is due
 * @throws Error the reason of a failure, once it is written down
 */
export const makeDueCopy = verb('copies:make', async (ctx, making: CopyMaking): Promise<CopyRun | null> => {
  const where = eq(copies.state, 'making')
  const [row] = await bookkeep(ctx, 'due-rows', (tx) =>
    claimDue(tx, copies, { now: ctx.now, leaseSeconds, where, limit: 1 }),
  )
  if (!row) return null
  const own = { ...ctx, subject: row.customerId }
  const told: Told = { step: 'counting', made: 0, total: 0, chunks: 0 }
  try {
    if (await waitsForSystems(own, row, making.waitMinutes)) return 'waiting'
    if (row.attempts > mostTries) throw new Error('a copy was begun again and again, and never ended')
    await write(own, row, making, told)
    return 'ready'
  } catch (error) {
    if (error instanceof Over) return 'over'
    const now = making.clock()
    if (making.abandoned?.aborted) return await giveBack({ ...own, now }, row)
    await putOff({ ...own, now }, row, told.step, error)
    if (faultOf(error) === 'fault') throw error
    return row.attempts < mostTries ? 'put-off' : 'failed'
  }
})

async function write(
  ctx: Ctx & { subject: string },
  row: Row,
  making: CopyMaking,
  told: Told,
): Promise<void> {
  const { abandoned, clock } = making
  const keeping = { ctx, row, clock, told, key: await begin(ctx, row) }
  const reading = await readingOf(ctx, row)
  const tables = await tablesOf(reading, row.parts)
  const systems = await systemsAsked(reading)
  told.total = 2 * tables.reduce((sum, { records }) => sum + records, 0)
  const counts = { rows: new Map<string, number>(), masked: new Map<string, number>() }
  const entries = entriesOf({
    copyId: row.id,
    reading,
    tables,
    systems,
    ...counts,
    spool: spoolOn(shelfOf(keeping)),
    words: making.tables(row.locale),
    digest: (content) =>
      making.digest(content).catch((error: unknown) => {
        throw new DigestFailed(error)
      }),
    tell: (step, records) => {
      told.step = step
      told.made += records
    },
  })
  const steps = async function* () {
    for await (const entry of entries) {
      told.step = entry.step
      yield entry
    }
  }
  const archive = archiveOf(steps(), reading.asOf, (files) =>
    manifestOf(reading, row, tables, systems, counts, files),
  )
  const end = () => archive.destroy(new Error('abandoned'))
  abandoned?.addEventListener('abort', end)
  if (abandoned?.aborted) end()
  try {
    const kept = await keep(keeping, archive)
    await finish({ ...ctx, now: clock() }, row, kept, told)
  } finally {
    abandoned?.removeEventListener('abort', end)
    archive.destroy()
  }
}

/** As the customer, who asked for it: of other rows the database tells nothing. */
async function readingOf(ctx: Ctx & { subject: string }, row: Row): Promise<Reading> {
  const actor = { kind: 'customer', sessionId: row.sessionId, verifiedAt: row.askedAt } as const
  const as = { ...actAs(ctx, actor, 'copies:open'), subject: row.customerId, locale: row.locale }
  const [own, versions] = await Promise.all([ownMarks(as), read(as, readVersions)])
  return { copyId: row.id, ctx: as, asOf: ctx.now, own, versions }
}

/** Stores the file, run by run. @returns its size, its hash and the number of its chunks. @throws Over */
async function keep(keeping: Keeping, archive: Readable) {
  const { clock } = keeping
  const hash = createHash('sha256')
  const run: Chunk[] = []
  let [bytes, chunks, last] = [0, 0, 0]
  const store = async () => {
    last = clock().getTime()
    await storeChunks(keeping, run.splice(0))
  }
  await store()
  const alive = () => storeChunks(keeping, [])
  const idle = setInterval(() => alive().catch((error: Error) => archive.destroy(error)), idleBeatMs).unref()
  try {
    for await (const chunk of inChunks(archive, chunkBytes)) {
      hash.update(chunk)
      bytes += chunk.length
      run.push(sealedChunk(keeping, chunks, chunk))
      chunks += 1
      if (run.length === atOnce || clock().getTime() - last > beatMs) await store()
    }
    await store()
  } finally {
    clearInterval(idle)
  }
  return { bytes, chunks, hash: hash.digest('hex') }
}
