import { notFound } from '../errors.ts'
import { record } from '../record.ts'
import { signInState } from '../sign-in-state.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findWaiting, recordMissingMeasure } from './find-measure.ts'
import { measureInput } from './schema.ts'
import { writeMeasureStep } from './take-measure.ts'

/**
 * Takes back what the member of staff asked for.
 * @throws DomainError `not-found`, also for what a colleague asked for; `locked` when it was decided on
 */
export const withdrawMeasure = verb(
  'measures:ask',
  measureInput,
  async (ctx, { measureId }): Promise<void> => {
    await recordMissingMeasure(ctx, measureId, () =>
      change(ctx, async (tx) => {
        const measure = await findWaiting(ctx, tx, measureId)
        const { customerId, kind, askedBy } = measure
        if (askedBy !== ctx.actor.staffId) throw notFound()
        const { steps } = await signInState(tx, customerId)
        await writeMeasureStep(ctx, tx, measure, 'withdrawn', steps)
        const own = { ...ctx, subject: customerId }
        await record(own, tx, { action: 'measure.withdrawn', objectId: measureId, detail: { measure: kind } })
      }),
    )
  },
)
