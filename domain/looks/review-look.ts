import { locked } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findAnyLook, recordMissingLook } from './find-look.ts'
import { clocked, writeLookStep } from './looks.ts'
import { awaitsReview, stateOf } from './rules.ts'
import { lookInput } from './schema.ts'

/**
 * Records that a privacy officer has reviewed a break-glass look. Nobody reviews their own.
 * @throws DomainError `not-found`; `locked` when it is not over, was granted by the customer, or was already reviewed
 */
export const reviewLook = verb('looks:review', lookInput, async (ctx, input): Promise<void> => {
  const { staffId } = ctx.actor
  const { lookId } = input
  await recordMissingLook(ctx, lookId, () =>
    change(ctx, async (tx) => {
      const look = await findAnyLook(tx, lookId)
      if (look.row.staffId === staffId) throw locked('look.own-request')
      if (!awaitsReview(look.row.kind, stateOf(clocked(look), ctx.now), look.steps))
        throw locked('look.no-reviewed')
      await writeLookStep(ctx, tx, look, 'reviewed')
      const own = { ...ctx, subject: look.row.customerId }
      await record(own, tx, { action: 'look.reviewed', objectId: lookId })
    }),
  )
})
