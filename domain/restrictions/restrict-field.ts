import { locked } from '../errors.ts'
import { latestRestriction } from '../restricted-fields.ts'
import { change, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findToRestrict, recordMissingRestriction } from './find-to-restrict.ts'
import { restrictFieldInput } from './schema.ts'
import { fieldFaults, writeRestriction } from './write-restriction.ts'

/**
 * Restricts the use of a field of a customer whom the member of staff has just found, because the customer demands it
 * (Digital Code, art. 41) or says that a rule was breached (Law 94-V, art. 25(2)(8)). It holds at once.
 * @throws DomainError `invalid`; `not-found` for another's search; `locked` when it is restricted already, when the search is
 *   too old, and for oneself or a relative
 */
export const restrictField = verb(
  'restrictions:set',
  restrictFieldInput,
  fieldFaults,
  async (ctx, { searchId, ...step }): Promise<void> => {
    await recordMissingRestriction(ctx, searchId, () =>
      retryDuplicate('restrictions', () =>
        change(ctx, async (tx) => {
          const customerId = await findToRestrict(ctx, tx, searchId)
          const latest = await latestRestriction(tx, customerId, step.field)
          if (latest?.kind === 'set') throw locked('restriction.set-already')
          await writeRestriction(ctx, tx, { ...step, customerId, kind: 'set', latest })
        }),
      ),
    )
  },
)
