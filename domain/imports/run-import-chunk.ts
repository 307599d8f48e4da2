import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { doubling, stillClaimed } from '#db/due.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { importChunks, importFaults, imports } from '#db/schema/imports.ts'
import type { Ctx } from '../context.ts'
import { record } from '../record.ts'
import { bookkeep, change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type ChunkName, claimChunk, type DueChunk } from './claim-chunk.ts'
import { dropRest, ended } from './end-import.ts'
import type { Plan } from './plan-lines.ts'
import { type Prepared, prepareChunk, prepareNext, senderOf } from './prepare-chunk.ts'
import { roomToList } from './quota.ts'
import { type ImportEndReason, type LineFault, mostListed } from './schema.ts'

const mostTries = 10
const waits = { firstSeconds: 2, longestSeconds: 300 }

/** The chunk a worker has run, and whether it is done, so that the next one of its import can follow. */
export interface ChunkRun extends ChunkName {
  done: boolean
  /** The next chunk of the import, prepared while this one was written. */
  ahead: Prepared | null
}

export interface Turn {
  /** Takes only the chunk right after this one. */
  after?: ChunkRun | null
  /** Prepares the next chunk at the same time, for the turn that follows. */
  lookAhead?: boolean
}

/**
 * Runs one chunk as the system that sent it, with the permissions of its key, in one transaction with the result: a worker
 * that ends in the middle leaves the chunk unchanged. A chunk that fails is tried again later, and after ten tries the
 * import is given up.
 * @returns null when nothing is due.
 * @throws Error the reason of a failure; the chunk is then put off.
 */
export const runImportChunk = verb(
  'imports:run',
  async (ctx, { after, lookAhead = false }: Turn = {}): Promise<ChunkRun | null> => {
    // What was prepared needs no claim: it is this worker's turn. Should that not do, the claim below is its next try.
    const ran = after?.ahead && (await write(ctx, after.ahead, lookAhead).catch(() => null))
    if (ran) return ran
    const claimed = await bookkeep(ctx, 'due-rows', (tx) => claimChunk(tx, ctx.now, after ?? undefined))
    if (!claimed) return null
    try {
      if (claimed.attempts > mostTries) throw new Error('a chunk was begun again and again, and never ended')
      return await write(ctx, await prepareChunk(ctx, claimed), lookAhead)
    } catch (error) {
      await (claimed.attempts < mostTries ? putOff(ctx, claimed) : giveUp(ctx, claimed))
      throw error
    }
  },
)

/** Writes a chunk and prepares the next one at the same time. */
async function write(ctx: Ctx, { chunk, scopes, plan }: Prepared, lookAhead: boolean): Promise<ChunkRun> {
  const sender = senderOf(ctx, chunk, scopes)
  const { importId, number } = chunk
  const ahead = lookAhead ? prepareNext(ctx, chunk, plan.written) : null
  const writing = change(sender, (tx) =>
    Promise.all([end(tx, chunk), plan.write(tx), keepOutcome(sender, tx, chunk, plan)]),
  )
  const done = await writing
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof TakenOver) return false
        throw error
      },
    )
    .finally(() => ahead)
  return { importId, number, done, ahead: done ? await ahead : null }
}

/** Another worker has claimed the chunk since, so this one does nothing. */
class TakenOver extends Error {}

/** Marks the chunk as done. The row lock keeps other workers from it until the transaction ends. */
async function end(tx: Tx, chunk: DueChunk): Promise<void> {
  const ended = await tx
    .update(importChunks)
    .set({ state: 'done', contentSealed: null })
    .where(isStill(chunk))
    .returning({ number: importChunks.number })
  if (ended.length === 0) throw new TakenOver()
}

/** The chunk is due and was not claimed since. */
const isStill = (chunk: DueChunk): SQL | undefined =>
  and(
    eq(importChunks.importId, chunk.importId),
    eq(importChunks.number, chunk.number),
    eq(importChunks.state, 'due'),
    stillClaimed(importChunks, chunk),
  )

/** Keeps the counts and, up to a bound, the bad lines; an import that is nearly all bad ends here. */
async function keepOutcome(ctx: Ctx, tx: Tx, { importId, number, systemId }: DueChunk, plan: Plan) {
  const { changed, unchanged, faults } = plan.outcome
  const done = sql`${imports.done} + ${changed + unchanged + faults.length}`
  const bad = sql`${imports.bad} + ${faults.length}`
  const detail = { number, changed, unchanged, bad: faults.length }
  const [, , [over]] = await Promise.all([
    faults.length > 0 && listFaults(tx, { importId, systemId, now: ctx.now }, faults),
    record(ctx, tx, { action: 'import.run', objectId: importId, detail }, ...plan.entries),
    tx
      .update(imports)
      .set({
        done,
        changed: sql`${imports.changed} + ${changed}`,
        unchanged: sql`${imports.unchanged} + ${unchanged}`,
        bad,
        ...(faults.length > 0 && {
          listed: sql`(select count(*) from ${importFaults} where ${importFaults.importId} = ${importId})`,
        }),
        ...ended(ctx.now, sql`${imports.state}`, done, bad),
      })
      .where(eq(imports.id, importId))
      .returning({ endReason: imports.endReason }),
  ])
  if (over?.endReason === 'mostly-bad') await recordFailure(ctx, tx, { importId, number }, over.endReason)
}

/** Writes down the first bad lines, as many as one import and its system may have listed. */
const listFaults = (
  tx: Tx,
  { importId, systemId, now }: { importId: string; systemId: string; now: Date },
  faults: readonly LineFault[],
) => {
  const first = faults.toSorted((one, other) => one.line - other.line).slice(0, mostListed)
  const rows = arrayRows(
    importFaults,
    first.map((fault) => ({ importId, ...fault })),
  )
  const own = sql`select ${mostListed} - ${imports.listed} from ${imports} where ${imports.id} = ${importId}`
  return tx
    .insert(importFaults)
    .select(sql`${rows} limit greatest(0, least((${own}), ${roomToList(systemId, now)}))`)
}

/** Drops what is left of an import that has failed. */
async function recordFailure(ctx: Ctx, tx: Tx, { importId, number }: ChunkName, reason: ImportEndReason) {
  await dropRest(tx, importId)
  await record(ctx, tx, { action: 'import.failed', objectId: importId, detail: { number, reason } })
}

const putOff = (ctx: Ctx, claimed: DueChunk) =>
  bookkeep(ctx, 'due-rows', (tx) =>
    tx
      .update(importChunks)
      .set({ dueAt: doubling(ctx.now, claimed.attempts, waits) })
      .where(isStill(claimed)),
  )

const giveUp = (ctx: Ctx, chunk: ChunkName) =>
  change(ctx, async (tx) => {
    await tx
      .update(imports)
      .set({ state: 'failed', endReason: 'tries', endedAt: ctx.now, keyWrapped: null })
      .where(eq(imports.id, chunk.importId))
    await recordFailure(ctx, tx, chunk, 'tries')
  })
