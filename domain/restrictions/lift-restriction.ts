import { locked } from '../errors.ts'
import { latestRestriction } from '../restricted-fields.ts'
import { change, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findToRestrict, recordMissingRestriction } from './find-to-restrict.ts'
import { liftRestrictionInput } from './schema.ts'
import { writeRestriction } from './write-restriction.ts'

/**
 * Lifts the restriction of a field of a customer whom the supervisor or officer has just found. The field may be used again
 * from now on.
 * @throws DomainError `invalid`; `not-found` for another's search; `locked` when it is not restricted, when the search is too
 *   old, and for oneself or a relative
 */
export const liftRestriction = verb(
  'restrictions:lift',
  liftRestrictionInput,
  async (ctx, { searchId, ...step }): Promise<void> => {
    await recordMissingRestriction(ctx, searchId, () =>
      retryDuplicate('restrictions', () =>
        change(ctx, async (tx) => {
          const customerId = await findToRestrict(ctx, tx, searchId)
          const latest = await latestRestriction(tx, customerId, step.field)
          if (latest?.kind !== 'set') throw locked('restriction.not-set')
          await writeRestriction(ctx, tx, { ...step, customerId, kind: 'lifted', allowed: [], latest })
        }),
      ),
    )
  },
)
