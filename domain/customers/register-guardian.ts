import { and, eq, or } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers, guardians } from '#db/schema/customers.ts'
import { requireSubject } from '../access.ts'
import { invalid, notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { guardianInput } from './schema.ts'

/**
 * Records, for a system of the bank, the subject's legal representative: a parent, guardian or trustee who is also a
 * customer. Recording the same again changes nothing.
 * @throws DomainError `invalid` on `guardian`, `not-found` when there is no such subject
 */
export const registerGuardian = verb(
  'guardians:register',
  guardianInput,
  async (ctx, { guardian }): Promise<{ guardianId: string }> => {
    const customerId = requireSubject(ctx)
    const { guardianId, registered } = await read(ctx, (tx) => findPair(tx, customerId, guardian))
    if (guardianId === customerId) throw invalid('guardian', 'guardian.self')
    if (registered) return { guardianId }
    await change(ctx, async (tx) => {
      await tx
        .insert(guardians)
        .values({ customerId, guardianId, registeredAt: ctx.now })
        .onConflictDoNothing()
      await record(ctx, tx, { action: 'guardian.registered', objectId: guardianId })
    })
    return { guardianId }
  },
)

async function findPair(tx: Tx, customerId: string, reference: string) {
  const found = await tx
    .select({ id: customers.id, reference: customers.reference, of: guardians.customerId })
    .from(customers)
    .leftJoin(guardians, and(eq(guardians.customerId, customerId), eq(guardians.guardianId, customers.id)))
    .where(or(eq(customers.id, customerId), eq(customers.reference, reference)))
  if (!found.some(({ id }) => id === customerId)) throw notFound()
  const guardian = found.find((row) => row.reference === reference)
  if (!guardian) throw invalid('guardian', 'guardian.unknown')
  return { guardianId: guardian.id, registered: guardian.of !== null }
}
