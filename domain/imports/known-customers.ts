import type { KeyObject } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import type { Numbered } from './read-lines.ts'

/** A customer that lines may be about. */
export interface Known {
  id: string
  iinHash: string
  phoneHash: string
  /** Null where it was destroyed: nothing more can be held about them. */
  wrappedKey: Uint8Array | null
  /** The same, unwrapped, where it was just made. */
  key?: KeyObject
  /** The line that registered them; 0 for who was known before. */
  since: number
}
/** By the bank's reference. */
export type KnownCustomers = Map<string, Known>

/**
 * Those of the customers the lines name who are registered.
 * @param registered by the lines before, which may not be written yet.
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

/** A customer of whom data can be held. */
export type Holder = Known & { wrappedKey: Uint8Array }
const isHolder = (customer: Known): customer is Holder => customer.wrappedKey !== null

/** Whom a line is about; undefined where nobody was registered by then, or can be held data of. */
export function customerAt(known: KnownCustomers, reference: string, line: number): Holder | undefined {
  const customer = known.get(reference)
  return customer && isHolder(customer) && customer.since <= line ? customer : undefined
}
