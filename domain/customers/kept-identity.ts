import type { KeyObject } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { customers } from '#db/schema/customers.ts'
import type { Ctx } from '../context.ts'
import { openText, seal } from '../crypto.ts'
import type { Known } from './known-customers.ts'
import type { IdentityHashes, Registration } from './registration.ts'

/** Whether the lookup key is exchanged for another one. */
export const isExchanged = ({ keys: { lookupKeys } }: Ctx): boolean => lookupKeys.length > 1

/** Where a customer's IIN is sealed. */
export const iinPlace = ({ id }: Pick<Known, 'id'>): string => `customers:${id}:iin`
/** Where the number they sign in with is sealed. */
export const phonePlace = ({ id }: Pick<Known, 'id'>): string => `customers:${id}:phone`

/** Opens the IIN and the number that a customer is registered under; null is what only a hash is kept of. */
export const openIdentity = (
  key: KeyObject,
  { id, iinSealed, phoneSealed }: Pick<typeof customers.$inferSelect, 'id' | 'iinSealed' | 'phoneSealed'>,
): { iin: string | null; phone: string | null } => ({
  iin: iinSealed && openText(key, iinSealed, iinPlace({ id })),
  phone: phoneSealed && openText(key, phoneSealed, phonePlace({ id })),
})

/**
 * The hash with which a new customer claims their IIN while there are two lookup keys: by the one whose name is the
 * lower, in every process. Processes of which one writes by the one key and another by the other are so told apart by a
 * unique constraint, as they are by the hash itself while there is one key. Null then.
 */
export function claimOf({ keys: { lookupKeys } }: Ctx, { iin }: IdentityHashes): string | null {
  if (lookupKeys.length === 1) return null
  const names = lookupKeys.map(({ id }) => id)
  return iin[names.indexOf([...names].sort()[0] ?? '')] ?? null
}

/** A line about a known customer, of whose IIN or number only the hash is kept. */
export interface BareLine {
  line: Registration
  customer: Known
}

export const isBare = ({ isIinKept, phoneSealed }: Known): boolean => !isIinKept || phoneSealed === null

/**
 * Keeps the IINs and numbers of known customers, sealed, so that their hashes can be made again by another lookup key
 * (`domain/keys/rehash-customers.ts`). What is kept already stays: a number may have moved since.
 * @returns what writes them; null where there is nothing to keep.
 */
export async function keepIdentities(
  { keys, now }: Ctx,
  bare: readonly BareLine[],
): Promise<((tx: Tx) => Promise<unknown>) | null> {
  const rows = new Map<string, typeof customers.$inferInsert>()
  for (const { line, customer } of bare) {
    const { id, iinHash, phoneHash, locale } = customer
    const key = customer.key ?? (customer.wrappedKey && (await keys.master.unwrap(customer.wrappedKey)))
    if (!key) continue
    const iinSealed = seal(key, line.iin, iinPlace(customer))
    const phoneSealed = seal(key, line.phone, phonePlace(customer))
    Object.assign(customer, { isIinKept: true, phoneSealed: customer.phoneSealed ?? phoneSealed })
    const row = { id, reference: line.reference, iinHash, iinSealed, phoneHash, phoneSealed, locale }
    rows.set(id, { ...row, createdAt: now })
  }
  if (rows.size === 0) return null
  return (tx) =>
    tx
      .update(customers)
      .set({
        iinSealed: sql`coalesce(${customers.iinSealed}, kept.iin_sealed)`,
        phoneSealed: sql`coalesce(${customers.phoneSealed}, kept.phone_sealed)`,
      })
      .from(sql`(${arrayRows(customers, [...rows.values()])}) as kept`)
      .where(eq(customers.id, sql`kept.id`))
}
