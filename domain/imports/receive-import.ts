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
import { importView } from './import-view.ts'
import type { ImportView } from './schema.ts'

/**
 * Receives a file of lines and keeps it, sealed, for the worker. Each run of lines is written as soon as it is complete,
 * and no more is read before that, so that memory does not grow with the file.
 * @param bytes NDJSON: one JSON object a line, in UTF-8.
 * @returns the import, completely received.
 * @throws DomainError `conflict` when the import failed or was given up in the meantime; what reading `bytes` throws,
 *   after the import is marked as cut off: its whole lines are still done.
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

/** The time while an import is received: the context's, plus the time since then. */
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

/** Marks the import as received or cut off. It ends at once when all its lines are already done. */
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
