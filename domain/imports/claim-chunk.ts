import { and, asc, eq, lte } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { claim } from '#db/due.ts'
import { importChunks, imports } from '#db/schema/imports.ts'

/** The key of a chunk. */
export interface ChunkName {
  importId: string
  number: number
}

/** A chunk that is due, with what is needed to read it. */
export interface DueChunk extends ChunkName {
  /** How often it was claimed; a higher number means that another worker has claimed it since. */
  attempts: number
  firstLine: number
  contentSealed: Uint8Array | null
  keyWrapped: Uint8Array | null
  /** The system that sent it. */
  systemId: string
}

const dueChunk = {
  importId: importChunks.importId,
  number: importChunks.number,
  attempts: importChunks.attempts,
  firstLine: importChunks.firstLine,
  contentSealed: importChunks.contentSealed,
  keyWrapped: imports.keyWrapped,
  systemId: imports.systemId,
}

/** After this time a claimed chunk that was not begun may be claimed again; one that was begun is locked. */
const leaseSeconds = 10

/**
 * Claims the next chunk that is due, never before an earlier chunk of the same import is done. Of several imports the one
 * with the fewest lines done comes first, so that a small import does not wait for a large one.
 * @param after claims only the chunk right after this one.
 */
export async function claimChunk(tx: Tx, now: Date, after?: ChunkName): Promise<DueChunk | null> {
  const first = tx
    .selectDistinctOn([importChunks.importId], {
      importId: importChunks.importId,
      number: importChunks.number,
    })
    .from(importChunks)
    .where(eq(importChunks.state, 'due'))
    .orderBy(asc(importChunks.importId), asc(importChunks.number))
    .as('first')
  const due = and(eq(importChunks.state, 'due'), lte(importChunks.dueAt, now))
  const { importId, number } = importChunks
  const picked = tx.select({ importId, number }).from(importChunks)
  const next = after
    ? picked.where(and(due, eq(importId, after.importId), eq(number, after.number + 1)))
    : picked
        .innerJoin(first, and(eq(importId, first.importId), eq(number, first.number)))
        .where(due)
        .orderBy(asc(number), asc(importChunks.dueAt))
        .limit(1)
  const [chunk] = await next.for('update', { of: importChunks, skipLocked: true })
  if (!chunk) return null
  const [claimed] = await tx
    .update(importChunks)
    .set(claim(importChunks, { now, leaseSeconds }))
    .from(imports)
    .where(and(eq(importId, chunk.importId), eq(number, chunk.number), eq(imports.id, importId)))
    .returning(dueChunk)
  return claimed ?? null
}

/** The chunk right after one that is not done yet. It is not claimed, because its turn comes only after that one. */
export async function chunkAfter(tx: Tx, { importId, number }: ChunkName): Promise<DueChunk | null> {
  const [chunk] = await tx
    .select(dueChunk)
    .from(importChunks)
    .innerJoin(imports, eq(imports.id, importChunks.importId))
    .where(
      and(
        eq(importChunks.importId, importId),
        eq(importChunks.number, number + 1),
        eq(importChunks.state, 'due'),
      ),
    )
  return chunk ?? null
}
