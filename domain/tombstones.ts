import { createHmac, type KeyObject, randomBytes, randomUUIDv7, timingSafeEqual } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { tombstones } from '#db/schema/deletions.ts'
import { heldName } from './plan.ts'

/** A value of a customer's field. */
interface Named {
  customerId: string
  field: string
}
/** Of an erased value, what knows it again. */
type Stone = Pick<typeof tombstones.$inferSelect, 'salt' | 'hash'>
/** By the customer's id and the field, all values that were erased there. */
export type Stones = ReadonlyMap<string, readonly Stone[]>

const saltBytes = 16

/**
 * The row that knows an erased value when it comes again. Its hash is made with the customer's own key: it outlives an exchange
 * of the lookup keys, which could hash anew only what is still there, and once that key is destroyed nobody can try values.
 */
export function tombstoneOf(
  key: KeyObject,
  { customerId, field }: Named,
  value: string,
  at: Date,
): typeof tombstones.$inferInsert {
  const salt = randomBytes(saltBytes)
  return { customerId, id: randomUUIDv7(), field, salt, hash: hashOf(key, field, salt, value), at }
}

/** HMAC-SHA-256 with a key made from the customer's for this alone. */
function hashOf(key: KeyObject, field: string, salt: Uint8Array, value: string): Uint8Array {
  const own = createHmac('sha256', key).update('arqau tombstone').digest()
  return createHmac('sha256', own).update(salt).update(`${field}:${value}`).digest()
}

/** The stones of these fields of these customers, with one statement. */
export async function stonesAmong(tx: Tx, named: readonly Named[]): Promise<Stones> {
  if (named.length === 0) return new Map()
  const customerIds = sql.param(named.map(({ customerId }) => customerId))
  const fields = sql.param(named.map(({ field }) => field))
  const { customerId, field, salt, hash } = tombstones
  const rows = await tx
    .select({ customerId, field, salt, hash })
    .from(sql`unnest(${customerIds}::uuid[], ${fields}::text[]) as wanted (customer_id, field)`)
    .innerJoin(tombstones, and(eq(customerId, sql`wanted.customer_id`), eq(field, sql`wanted.field`)))
  return Map.groupBy(rows, (row) => heldName(row.customerId, row.field))
}

/** Whether a value is one that was erased in its field. */
export const isErased = (
  key: KeyObject,
  stones: Stones,
  { customerId, field }: Named,
  value: string,
): boolean =>
  (stones.get(heldName(customerId, field)) ?? []).some(({ salt, hash }) =>
    timingSafeEqual(hashOf(key, field, salt, value), hash),
  )
