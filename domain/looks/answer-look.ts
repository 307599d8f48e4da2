import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findLook, recordMissingLook } from './find-look.ts'
import { takeLookStep } from './looks.ts'
import { answerLookInput } from './schema.ts'

/**
 * Grants or refuses a look at the customer's own pages. A refusal also stops a break-glass look.
 * @throws DomainError `not-found`, also for another customer's look; `locked` when it no longer waits; `conflict`
 */
export const answerLook = verb(
  'looks:answer',
  answerLookInput,
  async (ctx, { lookId, answer }): Promise<void> => {
    const step = answer === 'grant' ? 'granted' : 'refused'
    await recordMissingLook(ctx, lookId, () =>
      change(ctx, async (tx) => {
        const look = await findLook(ctx, tx, lookId)
        await takeLookStep(ctx, tx, look, step)
        await record(ctx, tx, { action: `look.${step}`, objectId: lookId })
      }),
    )
  },
)
