import type { KeyObject } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import type { Numbered } from './read-lines.ts'

/** A customer about whom there can be lines. */
export interface Known {
  id: string
  iinHash: string
  phoneHash: string
  /** Null when it was destroyed; nothing can be stored about this customer any more. */
  wrappedKey: Uint8Array | null
  /** The same key, unwrapped, when it was just made. */
  key?: KeyObject
  /** The line that registered them; 0 for a customer who was known before. */
  since: number
}
/** By the bank's reference. */
export type KnownCustomers = Map<string, Known>

/**
 * The registered customers among those that the lines name.
 * @param registered customers registered by earlier lines, which may not be written yet.
 */
export async function knownCustomers(
  tx: Tx,
  lines: readonly Numbered[],
  registered: ReadonlyMap<string, Known>,
): Promise<KnownCustomers> {
  const named = new Set(lines.map((line) => (line.kind === 'customer' ? line.reference : line.customer)))
  const before = [...registered].filter(([reference]) => named.has(reference))
  const rows = await tx
    .select({
      reference: customers.reference,
      id: customers.id,
      iinHash: customers.iinHash,
      phoneHash: customers.phoneHash,
      wrappedKey: customerKeys.wrappedKey,
    })
    .from(customers)
    .leftJoin(customerKeys, eq(customerKeys.customerId, customers.id))
    .where(sql`${customers.reference} = any(${sql.param([...named])}::text[])`)
  const known: KnownCustomers = new Map(before.map(([reference, one]) => [reference, { ...one, since: 0 }]))
  for (const { reference, ...customer } of rows) known.set(reference, { ...customer, since: 0 })
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
