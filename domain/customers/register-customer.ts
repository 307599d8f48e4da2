import { randomUUIDv7 } from 'node:crypto'
import { eq, or } from 'drizzle-orm'
import { customers } from '#db/schema/customers.ts'
import type { Ctx } from '../context.ts'
import { type Issue, refuseIfAny } from '../errors.ts'
import { record } from '../record.ts'
import { change, isDuplicate, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { createCustomerKey } from './customer-key.ts'
import { identityHashes, registrationInput } from './registration.ts'

type Names = Pick<typeof customers.$inferSelect, 'reference' | 'iinHash' | 'phoneHash'>

/**
 * Registers a customer with a key of their own and the hashes by which they are found. Their values are holdings.
 * Registering the same again changes nothing.
 * @returns the customer's id.
 * @throws DomainError `invalid`, also when another customer has the reference, the IIN or the phone
 */
export const registerCustomer = verb(
  'customers:register',
  registrationInput,
  async (ctx, given): Promise<string> => {
    const names = { reference: given.reference, ...identityHashes(ctx.keys, given) }
    const known = await findKnown(ctx, names)
    if (known) return known
    const id = randomUUIDv7()
    const own = { ...ctx, subject: id }
    try {
      await change(own, async (tx) => {
        await tx.insert(customers).values({ id, ...names, locale: given.locale, createdAt: ctx.now })
        await createCustomerKey(own, tx, id)
        await record(own, tx, { action: 'customer.registered', objectId: id })
      })
      return id
    } catch (error) {
      const meanwhile = isDuplicate(error) ? await findKnown(ctx, names) : null
      if (meanwhile) return meanwhile
      throw error
    }
  },
)

/** The id of the customer who is registered with all three; null when no customer has any of them. */
async function findKnown(ctx: Ctx, names: Names): Promise<string | null> {
  const { reference, iinHash, phoneHash } = names
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        id: customers.id,
        reference: customers.reference,
        iinHash: customers.iinHash,
        phoneHash: customers.phoneHash,
      })
      .from(customers)
      .where(
        or(
          eq(customers.reference, reference),
          eq(customers.iinHash, iinHash),
          eq(customers.phoneHash, phoneHash),
        ),
      ),
  )
  const issues = rows.flatMap((row): Issue[] => {
    if (row.reference !== reference)
      return [
        ...(row.iinHash === iinHash ? [{ path: 'iin', key: 'customer.iin-taken' }] : []),
        ...(row.phoneHash === phoneHash ? [{ path: 'phone', key: 'customer.phone-taken' }] : []),
      ]
    const same = row.iinHash === iinHash && row.phoneHash === phoneHash
    return same ? [] : [{ path: 'reference', key: 'customer.other-identity' }]
  })
  refuseIfAny(issues)
  return rows[0]?.id ?? null
}
