import type { Ctx } from '../context.ts'
import { invalid } from '../errors.ts'
import { verb } from '../verb.ts'
import { LineCutter, type Run } from './cut-lines.ts'
import { closeImport, openImport, Stopped } from './open-import.ts'
import type { ImportView } from './schema.ts'

/**
 * Receives a file of lines and keeps it, sealed, for the worker. Each run of lines is written as soon as it is complete,
 * and no more is read before that, so that memory does not grow with the file. With each run the key is looked at again: when
 * it was revoked or has expired, nothing more is taken, and the lines that came before are done all the same.
 * @param bytes NDJSON: one JSON object a line, in UTF-8.
 * @returns the import, completely received.
 * @throws DomainError `too-many` beyond what the system may open or send, `invalid` when nearly all lines were bad,
 *   `conflict` when the import failed or was given up in the meantime; KeyEnded; what reading `bytes` throws, after the
 *   import is marked as cut off: its whole lines are still done.
 */
export const receiveImport = verb('imports:send', async (ctx, bytes: unknown): Promise<ImportView> => {
  if (!isStream(bytes)) throw invalid('', 'import.body')
  const clock = goingOn(ctx)
  const { id, write } = await openImport(ctx, clock)
  try {
    await receiveRuns(bytes, write)
  } catch (error) {
    const { refusal, endReason } =
      error instanceof Stopped ? error : { refusal: error, endReason: 'sender-gone' as const }
    if (endReason) await closeImport({ ...ctx, now: clock() }, id, endReason)
    throw refusal
  }
  return closeImport({ ...ctx, now: clock() }, id)
})

/** Writes the runs of a stream as they are complete; of one that breaks, also the whole lines that came before. */
export async function receiveRuns(
  bytes: AsyncIterable<Uint8Array>,
  write: (run: Run) => Promise<void>,
): Promise<void> {
  const cutter = new LineCutter()
  try {
    for await (const part of bytes) for (const run of cutter.push(part)) await write(run)
  } catch (error) {
    const rest = error instanceof Stopped ? null : cutter.finish(false)
    if (rest) await write(rest)
    throw error
  }
  const rest = cutter.finish(true)
  if (rest) await write(rest)
}

/** The time while lines are received: the context's, plus the time since then. */
export function goingOn({ now }: Ctx): () => Date {
  const began = performance.now()
  return () => new Date(now.getTime() + performance.now() - began)
}

export const isStream = (bytes: unknown): bytes is AsyncIterable<Uint8Array> =>
  typeof bytes === 'object' && bytes !== null && Symbol.asyncIterator in bytes
