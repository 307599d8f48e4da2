import { randomUUIDv7 } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { importChunks, imports } from '#db/schema/imports.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { newKey } from '../crypto.ts'
import { conflict, invalid } from '../errors.ts'
import { record } from '../record.ts'
import { bookkeep, change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { packChunk } from './chunk.ts'
import { LineCutter, type Run } from './cut-lines.ts'
import { ended } from './end-import.ts'
import type { ImportView } from './schema.ts'
import { importView } from './view.ts'

/**
 * Takes a file of lines as it comes and keeps it, sealed, for the worker: a run of lines is written as soon as it is
 * whole, and no more is read until it is, so that memory does not grow with the file.
 * @param bytes NDJSON: one JSON object a line, in UTF-8.
 * @returns the import, received whole.
 * @throws DomainError `conflict` when it failed or was given up meanwhile; whatever reading `bytes` throws, once the
 *   import is marked as cut off: the whole lines that came are done all the same.
 */
export const receiveImport = verb('imports:send', async (ctx, bytes: unknown): Promise<ImportView> => {
  if (!isStream(bytes)) throw invalid('', 'import.body')
  const clock = goingOn(ctx)
  const { id, write } = await begin(ctx, clock)
  const cutter = new LineCutter()
  try {
    for await (const part of bytes) for (const run of cutter.push(part)) await write(run)
  } catch (error) {
    const rest = cutter.finish(false)
    if (rest) await write(rest)
    await close({ ...ctx, now: clock() }, id, 'cut-off')
    throw error
  }
  const rest = cutter.finish(true)
  if (rest) await write(rest)
  return close({ ...ctx, now: clock() }, id, 'running')
})

/** Receiving takes its time: the context's, and what has gone by since. */
function goingOn({ now }: Ctx): () => Date {
  const began = performance.now()
  return () => new Date(now.getTime() + performance.now() - began)
}

const isStream = (bytes: unknown): bytes is AsyncIterable<Uint8Array> =>
  typeof bytes === 'object' && bytes !== null && Symbol.asyncIterator in bytes

async function begin(ctx: CtxBy<'system'>, clock: () => Date) {
  const { actor, keys, now } = ctx
  const { systemId, scopes } = actor
  const id = randomUUIDv7()
  const key = newKey()
  const keyWrapped = await keys.master.wrap(key)
  const counts = { received: 0, done: 0, changed: 0, unchanged: 0, bad: 0 }
  await change(ctx, async (tx) => {
    await tx
      .insert(imports)
      .values({ id, systemId, state: 'receiving', keyWrapped, startedAt: now, ...counts })
    await record(ctx, tx, { action: 'import.started', objectId: id })
  })
  let number = 0
  return {
    id,
    write: async ({ firstLine, lines, bytes }: Run) => {
      number += 1
      const contentSealed = await packChunk(key, id, number, { scopes, lines: bytes })
      const chunk = { importId: id, number, firstLine, lines, contentSealed }
      await bookkeep(ctx, 'upload', async (tx) => {
        const [[receiving]] = await Promise.all([
          tx
            .update(imports)
            .set({ received: sql`${imports.received} + ${lines}` })
            .where(and(eq(imports.id, id), eq(imports.state, 'receiving')))
            .returning({ id: imports.id }),
          tx.insert(importChunks).values({ ...chunk, state: 'due', attempts: 0, dueAt: clock() }),
        ])
        if (!receiving) throw conflict()
      })
    },
  }
}

/** Says that nothing more comes. What was done by then may have been all. */
async function close(ctx: Ctx, id: string, state: 'running' | 'cut-off'): Promise<ImportView> {
  const action = state === 'running' ? 'import.received' : 'import.cut-off'
  return change(ctx, async (tx) => {
    const [row] = await tx
      .update(imports)
      .set({ receivedAt: ctx.now, ...ended(ctx.now, sql`${state}`, sql`${imports.done}`) })
      .where(and(eq(imports.id, id), eq(imports.state, 'receiving')))
      .returning()
    if (!row) throw conflict()
    await record(ctx, tx, { action, objectId: id, detail: { lines: row.received } })
    return importView(row)
  })
}
