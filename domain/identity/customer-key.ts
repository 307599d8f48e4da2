import type { KeyObject } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys } from '#db/schema/identity.ts'
import type { Ctx } from '../context.ts'
import { newKey } from '../crypto.ts'
import { notFound } from '../errors.ts'
import { requireSubject } from '../permissions.ts'

/**
 * The key that seals the subject's values, unwrapped.
 * Never kept beyond the transaction: once the row's key is destroyed, the values are gone.
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

/** Makes and stores the key of a customer being registered. */
export async function createCustomerKey(ctx: Ctx, tx: Tx, customerId: string): Promise<KeyObject> {
  const key = newKey()
  const { master } = ctx.keys
  await tx
    .insert(customerKeys)
    .values({ customerId, masterKeyId: master.id, wrappedKey: await master.wrap(key), createdAt: ctx.now })
  return key
}
