import type { KeyObject } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { newKey } from '../crypto.ts'
import { notFound } from '../errors.ts'

/**
 * The unwrapped key that seals the subject's values. It is never kept beyond the transaction: once the row's key is
 * destroyed, the values are gone.
 * @throws DomainError `not-found` when the customer has no key, or it was destroyed.
 */
export async function customerKey(ctx: Ctx, tx: Tx): Promise<KeyObject> {
  const rows = await tx
    .select({ wrapped: customerKeys.wrappedKey })
    .from(customerKeys)
    .where(eq(customerKeys.customerId, requireSubject(ctx)))
  const wrapped = rows[0]?.wrapped
  if (!wrapped) throw notFound()
  return ctx.keys.master.unwrap(wrapped)
}

/** A new key for a customer, and the row with the key wrapped. */
export async function newCustomerKey({ keys: { master }, now }: Ctx, customerId: string) {
  const key = newKey()
  const wrappedKey = await master.wrap(key)
  return { key, row: { customerId, masterKeyId: master.id, wrappedKey, createdAt: now } }
}
