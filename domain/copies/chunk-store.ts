import type { KeyObject } from 'node:crypto'
import { and, between, desc, eq } from 'drizzle-orm'
import { type copies, copyChunks } from '#db/schema/copies.ts'
import type { Ctx } from '../context.ts'
import { open, seal } from '../crypto.ts'
import { read } from '../transaction.ts'
import { beat, type Told } from './copy-attempt.ts'
import { chunkPlace } from './copy-key.ts'
import type { Shelf } from './spool.ts'

/** How many chunks are stored in one transaction, which is also a sign of life. */
export const atOnce = 16

/** A chunk as it is stored. */
export type Chunk = typeof copyChunks.$inferInsert

/** An attempt at a copy, with the key that seals its chunks. */
export interface Keeping {
  ctx: Ctx
  row: typeof copies.$inferSelect
  key: KeyObject
  clock: () => Date
  told: Told
}

/** A chunk of a copy, sealed for its number. */
export function sealedChunk({ row, key }: Keeping, number: number, content: Uint8Array): Chunk {
  const contentSealed = seal(key, content, chunkPlace(row.id, number))
  return { customerId: row.customerId, copyId: row.id, number, contentSealed }
}

/** Stores chunks, and shows a sign of life. @throws Over */
export function storeChunks({ ctx, row, clock, told }: Keeping, run: Chunk[]): Promise<void> {
  told.chunks += run.length
  return beat({ ...ctx, now: clock() }, row, told, run)
}

/** The blocks of the spool as chunks with numbers below 0. The last ones are not stored: they are in memory until they are taken. */
export function shelfOf(keeping: Keeping): Shelf {
  const { row, key } = keeping
  const held: Chunk[] = []
  const run = async (from: number, to: number): Promise<Chunk[]> => {
    const waits = held.filter(({ number }) => number <= shelved(from) && number >= shelved(to))
    const found = waits.length > 0 ? waits : await readRun(keeping, from, to)
    if (found.length === to - from + 1) return found
    await storeChunks(keeping, [])
    throw new Error('a copy lacks some of its tables')
  }
  return {
    put: async (number, block) => {
      held.push(sealedChunk(keeping, shelved(number), block))
      if (held.length === atOnce) await storeChunks(keeping, held.splice(0))
    },
    take: async function* (from, to) {
      for (let first = from; first <= to; first += atOnce - (first % atOnce)) {
        const last = Math.min(to, first - (first % atOnce) + atOnce - 1)
        for (const { number, contentSealed } of await run(first, last))
          yield open(key, contentSealed, chunkPlace(row.id, number))
      }
    },
  }
}

/** Chunks of the file are numbered from 0, so what waits has the numbers below. */
const shelved = (number: number): number => -1 - number

const readRun = ({ ctx, row }: Keeping, from: number, to: number): Promise<Chunk[]> =>
  read(ctx, (tx) =>
    tx
      .select()
      .from(copyChunks)
      .where(
        and(
          eq(copyChunks.customerId, row.customerId),
          eq(copyChunks.copyId, row.id),
          between(copyChunks.number, shelved(to), shelved(from)),
        ),
      )
      .orderBy(desc(copyChunks.number)),
  )
