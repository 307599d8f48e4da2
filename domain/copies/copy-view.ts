import { and, asc, desc, eq, type SQL } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { copies, copyDownloads } from '#db/schema/copies.ts'
import { sessions } from '#db/schema/sessions.ts'
import type { Ctx } from '../context.ts'
import { askedSystem, readStreams } from './record-streams.ts'
import { isOpen, mostDownloads, progressOf } from './rules.ts'
import { type CopyDownload, type CopyView, copyParts } from './schema.ts'

export type CopyRow = typeof copies.$inferSelect
type Download = CopyDownload & { copyId: string; sessionId: string; served: number }

/** How many of the latest copies are shown. */
const shown = 20

/** The customer's latest copies, newest first, and what was downloaded of them. */
export async function readCopies(tx: Tx, customerId: string, which?: SQL) {
  const own = and(eq(copies.customerId, customerId), which)
  const rows = tx.select().from(copies).where(own).orderBy(desc(copies.askedAt), desc(copies.id)).limit(shown)
  const found = await rows
  return {
    rows: found,
    downloads: await readDownloads(tx, customerId),
    streams: await readStreams(
      tx,
      customerId,
      found.map(({ id }) => id),
    ),
  }
}

export type ReadCopies = Awaited<ReturnType<typeof readCopies>>

/** The downloads of the customer's copies, the first one first; each copy has few. */
export const readDownloads = (tx: Tx, customerId: string, copyId?: string): Promise<Download[]> =>
  tx
    .select({
      copyId: copyDownloads.copyId,
      number: copyDownloads.number,
      at: copyDownloads.at,
      sessionId: copyDownloads.sessionId,
      served: copyDownloads.served,
      device: sessions.device,
    })
    .from(copyDownloads)
    .leftJoin(
      sessions,
      and(eq(sessions.customerId, copyDownloads.customerId), eq(sessions.id, copyDownloads.sessionId)),
    )
    .where(
      and(
        eq(copyDownloads.customerId, customerId),
        copyId === undefined ? undefined : eq(copyDownloads.copyId, copyId),
      ),
    )
    .orderBy(asc(copyDownloads.at), asc(copyDownloads.number))

export function copyView(
  row: CopyRow,
  { downloads: all, streams }: Pick<ReadCopies, 'downloads' | 'streams'>,
  { now, locale }: Pick<Ctx, 'now' | 'locale'>,
): CopyView {
  const own = all.filter(({ copyId }) => copyId === row.id)
  const kept = row.keptUntil !== null && row.keptUntil > now
  return {
    id: row.id,
    parts: row.parts,
    whole: copyParts.every((part) => row.parts.includes(part)),
    askedAt: row.askedAt,
    // Its days are over from their last moment on, also before the worker has erased it.
    state: row.state === 'ready' && !kept ? 'erased' : row.state,
    step: row.step,
    fault: row.fault,
    progress: row.state === 'making' ? progressOf(row, now) : null,
    systems: streams.filter(({ stream }) => stream.copyId === row.id).map(askedSystem(locale)),
    recordsUntil: row.recordsUntil,
    readyAt: row.readyAt,
    keptUntil: row.keptUntil,
    endedAt: row.endedAt ?? (row.state === 'ready' && !kept ? row.keptUntil : null),
    bytes: row.bytes,
    hash: row.hash,
    downloads: own.map(({ number, at, device }) => ({ number, at, device })),
    downloadsLeft: Math.max(0, mostDownloads - own.length),
    open: isOpen(row, own.length, now),
  }
}
