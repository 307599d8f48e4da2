import { conflict, isRefusal, locked } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findLook, recordMissingLook } from './find-look.ts'
import { clocked, writeLookStep } from './looks.ts'
import { awaitsAcknowledgement, isAcknowledged, isNews } from './rules.ts'
import { acknowledgeLookInput } from './schema.ts'

/**
 * Records that the customer has taken note of a look that is over; until then their overview begins with it. Doing so
 * again changes nothing. A review that escalates the look, and the end of that, have to be taken note of once more.
 * @throws DomainError `not-found`, also for another customer's look; `locked` when it had not begun or is not over;
 *   `conflict` when another step came at the same time, or something to note after what they saw
 */
export const acknowledgeLook = verb(
  'looks:acknowledge',
  acknowledgeLookInput,
  async (ctx, { lookId, seen }): Promise<void> => {
    const find = () => read(ctx, (tx) => findLook(ctx, tx, lookId))
    const look = await recordMissingLook(ctx, lookId, find)
    if (isAcknowledged(look)) return
    if (!awaitsAcknowledgement(clocked(look), ctx.now)) throw locked('look.no-acknowledged')
    if (seen !== undefined && look.steps.slice(seen).some(isNews)) throw conflict()
    await change(ctx, async (tx) => {
      await writeLookStep(ctx, tx, look, 'acknowledged')
      await record(ctx, tx, { action: 'look.acknowledged', objectId: lookId })
    }).catch(async (error: unknown) => {
      if (!isRefusal(error, 'conflict') || !isAcknowledged(await find())) throw error
    })
  },
)
