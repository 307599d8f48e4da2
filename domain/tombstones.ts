import { createHmac, createSecretKey, type KeyObject, randomBytes, randomUUIDv7 } from 'node:crypto'
import { and, eq, isNotNull, or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deletions, tombstones } from '#db/schema/deletions.ts'
import { heldName } from './plan.ts'

/** A value of a customer's field. */
interface Named {
  customerId: string
  field: string
}
/** What knows the erased values of a field again. */
interface FieldStones {
  /** How many of its values were erased; without those that were replaced. */
  count: number
  /** When the field was last erased; null where it never was. */
  erasedAt: Date | null
  /** The one salt of the field; of two where two have made one at the same time. */
  salts: readonly Uint8Array[]
  /** Of the values that were erased, and of those that others replaced before that. */
  hashes: ReadonlySet<string>
  /** Whether an approved deletion is to erase the field: what is replaced until then leaves a tombstone too. */
  isToErase: boolean
}
/** By the customer's id and the field, what was erased there or is to be. */
export type Stones = ReadonlyMap<string, FieldStones>

const saltBytes = 16

/**
 * The key for a customer's tombstones, made from the customer's own for this alone. They outlive an exchange of the lookup keys,
 * which could hash anew only what is still there, and once the customer's key is destroyed nobody can try values.
 */
export const tombstoneKey = (key: KeyObject): KeyObject =>
  createSecretKey(createHmac('sha256', key).update('arqau tombstone').digest())

/** The rows that know erased values when they come again, each value of a field once. A field's stones have one salt. */
export function tombstonesOf(
  own: KeyObject,
  stones: Stones,
  values: readonly (Named & { value: string })[],
  { at, replaced = false }: { at: Date; replaced?: boolean },
): (typeof tombstones.$inferInsert)[] {
  const salts = new Map<string, Uint8Array>()
  const saltOf = (name: string) => salts.get(name) ?? stones.get(name)?.salts[0] ?? randomBytes(saltBytes)
  const rows = values.map(({ customerId, field, value }) => {
    const name = heldName(customerId, field)
    const salt = saltOf(name)
    salts.set(name, salt)
    const hash = hashOf(own, field, salt, value)
    return [
      `${name} ${nameOf(hash)}`,
      { customerId, id: randomUUIDv7(), field, salt, hash, at, replaced },
    ] as const
  })
  return [...new Map(rows).values()]
}

/** HMAC-SHA-256. A value has many ways to be written that nobody sees apart: other spaces, letters put together of two. */
const hashOf = (own: KeyObject, field: string, salt: Uint8Array, value: string): Buffer =>
  createHmac('sha256', own)
    .update(salt)
    .update(`${field}:${value.normalize('NFKC').replaceAll(/\s+/g, ' ').trim()}`)
    .digest()

const nameOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** The stones of these fields of these customers, with one statement. */
export async function stonesAmong(tx: Tx, named: readonly Named[]): Promise<Stones> {
  if (named.length === 0) return new Map()
  const customerIds = sql.param(named.map(({ customerId }) => customerId))
  const fields = sql.param(named.map(({ field }) => field))
  const rows = await tx
    .select({
      customerId: sql<string>`wanted.customer_id`,
      field: sql<string>`wanted.field`,
      stone: tombstones,
      isToErase: sql<boolean>`${toErase}`.as('to_erase'),
    })
    .from(sql`unnest(${customerIds}::uuid[], ${fields}::text[]) as wanted (customer_id, field)`)
    .leftJoin(
      tombstones,
      and(eq(tombstones.customerId, sql`wanted.customer_id`), eq(tombstones.field, sql`wanted.field`)),
    )
    .where(or(isNotNull(tombstones.id), toErase))
  const byField = Map.groupBy(rows, (row) => heldName(row.customerId, row.field))
  return new Map([...byField].map(([name, own]) => [name, fieldStones(own)]))
}

/** Whether an approved deletion that is not over names the wanted field. */
const toErase = sql`exists (select from ${deletions} where ${deletions.customerId} = wanted.customer_id
  and ${deletions.endedAt} is null and wanted.field = any(${deletions.fields}))`

function fieldStones(
  rows: readonly { stone: typeof tombstones.$inferSelect | null; isToErase: boolean }[],
): FieldStones {
  const stones = rows.flatMap(({ stone }) => stone ?? [])
  const erased = stones.filter(({ replaced }) => !replaced).map(({ at }) => at.getTime())
  const last = erased.reduce((latest, at) => Math.max(latest, at), Number.NEGATIVE_INFINITY)
  return {
    count: erased.length,
    erasedAt: erased.length > 0 ? new Date(last) : null,
    salts: [...new Map(stones.map(({ salt }) => [nameOf(salt), salt])).values()],
    hashes: new Set(stones.filter(({ at }) => at.getTime() <= last).map(({ hash }) => nameOf(hash))),
    isToErase: rows.some(({ isToErase }) => isToErase),
  }
}

/**
 * Whether a value is one that was erased in its field, or the bank says that it had it before the field was last erased. What it
 * says to have got later is taken, also the same again. It costs a hash at most, however many values were erased.
 * @param obtainedAt when the bank got it, where it says so
 */
export function isErased(
  own: KeyObject,
  stones: Stones,
  { customerId, field }: Named,
  { value, obtainedAt }: { value: string; obtainedAt?: Date | undefined },
): boolean {
  const met = stones.get(heldName(customerId, field))
  if (!met?.erasedAt) return false
  if (obtainedAt) return obtainedAt <= met.erasedAt
  return met.salts.some((salt) => met.hashes.has(nameOf(hashOf(own, field, salt, value))))
}
