import { z } from 'zod'

/** The last row of a page: the next one starts after it. */
export interface Place {
  at: Date
  id: string
}

const shape = /^(\d{1,13})\.([0-9a-f-]{36})$/

/** A place as an opaque word for a link. It holds a moment and an id, nothing of the customer. */
export const writeCursor = ({ at, id }: Place): string =>
  Buffer.from(`${at.getTime()}.${id}`).toString('base64url')

/** The place a cursor names; null for anything that {@link writeCursor} did not write. */
export function readCursor(cursor: string): Place | null {
  const found = shape.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  const id = z.guid().safeParse(found?.[2])
  if (!found || !id.success) return null
  const place = { at: new Date(Number(found[1])), id: id.data }
  return writeCursor(place) === cursor ? place : null
}
