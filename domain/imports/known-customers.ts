import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys, customers } from '#db/schema/identity.ts'
import type { Numbered } from './read-lines.ts'

/** A customer that lines may be about. */
export interface Known {
  id: string
  iinHash: string
  phoneHash: string
  /** Null where it was destroyed: nothing more can be held about them. */
  wrappedKey: Uint8Array | null
  /** The line that registered them; 0 for who was known before. */
  since: number
}
/** By the bank's reference. */
export type KnownCustomers = Map<string, Known>

/** Those of the customers the lines name who are registered. */
export async function knownCustomers(tx: Tx, lines: readonly Numbered[]): Promise<KnownCustomers> {
  const named = lines.map((line) => (line.kind === 'customer' ? line.reference : line.customer))
  const references = [...new Set(named)]
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
    .where(sql`${customers.reference} = any(${sql.param(references)}::text[])`)
  return new Map(rows.map(({ reference, ...customer }) => [reference, { ...customer, since: 0 }]))
}

/** Whom a line is about; undefined where nobody was registered by then, or can be held data of. */
export function customerAt(known: KnownCustomers, reference: string, line: number) {
  const customer = known.get(reference)
  if (!customer?.wrappedKey || customer.since > line) return undefined
  return { ...customer, wrappedKey: customer.wrappedKey }
}
