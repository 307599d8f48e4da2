import { requireSubject } from '../access.ts'
import { locked } from '../errors.ts'
import { latestRestriction, type RestrictionRow } from '../restricted-fields.ts'
import { change, read, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { restrictionOf } from './restriction-of-row.ts'
import { putRestrictionInput, type Restriction } from './schema.ts'
import { fieldFaults, writeRestriction } from './write-restriction.ts'

/**
 * Restricts the use of a field at once, for a system of the bank. Saying the same again changes nothing.
 * @returns the restriction as it stands.
 * @throws DomainError `invalid`; `locked` when it is restricted for another reason or with other grounds
 */
export const putRestriction = verb(
  'restrictions:put',
  putRestrictionInput,
  fieldFaults,
  async (ctx, step): Promise<Restriction> => {
    const customerId = requireSubject(ctx)
    return retryDuplicate('restrictions', async () => {
      const latest = await read(ctx, (tx) => latestRestriction(tx, customerId, step.field))
      if (latest?.kind === 'set') return asSaid(latest, step)
      await change(ctx, (tx) => writeRestriction(ctx, tx, { ...step, customerId, kind: 'set', latest }))
      return { field: step.field, since: ctx.now, reason: step.reason, allowed: step.allowed }
    })
  },
)

/** The restriction there is. @throws DomainError `locked` when it says something else */
function asSaid(row: RestrictionRow, { reason, allowed }: Omit<Restriction, 'field' | 'since'>): Restriction {
  const same = row.reason === reason && new Set(row.allowed).symmetricDifference(new Set(allowed)).size === 0
  if (!same) throw locked('restriction.set-already')
  return restrictionOf(row)
}
