import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { locales } from '#catalogue/locale.ts'
import { customers } from '#db/schema/identity.ts'
import { record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { requirePermission } from '../permissions.ts'
import { change } from '../transaction.ts'
import { createCustomerKey } from './customer-key.ts'
import { iinFault } from './iin.ts'
import { phoneInput, referenceInput } from './schema.ts'

const registerInput = z.object({
  reference: referenceInput,
  iin: z.string().superRefine((iin, context) => {
    const fault = iinFault(iin)
    if (fault) context.addIssue({ code: 'custom', message: fault })
  }),
  phone: phoneInput,
  locale: z.enum(locales, 'locale.unknown'),
})

/**
 * Makes a customer known: their own key, and hashes to be found by. The values themselves are holdings.
 * @returns the customer's id.
 * @throws DomainError `invalid`
 */
export async function registerCustomer(ctx: Ctx, input: unknown): Promise<string> {
  requirePermission(ctx, 'customers:register')
  const { reference, iin, phone, locale } = parse(registerInput, input)
  const id = randomUUIDv7()
  const own = { ...ctx, subject: id }
  await change(own, async (tx) => {
    const hashes = { iinHash: ctx.keys.lookup('iin', iin), phoneHash: ctx.keys.lookup('phone', phone) }
    await tx.insert(customers).values({ id, reference, ...hashes, locale, createdAt: ctx.now })
    await createCustomerKey(own, tx, id)
    await record(own, tx, { action: 'customer.registered', objectId: id })
  })
  return id
}
