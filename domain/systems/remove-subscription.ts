import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { subscriptionInput } from './schema.ts'
import { moveSubscription } from './subscription-state.ts'

/**
 * Ends a subscription for good: nothing more is sent, what it has not confirmed is no longer late. Its past stays.
 * @throws DomainError `not-found`; `locked` when it was removed already
 */
export const removeSubscription = verb(
  'systems:keep',
  subscriptionInput,
  async (ctx, { subscriptionId }): Promise<void> => {
    await change(ctx, (tx) => moveSubscription(ctx, tx, subscriptionId, 'removed'))
  },
)
