import { actAs } from '../access.ts'
import type { Ctx } from '../context.ts'
import type { Scope } from '../permissions.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { unpackChunk } from './chunk.ts'
import { type ChunkName, chunkAfter, type DueChunk } from './claim-chunk.ts'
import { type Plan, planLines, type Written } from './plan-lines.ts'
import { readLines } from './read-lines.ts'

/** A chunk that is planned and only has to be written. */
export interface Prepared {
  chunk: DueChunk
  scopes: readonly Scope[]
  plan: Plan
}

/** The context of the system that sent a chunk, with the permissions of its key. */
export const senderOf = (ctx: Ctx, { systemId }: DueChunk, scopes: readonly Scope[]): Ctx =>
  actAs(ctx, { kind: 'system', systemId, scopes }, 'imports:send')

/**
 * Unpacks a chunk, reads its lines and plans them. It writes nothing.
 * @param before what the chunk before it writes, when that may not be written yet.
 */
export const prepareChunk = verb(
  'imports:run',
  async (ctx, chunk: DueChunk, before?: Written): Promise<Prepared> => {
    const { importId, number, contentSealed, keyWrapped, firstLine } = chunk
    if (!contentSealed || !keyWrapped) throw new Error('a chunk that is due has its content')
    const key = await ctx.keys.master.unwrap(keyWrapped)
    const { scopes, lines } = await unpackChunk(key, importId, number, contentSealed)
    const sender = senderOf(ctx, chunk, scopes)
    const good = await readLines(firstLine, lines)
    return { chunk, scopes, plan: await read(sender, (tx) => planLines(sender, tx, good, before)) }
  },
)

/** Prepares the chunk after one that is being written; null when it has not arrived yet or cannot be prepared. */
export const prepareNext = verb(
  'imports:run',
  async (ctx, name: ChunkName, before: Written): Promise<Prepared | null> => {
    try {
      const next = await read(ctx, (tx) => chunkAfter(tx, name))
      return next && (await prepareChunk(ctx, next, before))
    } catch {
      return null // It is claimed in its turn then, and fails where a failure counts.
    }
  },
)
