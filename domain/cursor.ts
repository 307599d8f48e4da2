import { z } from 'zod'

/** The last row of a page that is sorted by time: the next page begins after it. */
export interface TimeKey {
  at: Date
  id: string
}

/** The last row of a page that is sorted by calendar days. */
export interface DayKey {
  /** As in `2026-12-20`. */
  day: string
  id: string
}

/** Cursors of pages sorted by time. */
export const timeCursor = codec<TimeKey>(
  ({ at }) => String(at.getTime()),
  z
    .tuple([z.string().regex(/^\d{1,13}$/), z.guid()])
    .transform(([milliseconds, id]) => ({ at: new Date(Number(milliseconds)), id })),
)

/** Cursors of pages sorted by calendar days. */
export const dayCursor = codec<DayKey>(
  ({ day }) => day,
  z.tuple([z.iso.date(), z.guid()]).transform(([day, id]) => ({ day, id })),
)

/** A cursor is an opaque word for a link. It holds a moment or a day and an id, nothing of the customer. */
function codec<Key extends { id: string }>(sortedBy: (key: Key) => string, parts: z.ZodType<Key>) {
  const write = (key: Key): string => Buffer.from(`${sortedBy(key)}.${key.id}`).toString('base64url')
  /** @returns null for anything that `write` did not write. */
  const read = (cursor: string): Key | null => {
    const key = parts.safeParse(Buffer.from(cursor, 'base64url').toString('latin1').split('.'))
    return key.success && write(key.data) === cursor ? key.data : null
  }
  return { write, read }
}
