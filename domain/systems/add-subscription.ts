import { randomUUIDv7 } from 'node:crypto'
import { subscriptions } from '#db/schema/systems.ts'
import { refuseIfAny } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { holdSystem } from './hold-system.ts'
import { hearingFaults, limitedTo } from './partners.ts'
import { addressFaults, type PermitsAddress } from './receiver-address.ts'
import { newWebhookSecret } from './rotate-secret.ts'
import { addSubscriptionInput } from './schema.ts'

/**
 * Adds a subscription of a system at an address. It is a draft, of which nobody is told, until its receiver has answered a
 * test event.
 * @returns the secret that signs its deliveries; it is shown only here.
 * @throws DomainError `not-found`; `invalid`, also for an address or a consent of which the system may not be told
 */
export const addSubscription = verb(
  'systems:keep',
  addSubscriptionInput,
  async (ctx, input, permits: PermitsAddress): Promise<{ subscriptionId: string; secret: string }> => {
    const { staffId } = ctx.actor
    const { systemId, url, types } = input
    const forbidden = await addressFaults(url, permits)
    const [id, secret] = [randomUUIDv7(), await newWebhookSecret(ctx)]
    await change(ctx, async (tx) => {
      const system = await holdSystem(tx, systemId)
      refuseIfAny([...forbidden, ...hearingFaults(system, input)])
      await tx.insert(subscriptions).values({
        id,
        systemId,
        url,
        types,
        consents: limitedTo(system, input.consents),
        state: 'draft',
        secretWrapped: secret.wrapped,
        madeUpTo: 0,
        createdAt: ctx.now,
        createdBy: staffId,
      })
      const detail = { system: systemId, origin: new URL(url).origin, types: types.join(' ') }
      await record(ctx, tx, { action: 'subscription.added', objectId: id, detail })
    })
    return { subscriptionId: id, secret: secret.text }
  },
)
