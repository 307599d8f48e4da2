import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { rowsOf } from '#db/fast/array-rows.ts'
import { importChunks, importFaults, imports } from '#db/schema/imports.ts'
import type { Ctx } from '../context.ts'
import { record } from '../record.ts'
import { bookkeep, change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type ChunkName, claimChunk, type DueChunk } from './claim-chunk.ts'
import { ended } from './end-import.ts'
import type { Plan } from './plan-lines.ts'
import { type Prepared, prepareChunk, prepareNext, senderOf } from './prepare-chunk.ts'

const mostTries = 10
/** How long after the nth failure a chunk is tried again. */
const waitMs = (tries: number) => Math.min(2 ** tries, 300) * 1000

/** What a worker did: the chunk, and whether it is done with, so that the next of its import can follow. */
export interface Ran extends ChunkName {
  done: boolean
  /** The next of its import, prepared while this one was written. */
  ahead: Prepared | null
}

export interface Turn {
  /** Takes only the chunk right after this one. */
  after?: Ran | null
  /** Prepares the chunk after it meanwhile, for a turn that follows. */
  lookAhead?: boolean
}

/**
 * Takes the lines of one chunk, as the system that sent them and with the permissions of the key they came by, in one
 * transaction with what it came to: a worker that ends in the middle leaves the chunk as it was. What fails is tried
 * again later, and after ten tries the import is given up.
 * @returns null when nothing is due.
 * @throws Error whatever made it fail; the chunk is put off then.
 */
export const runImportChunk = verb(
  'imports:run',
  async (ctx, { after, lookAhead = false }: Turn = {}): Promise<Ran | null> => {
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

/** Writes a chunk and, meanwhile, prepares the next. */
async function write(ctx: Ctx, { chunk, scopes, plan }: Prepared, lookAhead: boolean): Promise<Ran> {
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

/** Another worker has claimed the chunk since: nothing is done here. */
class TakenOver extends Error {}

/** Marks the chunk as done, and so keeps everyone else from it until the transaction ends. */
async function end(tx: Tx, chunk: DueChunk): Promise<void> {
  const ended = await tx
    .update(importChunks)
    .set({ state: 'done', contentSealed: null })
    .where(isStill(chunk))
    .returning({ number: importChunks.number })
  if (ended.length === 0) throw new TakenOver()
}

/** Due, and not claimed by anyone since. */
const isStill = ({ importId, number, attempts }: DueChunk): SQL | undefined =>
  and(
    eq(importChunks.importId, importId),
    eq(importChunks.number, number),
    eq(importChunks.state, 'due'),
    eq(importChunks.attempts, attempts),
  )

async function keepOutcome(ctx: Ctx, tx: Tx, { importId, number }: DueChunk, plan: Plan) {
  const { changed, unchanged, faults } = plan.outcome
  const bad = faults.length
  const done = sql`${imports.done} + ${changed + unchanged + bad}`
  await Promise.all([
    bad > 0 &&
      tx.insert(importFaults).select(
        rowsOf(
          importFaults,
          faults.map((fault) => ({ importId, ...fault })),
        ),
      ),
    record(
      ctx,
      tx,
      { action: 'import.run', objectId: importId, detail: { number, changed, unchanged, bad } },
      ...plan.entries,
    ),
    tx
      .update(imports)
      .set({
        done,
        changed: sql`${imports.changed} + ${changed}`,
        unchanged: sql`${imports.unchanged} + ${unchanged}`,
        bad: sql`${imports.bad} + ${bad}`,
        ...ended(ctx.now, sql`${imports.state}`, done),
      })
      .where(eq(imports.id, importId)),
  ])
}

const putOff = (ctx: Ctx, claimed: DueChunk) =>
  bookkeep(ctx, 'due-rows', (tx) =>
    tx
      .update(importChunks)
      .set({ dueAt: new Date(ctx.now.getTime() + waitMs(claimed.attempts)) })
      .where(isStill(claimed)),
  )

const giveUp = (ctx: Ctx, { importId, number }: DueChunk) =>
  change(ctx, async (tx) => {
    await Promise.all([
      tx
        .update(imports)
        .set({ state: 'failed', endedAt: ctx.now, keyWrapped: null })
        .where(eq(imports.id, importId)),
      tx
        .update(importChunks)
        .set({ state: 'dropped', contentSealed: null })
        .where(and(eq(importChunks.importId, importId), eq(importChunks.state, 'due'))),
      record(ctx, tx, { action: 'import.failed', objectId: importId, detail: { number } }),
    ])
  })
