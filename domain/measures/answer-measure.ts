import { locked } from '../errors.ts'
import { record } from '../record.ts'
import { signInState } from '../sign-in-state.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findWaiting, recordMissingMeasure, requireUnrelated } from './find-measure.ts'
import { whyNot } from './rules.ts'
import { answerMeasureInput } from './schema.ts'
import { takeMeasure, writeMeasureStep } from './take-measure.ts'

/**
 * Takes or declines a measure that a colleague asked for. Once taken it holds at once: a running session's next request
 * is refused.
 * @throws DomainError `not-found`; `locked` for one's own request, for oneself or a relative, when it was decided on, when
 *   its time is over, and when it no longer fits the sign-in as it stands
 */
export const answerMeasure = verb(
  'measures:answer',
  answerMeasureInput,
  async (ctx, { measureId, answer }): Promise<void> => {
    const { staffId } = ctx.actor
    await recordMissingMeasure(ctx, measureId, () =>
      change(ctx, async (tx) => {
        const measure = await findWaiting(ctx, tx, measureId)
        const { customerId, kind, askedBy } = measure
        if (askedBy === staffId) throw locked('measure.own-request')
        await requireUnrelated(tx, staffId, customerId)
        const { blockedSince, steps } = await signInState(tx, customerId)
        if (answer === 'take') {
          const why = whyNot(kind, blockedSince)
          if (why) throw locked(why)
          await takeMeasure(ctx, tx, measure, steps)
        } else {
          await writeMeasureStep(ctx, tx, measure, 'declined', steps)
          const own = { ...ctx, subject: customerId }
          await record(own, tx, {
            action: 'measure.declined',
            objectId: measureId,
            detail: { measure: kind },
          })
        }
      }),
    )
  },
)
