import { isRefusal, locked } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findLook, recordMissingLook } from './find-look.ts'
import { clocked, writeLookStep } from './looks.ts'
import { awaitsAcknowledgement, isAcknowledged } from './rules.ts'
import { lookInput } from './schema.ts'

/**
 * Records that the customer has taken note of a look that is over; until then their overview begins with it. Doing so
 * again changes nothing.
 * @throws DomainError `not-found`, also for another customer's look; `locked` when it had not begun or is not over;
 *   `conflict` when another step came at the same time
 */
export const acknowledgeLook = verb(
  'looks:acknowledge',
  lookInput,
  async (ctx, { lookId }): Promise<void> => {
    const find = () => read(ctx, (tx) => findLook(ctx, tx, lookId))
    const look = await recordMissingLook(ctx, lookId, find)
    if (isAcknowledged(look)) return
    if (!awaitsAcknowledgement(clocked(look), ctx.now)) throw locked('look.no-acknowledged')
    await change(ctx, async (tx) => {
      await writeLookStep(ctx, tx, look, 'acknowledged')
      await record(ctx, tx, { action: 'look.acknowledged', objectId: lookId })
    }).catch(async (error: unknown) => {
      if (!isRefusal(error, 'conflict') || !isAcknowledged(await find())) throw error
    })
  },
)
