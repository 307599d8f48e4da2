import { and, asc, between, eq, isNotNull, lte, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { copies, copyChunks, copyDownloads } from '#db/schema/copies.ts'
import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { open } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { forbidden, locked, notFound } from '../errors.ts'
import { requireFreshCode } from '../fresh-code.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { bookkeep, change, read, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { chunkPlace, openCopyKey } from './copy-key.ts'
import { type CopyRow, readDownloads } from './copy-view.ts'
import { chunkBytes, etagOf, isKept, mostDownloads, mostServed, rangeOf, resumeHours } from './rules.ts'
import { type ByteRange, openCopyInput } from './schema.ts'

/** Of requests: a browser that continues, or asks for several ranges at once, sends many. */
const limit = { name: 'copy-open', max: 1000, seconds: 60 * 60 }
/** How many chunks are read at a time. */
const atOnce = 16

/** What a request for a copy is answered with. */
export interface OpenedCopy {
  /** All of it, a range of it, or nothing: the range begins beyond the end. */
  kind: 'all' | 'range' | 'none'
  range: ByteRange
  bytes: number
  etag: string
  name: string
  readyAt: Date
  /** The content of the range, made as it is read. */
  content: AsyncIterable<Uint8Array>
}

/**
 * Opens a copy for its customer, or a range of it. Whoever asks for the first byte begins a download, of which there are
 * five; it needs a fresh code and has an audit row before that byte is sent. Other ranges continue the download that this
 * session has begun, for a day and up to twice the file, and do not count.
 * @throws DomainError `not-found`, also for another customer's copy; `locked` when it is not ready, erased or used up;
 *   `step-up`, `too-many`
 */
export const openCopy = verb('copies:open', openCopyInput, async (ctx, input): Promise<OpenedCopy> => {
  const { copyId, range: header, ifRange, headOnly } = input
  const customerId = requireSubject(ctx)
  await takeTry(ctx, [{ limit, who: customerId }])
  const row = await read(ctx, (tx) => findCopy(tx, customerId, copyId))
  if (row.state === 'making') throw locked('copy.not-ready')
  if (!isKept(row, ctx.now) || row.bytes === null || row.hash === null || row.readyAt === null)
    throw locked('copy.erased')
  const { bytes, readyAt } = row
  const etag = etagOf(row.hash)
  // A range of another version than the one there is would be joined to the wrong bytes.
  const wanted = rangeOf(ifRange === null || ifRange === etag ? header : null, bytes)
  const range = wanted.kind === 'range' ? wanted.range : { first: 0, last: bytes - 1 }
  const name = `arqau-copy-${readyAt.toISOString().slice(0, 10)}.zip`
  const answer = { kind: wanted.kind, range, bytes, etag, name, readyAt }
  if (headOnly || wanted.kind === 'none') return { ...answer, content: nothing() }
  const asked = { customerId, id: copyId, bytes }
  const number = await retryDuplicate('copy_downloads', () => beginDownload(ctx, asked, range))
  return { ...answer, content: contentOf(ctx, { ...asked, number }, range) }
})

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** @throws DomainError `not-found` */
async function findCopy(tx: Tx, customerId: string, copyId: string): Promise<CopyRow> {
  const [row] = await tx
    .select()
    .from(copies)
    .where(and(eq(copies.customerId, customerId), eq(copies.id, copyId)))
  if (!row) throw notFound()
  return row
}

/** A copy whose bytes are sent, and the number of the download for which they are. */
interface Sending {
  customerId: string
  id: string
  bytes: number
  number: number
}

/** Counts a download, unless the request continues one. @returns its number. @throws DomainError `locked`, `step-up` */
async function beginDownload(
  ctx: CtxBy<'customer'>,
  { customerId, id: copyId, bytes }: Omit<Sending, 'number'>,
  { first, last }: ByteRange,
): Promise<number> {
  const { sessionId } = ctx.actor
  const before = await read(ctx, (tx) => readDownloads(tx, customerId, copyId))
  const since = ctx.now.getTime() - resumeHours * 60 * 60 * 1000
  const continued = before.findLast(
    (one) =>
      one.sessionId === sessionId &&
      one.at.getTime() > since &&
      one.served + last - first + 1 <= mostServed * bytes,
  )
  if (first > 0 && continued) return continued.number
  if (before.length >= mostDownloads) throw locked('copy.used-up')
  requireFreshCode(ctx)
  const number = before.length + 1
  await change(ctx, async (tx) => {
    await tx.insert(copyDownloads).values({ customerId, copyId, number, sessionId, at: ctx.now })
    await record(ctx, tx, { action: 'copy.downloaded', objectId: copyId, detail: { number } })
  })
  return number
}

/**
 * The bytes of a range: only the chunks that it touches are opened, a run at a time. The key is asked for again for each
 * run, so a copy that is erased meanwhile ends there, as one whose session ends does; and each run is counted before it is
 * sent, so that requests at once have no more than their download has.
 */
async function* contentOf(ctx: CtxBy<'customer'>, sending: Sending, { first, last }: ByteRange) {
  const [from, to] = [Math.floor(first / chunkBytes), Math.floor(last / chunkBytes)]
  for (let number = from; number <= to; number += atOnce) {
    const upTo = Math.min(to, number + atOnce - 1)
    const run = {
      first: Math.max(first, number * chunkBytes),
      last: Math.min(last, (upTo + 1) * chunkBytes - 1),
    }
    await serve(ctx, sending, run.last - run.first + 1)
    for (const chunk of await readChunks(ctx, sending, number, upTo)) {
      const start = chunk.number * chunkBytes
      yield chunk.bytes.subarray(Math.max(0, first - start), last - start + 1)
    }
  }
}

/** Counts bytes that are about to be sent. @throws DomainError `locked` when the download has no more */
const serve = (ctx: Ctx, { customerId, id, bytes, number }: Sending, more: number): Promise<void> =>
  bookkeep(ctx, 'copy', async (tx) => {
    const served = sql<number>`${copyDownloads.served} + ${more}::bigint`
    const counted = await tx
      .update(copyDownloads)
      .set({ served })
      .where(
        and(
          eq(copyDownloads.customerId, customerId),
          eq(copyDownloads.copyId, id),
          eq(copyDownloads.number, number),
          lte(served, mostServed * bytes),
        ),
      )
      .returning({ number: copyDownloads.number })
    if (counted.length === 0) throw locked('copy.used-up')
  })

/**
 * @throws DomainError `locked` when the copy was erased meanwhile, `forbidden` when the session has ended; Error when a chunk
 *   is missing or was changed
 */
const readChunks = (ctx: CtxBy<'customer'>, { customerId, id }: Sending, from: number, to: number) =>
  read(ctx, async (tx) => {
    const [row, customer, ended, chunks] = await Promise.all([
      findCopy(tx, customerId, id),
      customerKey(ctx, tx),
      tx
        .select({ id: sessions.id })
        .from(sessions)
        .where(
          and(
            eq(sessions.customerId, customerId),
            eq(sessions.id, ctx.actor.sessionId),
            isNotNull(sessions.endedAt),
          ),
        ),
      tx
        .select({ number: copyChunks.number, sealed: copyChunks.contentSealed })
        .from(copyChunks)
        .where(
          and(
            eq(copyChunks.customerId, customerId),
            eq(copyChunks.copyId, id),
            between(copyChunks.number, from, to),
          ),
        )
        .orderBy(asc(copyChunks.number)),
    ])
    if (ended.length > 0) throw forbidden()
    if (row.state !== 'ready' || !row.keySealed) throw locked('copy.erased')
    if (chunks.length !== to - from + 1) throw new Error('a copy lacks some of its chunks')
    const key = openCopyKey(customer, id, row.keySealed)
    return chunks.map(({ number, sealed }) => ({ number, bytes: open(key, sealed, chunkPlace(id, number)) }))
  })
