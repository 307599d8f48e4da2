import { requireSubject } from '../access.ts'
import { latestRestriction } from '../restricted-fields.ts'
import { change, read, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { endRestrictionInput } from './schema.ts'
import { writeRestriction } from './write-restriction.ts'

/**
 * Lifts the restriction of a field at once, for a system of the bank, whoever has set it. Where nothing is restricted
 * nothing changes.
 * @returns when it was lifted; null where it was not restricted.
 * @throws DomainError `invalid`
 */
export const endRestriction = verb(
  'restrictions:put',
  endRestrictionInput,
  async (ctx, step): Promise<{ liftedAt: Date | null }> => {
    const customerId = requireSubject(ctx)
    return retryDuplicate('restrictions', async () => {
      const latest = await read(ctx, (tx) => latestRestriction(tx, customerId, step.field))
      if (latest?.kind !== 'set') return { liftedAt: null }
      await change(ctx, (tx) =>
        writeRestriction(ctx, tx, { ...step, customerId, kind: 'lifted', allowed: [], latest }),
      )
      return { liftedAt: ctx.now }
    })
  },
)
