import type { KeyObject } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import type { Locale } from '#policy/locale.ts'
import { notFound } from '../errors.ts'
import type { RowHashes } from './registration.ts'

/** A customer about whom there can be lines. */
export interface Known extends RowHashes {
  id: string
  /** Null when it was destroyed; nothing can be stored about this customer any more. */
  wrappedKey: Uint8Array | null
  /** The same key, unwrapped, when it was just made. */
  key?: KeyObject
  /** The line that registered them; 0 for a customer who was known before. */
  since: number
  locale: Locale
  /** Whether the IIN is kept, sealed. */
  isIinKept: boolean
  /** The number, sealed; null where the portal has only its hash. */
  phoneSealed: Uint8Array | null
  /** Since when they have their number, as the bank said or as it was recorded. */
  phoneSince: Date
  /** The numbers they leave by these lines and by earlier ones that may not be written yet. */
  left?: readonly LeftPhone[]
}
/** A number that a customer had, and its place among those. */
export interface LeftPhone {
  number: number
  phoneHash: string
}
/** By the bank's reference. */
export type KnownCustomers = Map<string, Known>

/** A customer's present number and since when it is theirs. */
export const presentPhone = {
  phoneHash: customers.phoneHash,
  phoneSealed: customers.phoneSealed,
  phoneSince: sql`coalesce(${customers.phoneSince}, ${customers.createdAt})`.mapWith(customers.createdAt),
}
const columns = {
  id: customers.id,
  iinHash: customers.iinHash,
  isIinKept: sql<boolean>`${customers.iinSealed} is not null`,
  ...presentPhone,
  locale: customers.locale,
  wrappedKey: customerKeys.wrappedKey,
}

/**
 * The registered customers among those of these references.
 * @param registered customers whom earlier lines register or give another number, which may not be written yet.
 */
export async function knownCustomers(
  tx: Tx,
  named: ReadonlySet<string>,
  registered: ReadonlyMap<string, Known>,
): Promise<KnownCustomers> {
  const before = [...registered].filter(([reference]) => named.has(reference))
  const rows = await tx
    .select({ reference: customers.reference, ...columns })
    .from(customers)
    .leftJoin(customerKeys, eq(customerKeys.customerId, customers.id))
    .where(sql`${customers.reference} = any(${sql.param([...named])}::text[])`)
  const known: KnownCustomers = new Map(before.map(([reference, one]) => [reference, { ...one, since: 0 }]))
  for (const { reference, ...customer } of rows)
    if (!known.get(reference)?.left) known.set(reference, { ...customer, since: 0 })
  return known
}

/** A customer about whom data can be stored. */
export type KeyedCustomer = Known & { wrappedKey: Uint8Array }
const hasKey = (customer: Known): customer is KeyedCustomer => customer.wrappedKey !== null

/** The customer of a line; undefined when nobody was registered before that line, or no data can be stored about them. */
export function customerAt(
  known: KnownCustomers,
  reference: string,
  line: number,
): KeyedCustomer | undefined {
  const customer = known.get(reference)
  return customer && hasKey(customer) && customer.since <= line ? customer : undefined
}

/** The customer of an id. @throws DomainError `not-found` also when no data can be stored about them any more. */
export async function findKeyedCustomer(tx: Tx, customerId: string): Promise<KeyedCustomer> {
  const [row] = await tx
    .select(columns)
    .from(customers)
    .leftJoin(customerKeys, eq(customerKeys.customerId, customers.id))
    .where(eq(customers.id, customerId))
  const customer = row && { ...row, since: 0 }
  if (!customer || !hasKey(customer)) throw notFound()
  return customer
}
