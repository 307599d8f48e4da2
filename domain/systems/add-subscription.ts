import { randomUUIDv7 } from 'node:crypto'
import { max } from 'drizzle-orm'
import { events } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { catalogue } from '#policy/load.ts'
import { invalid } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { holdSystem } from './hold-system.ts'
import { newWebhookSecret } from './rotate-secret.ts'
import { addSubscriptionInput } from './schema.ts'

/**
 * Adds a subscription: from now on, events are sent to an address of the system.
 * @returns the secret that signs its deliveries; it is shown only here.
 * @throws DomainError `not-found`, `invalid`
 */
export const addSubscription = verb(
  'systems:keep',
  addSubscriptionInput,
  async (ctx, input): Promise<{ subscriptionId: string; secret: string }> => {
    const { staffId } = ctx.actor
    const { systemId, url, types, consents: asked } = input
    const consents = knownConsents(asked)
    const [id, secret] = [randomUUIDv7(), await newWebhookSecret(ctx)]
    await change(ctx, async (tx) => {
      const [[head]] = await Promise.all([
        tx.select({ position: max(events.position) }).from(events),
        holdSystem(tx, systemId),
      ])
      await tx.insert(subscriptions).values({
        id,
        systemId,
        url,
        types,
        consents,
        state: 'active',
        secretWrapped: secret.wrapped,
        madeUpTo: head?.position ?? 0,
        createdAt: ctx.now,
        createdBy: staffId,
      })
      const detail = { system: systemId, origin: new URL(url).origin, types: types.join(' ') }
      await record(ctx, tx, { action: 'subscription.added', objectId: id, detail })
    })
    return { subscriptionId: id, secret: secret.text }
  },
)

/**
 * The consents to which a subscription is limited, in the catalogue's order; null for all.
 * @throws DomainError `invalid` on `consents` when the catalogue has no such consent
 */
export function knownConsents(asked: readonly string[] | null): string[] | null {
  if (asked === null) return null
  const known = catalogue().consents.consents.map(({ id }) => id)
  if (!asked.every((id) => known.includes(id))) throw invalid('consents', 'system.consents')
  return known.filter((id) => asked.includes(id))
}
