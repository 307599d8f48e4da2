import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { importChunks, importFaults, imports } from '#db/schema/imports.ts'
import { record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { requirePermission } from '../permissions.ts'
import { rowsOf } from '../rows-of.ts'
import { bookkeep, change } from '../transaction.ts'
import { unpackChunk } from './chunk.ts'
import { type ChunkName, type Claimed, claimChunk } from './claim-chunk.ts'
import { ended } from './ended.ts'
import { readLines } from './read-lines.ts'
import type { Outcome } from './schema.ts'
import { takeLines } from './take-lines.ts'

const mostTries = 10
/** How long after the nth failure a chunk is tried again. */
const waitMs = (tries: number) => Math.min(2 ** tries, 300) * 1000

/** What a worker did: the chunk, and whether it is done with, so that the next of its import can follow. */
export interface Ran extends ChunkName {
  done: boolean
}

/**
 * Takes the lines of one chunk, as the system that sent them and with the permissions of the key they came by, in one
 * transaction with what it came to: a worker that ends in the middle leaves the chunk as it was. What fails is tried
 * again later, and after ten tries the import is given up.
 * @param after claims only the chunk right after this one.
 * @returns null when nothing is due.
 * @throws Error whatever made it fail; the chunk is put off then.
 */
export async function runImportChunk(ctx: Ctx, after?: ChunkName): Promise<Ran | null> {
  requirePermission(ctx, 'imports:run')
  const claimed = await bookkeep(ctx, (tx) => claimChunk(tx, ctx.now, after))
  if (!claimed) return null
  const { importId, number, attempts } = claimed
  try {
    if (attempts > mostTries) throw new Error('a chunk was begun again and again, and never ended')
    return { importId, number, done: await run(ctx, claimed) }
  } catch (error) {
    await (attempts < mostTries ? putOff(ctx, claimed) : giveUp(ctx, claimed))
    throw error
  }
}

const isClaimed = ({ importId, number, attempts }: Claimed): SQL | undefined =>
  and(
    eq(importChunks.importId, importId),
    eq(importChunks.number, number),
    eq(importChunks.state, 'due'),
    eq(importChunks.attempts, attempts),
  )

/** @returns false when another worker has taken the chunk over. */
async function run(ctx: Ctx, claimed: Claimed): Promise<boolean> {
  const { firstLine, systemId } = claimed
  const { scopes, lines } = await openChunk(ctx, claimed)
  const sender: Ctx = { ...ctx, actor: { kind: 'system', systemId, scopes } }
  const read = readLines(firstLine, lines)
  const ending = change(sender, async (tx) => {
    const held = await tx
      .update(importChunks)
      .set({ state: 'done', contentSealed: null })
      .where(isClaimed(claimed))
      .returning({ number: importChunks.number })
    if (held.length === 0) throw new TakenOver()
    const outcome = await takeLines(sender, tx, read)
    await keepOutcome(sender, tx, claimed, outcome)
    return true
  })
  return ending.catch((error: unknown) => {
    if (error instanceof TakenOver) return false
    throw error
  })
}

/** Another worker has claimed the chunk since: nothing is done here. */
class TakenOver extends Error {}

async function openChunk({ keys }: Ctx, { importId, number, contentSealed, keyWrapped }: Claimed) {
  if (!contentSealed || !keyWrapped) throw new Error('a chunk that is due has its content')
  return unpackChunk(await keys.master.unwrap(keyWrapped), importId, number, contentSealed)
}

async function keepOutcome(ctx: Ctx, tx: Tx, { importId, number }: Claimed, outcome: Outcome) {
  const { changed, unchanged, faults } = outcome
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
    record(ctx, tx, {
      action: 'import.run',
      objectId: importId,
      detail: { number, changed, unchanged, bad },
    }),
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

const putOff = (ctx: Ctx, claimed: Claimed) =>
  bookkeep(ctx, (tx) =>
    tx
      .update(importChunks)
      .set({ dueAt: new Date(ctx.now.getTime() + waitMs(claimed.attempts)) })
      .where(isClaimed(claimed)),
  )

const giveUp = (ctx: Ctx, { importId, number }: Claimed) =>
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
