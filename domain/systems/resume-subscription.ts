import { wake } from '#db/wake.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { subscriptionInput } from './schema.ts'
import { moveSubscription } from './subscription-state.ts'

/**
 * Resumes a subscription that was paused, or whose receiver had answered 410 (gone).
 * @throws DomainError `not-found`; `locked` when it is active or a draft, or staff removed it
 */
export const resumeSubscription = verb(
  'deliveries:oversee',
  subscriptionInput,
  async (ctx, { subscriptionId }): Promise<void> => {
    await change(ctx, (tx) => moveSubscription(ctx, tx, subscriptionId, 'resumed'))
    wake(ctx.db)
  },
)
