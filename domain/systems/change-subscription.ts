import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/systems.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { knownConsents } from './add-subscription.ts'
import { holdSubscription } from './hold-system.ts'
import { changeSubscriptionInput } from './schema.ts'
import { refuseRemoved } from './subscription-state.ts'

/**
 * Changes a subscription's address and its events. Deliveries that are already due are sent to the new address.
 * @throws DomainError `not-found`, `invalid`; `locked` when it was removed
 */
export const changeSubscription = verb(
  'systems:keep',
  changeSubscriptionInput,
  async (ctx, { subscriptionId: id, url, types, consents: asked }): Promise<void> => {
    const consents = knownConsents(asked)
    await change(ctx, async (tx) => {
      refuseRemoved(await holdSubscription(tx, id))
      await tx.update(subscriptions).set({ url, types, consents }).where(eq(subscriptions.id, id))
      const detail = { origin: new URL(url).origin, types: types.join(' ') }
      await record(ctx, tx, { action: 'subscription.changed', objectId: id, detail })
    })
  },
)
