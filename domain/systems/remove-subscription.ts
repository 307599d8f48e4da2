import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { subscriptionInput } from './schema.ts'
import { moveSubscription } from './subscription-state.ts'

/**
 * Removes a subscription for good: nothing more is sent, and unconfirmed deliveries are no longer late. Its rows stay.
 * @throws DomainError `not-found`; `locked` when it was removed already
 */
export const removeSubscription = verb(
  'systems:keep',
  subscriptionInput,
  async (ctx, { subscriptionId }): Promise<void> => {
    await change(ctx, (tx) => moveSubscription(ctx, tx, subscriptionId, 'removed'))
  },
)
