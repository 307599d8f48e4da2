import type { copies } from '#db/schema/copies.ts'
import { dayMs } from '#policy/days.ts'
import type { ByteRange, CopyProgress, CopyState } from './schema.ts'

/** For how many days a copy is kept, and how often it can be downloaded in them. */
export const keptDays = 7
export const mostDownloads = 5
/** The bank's own term: so many hours lie between two copies, since making one reads everything there is. */
export const hoursBetween = 24
/** How long a download that was begun can be continued without counting as another. */
export const resumeHours = 24
/** How often the bytes of a file are sent for one download, those that a broken connection has lost included. */
export const mostServed = 2
/** How often a copy is tried before it has failed, and the waits in between. */
export const mostTries = 5
export const waits = { firstSeconds: 5, longestSeconds: 300 }
/** A copy whose maker has shown no sign of life for so long is begun again by another. */
export const leaseSeconds = 60
/** How much of the file one row holds, in bytes. */
export const chunkBytes = 64 * 1024

export const keptUntil = (readyAt: Date): Date => new Date(readyAt.getTime() + keptDays * dayMs)

type Timed = Pick<typeof copies.$inferSelect, 'state' | 'readyAt' | 'askedAt'>

/**
 * When the next copy can be asked for; null when it can be now. A copy that failed or was stopped does not count, and one
 * that is being made has no end yet.
 */
export function nextCopyAt(rows: readonly Timed[], now: Date): Date | null {
  const last = Math.max(
    ...rows.filter(({ readyAt }) => readyAt !== null).map(({ askedAt }) => askedAt.getTime()),
    Number.NEGATIVE_INFINITY,
  )
  const next = last + hoursBetween * 60 * 60 * 1000
  return next > now.getTime() ? new Date(next) : null
}

/** Whether a copy can be downloaded: it is ready, its days are not over, and some of its downloads are left. */
export const isOpen = (
  row: { state: CopyState; keptUntil: Date | null },
  downloads: number,
  now: Date,
): boolean => isKept(row, now) && downloads < mostDownloads

export const isKept = ({ state, keptUntil }: { state: CopyState; keptUntil: Date | null }, now: Date) =>
  state === 'ready' && keptUntil !== null && keptUntil > now

/** How far a copy has come. The rest is estimated from what was made since the attempt began. */
export function progressOf(
  row: Pick<
    typeof copies.$inferSelect,
    'step' | 'made' | 'total' | 'startedAt' | 'beatAt' | 'dueAt' | 'fault'
  >,
  now: Date,
): CopyProgress {
  const { step, startedAt, beatAt, dueAt, fault } = row
  const share = row.total > 0 ? Math.min(1, row.made / row.total) : 0
  // Each record is written twice: for machines, and as the row of a table.
  const total = Math.ceil(row.total / 2)
  const elapsed = startedAt && beatAt ? (beatAt.getTime() - startedAt.getTime()) / 1000 : 0
  const left = share > 0 && elapsed > 0 ? Math.ceil((elapsed / share) * (1 - share)) : null
  const waiting = fault !== null && startedAt === null
  return {
    step,
    made: Math.floor(total * share),
    total,
    percent: Math.floor(share * 100),
    secondsLeft: waiting ? null : left,
    beatAt,
    againAt: waiting && dueAt > now ? dueAt : null,
  }
}

/** What of a file a request asks for: a range, all of it, or nothing that there is. */
export type Wanted = { kind: 'all' } | { kind: 'range'; range: ByteRange } | { kind: 'none' }

/**
 * Reads a `Range` (RFC 9110, sections 14.1.2 and 14.2). Of one range the bytes that there are count; one that begins
 * beyond the end asks for nothing. Several ranges, and what is no range, such as one that runs backwards, are ignored, as
 * the RFC allows: the whole file answers them.
 */
export function rangeOf(header: string | null, bytes: number): Wanted {
  const [, from = '', to = ''] = /^\s*bytes\s*=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? '') ?? []
  if (header === null || (from === '' && to === '')) return { kind: 'all' }
  if (from === '') {
    const suffix = Math.min(Number(to), bytes)
    return suffix === 0
      ? { kind: 'none' }
      : { kind: 'range', range: { first: bytes - suffix, last: bytes - 1 } }
  }
  const first = Number(from)
  if (to !== '' && Number(to) < first) return { kind: 'all' }
  if (first >= bytes) return { kind: 'none' }
  return { kind: 'range', range: { first, last: to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1) } }
}

/** The entity tag of a copy: the hash of its whole content (RFC 9110, section 8.8.3). */
export const etagOf = (hash: string): string => `"${hash}"`
