import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/systems.ts'
import { refuseIfAny } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { holdSubscription, holdSystem } from './hold-system.ts'
import { hearingFaults, limitedTo } from './partners.ts'
import { addressFaults, type PermitsAddress } from './receiver-address.ts'
import { changeSubscriptionInput } from './schema.ts'
import { refuseRemoved } from './subscription-state.ts'

/**
 * Changes a subscription's address and its events. Another address makes it a draft again: its deliveries wait until the
 * receiver there has answered a test event, and are then sent there, those that were already due too.
 * @throws DomainError `not-found`; `invalid`, also for an address or a consent of which the system may not be told; `locked`
 *   when it was removed
 */
export const changeSubscription = verb(
  'systems:keep',
  changeSubscriptionInput,
  async (ctx, input, permits: PermitsAddress): Promise<void> => {
    const { subscriptionId: id, url, types } = input
    const forbidden = await addressFaults(url, permits)
    await change(ctx, async (tx) => {
      const held = await holdSubscription(tx, id)
      refuseRemoved(held)
      const system = await holdSystem(tx, held.systemId)
      refuseIfAny([...forbidden, ...hearingFaults(system, input)])
      const consents = limitedTo(system, input.consents)
      const draft = url === held.url ? {} : { state: 'draft' as const, stateReason: null }
      await tx
        .update(subscriptions)
        .set({ url, types, consents, ...draft })
        .where(eq(subscriptions.id, id))
      const detail = { origin: new URL(url).origin, types: types.join(' ') }
      await record(ctx, tx, { action: 'subscription.changed', objectId: id, detail })
    })
  },
)
