import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { subscriptionInput } from './schema.ts'
import { moveSubscription } from './subscription-state.ts'

/**
 * Pauses a subscription: its deliveries wait until it is resumed.
 * @throws DomainError `not-found`; `locked` when it is not active
 */
export const pauseSubscription = verb(
  'deliveries:oversee',
  subscriptionInput,
  async (ctx, { subscriptionId }): Promise<void> => {
    await change(ctx, (tx) => moveSubscription(ctx, tx, subscriptionId, 'paused'))
  },
)
