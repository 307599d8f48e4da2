import { and, eq, inArray } from 'drizzle-orm'
import { customers, guardians } from '#db/schema/customers.ts'
import { requireSubject } from '../access.ts'
import { notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { guardianInput } from './schema.ts'

/**
 * Records, for a system of the bank, that a person is no longer the subject's legal representative.
 * @throws DomainError `invalid` on `guardian`, `not-found` when that person is not registered as one
 */
export const endGuardianship = verb(
  'guardians:end',
  guardianInput,
  async (ctx, { guardian }): Promise<{ guardianId: string }> => {
    const customerId = requireSubject(ctx)
    return change(ctx, async (tx) => {
      const named = tx.select({ id: customers.id }).from(customers).where(eq(customers.reference, guardian))
      const [ended] = await tx
        .delete(guardians)
        .where(and(eq(guardians.customerId, customerId), inArray(guardians.guardianId, named)))
        .returning({ guardianId: guardians.guardianId })
      if (!ended) throw notFound()
      await record(ctx, tx, { action: 'guardian.ended', objectId: ended.guardianId })
      return ended
    })
  },
)
