import { randomUUIDv7 } from 'node:crypto'
import { customers } from '#db/schema/identity.ts'
import { record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { requirePermission } from '../permissions.ts'
import { change } from '../transaction.ts'
import { createCustomerKey } from './customer-key.ts'
import { identityHashes, registrationInput } from './registration.ts'

/**
 * Makes a customer known: their own key, and hashes to be found by. The values themselves are holdings.
 * @returns the customer's id.
 * @throws DomainError `invalid`
 */
export async function registerCustomer(ctx: Ctx, input: unknown): Promise<string> {
  requirePermission(ctx, 'customers:register')
  const given = parse(registrationInput, input)
  const { reference, locale } = given
  const id = randomUUIDv7()
  const own = { ...ctx, subject: id }
  await change(own, async (tx) => {
    const hashes = identityHashes(ctx.keys, given)
    await tx.insert(customers).values({ id, reference, ...hashes, locale, createdAt: ctx.now })
    await createCustomerKey(own, tx, id)
    await record(own, tx, { action: 'customer.registered', objectId: id })
  })
  return id
}
