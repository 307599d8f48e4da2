import { z } from 'zod'

/** The last row of a page of the queue: by which day it stands there, and its id. */
export interface QueuePlace {
  day: string
  id: string
}

const shape = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$/

/** A place as an opaque word for a link. It holds a day and an id, nothing of the customer. */
export const writePlace = ({ day, id }: QueuePlace): string =>
  Buffer.from(`${day}.${id}`).toString('base64url')

/** The place a cursor names; null for anything that {@link writePlace} did not write. */
export function readPlace(cursor: string): QueuePlace | null {
  const [, day, id] = shape.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  const place = z.object({ day: z.iso.date(), id: z.guid() }).safeParse({ day, id })
  return place.success && writePlace(place.data) === cursor ? place.data : null
}
