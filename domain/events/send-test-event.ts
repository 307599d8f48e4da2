import { randomUUIDv7 } from 'node:crypto'
import { eq, max } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { events } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { wake } from '#db/wake.ts'
import type { Ctx } from '../context.ts'
import { conflict, notFound } from '../errors.ts'
import { record } from '../record.ts'
import { holdSubscription } from '../systems/hold-system.ts'
import { subscriptionInput } from '../systems/schema.ts'
import { readSigning } from '../systems/signing-secrets.ts'
import { refuseRemoved } from '../systems/subscription-state.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { tryOutcome } from './rules.ts'
import type { TestBody, TestedView } from './schema.ts'
import type { SendWebhook } from './webhooks.ts'

/**
 * Sends a signed test event to a subscription's address, which is about no customer. A draft whose receiver answers 2xx
 * goes live: the first time for events from then on, later for all that has waited. Any other state stays.
 * @param send tries once, with the limits of all deliveries.
 * @throws DomainError `not-found`; `locked` when it was removed; `conflict` when its address was changed meanwhile
 */
export const sendTestEvent = verb(
  'systems:keep',
  subscriptionInput,
  async (ctx, { subscriptionId }, send: SendWebhook): Promise<TestedView> => {
    const signing = await read(ctx, (tx) => readSigning(ctx, tx, subscriptionId))
    if (!signing) throw notFound()
    refuseRemoved(signing)
    const { url } = signing
    const id = randomUUIDv7()
    const body = testBodyOf(ctx, subscriptionId, id)
    const tried = await send({ id, url, secrets: await signing.unwrap(), body }, ctx.now)
    const { status, fault } = tried
    const answered = ['sent', 'applied'].includes(tryOutcome(tried, null))
    const wentLive = await change(ctx, async (tx) => {
      const held = await holdSubscription(tx, subscriptionId)
      refuseRemoved(held)
      if (held.url !== url) throw conflict()
      const goesLive = answered && held.state === 'draft'
      if (goesLive)
        await tx
          .update(subscriptions)
          .set(await live(ctx, tx, held))
          .where(eq(subscriptions.id, subscriptionId))
      const detail = { origin: new URL(url).origin, status, fault }
      await record(ctx, tx, { action: 'subscription.tested', objectId: subscriptionId, detail })
      return goesLive
    })
    wake(ctx.db)
    return { answered, status, fault, wentLive }
  },
)

const testBodyOf = ({ now }: Ctx, subscription: string, delivery: string): TestBody => {
  const at = now.toISOString()
  return {
    type: 'subscription.tested',
    timestamp: at,
    data: { type: 'subscription.tested', at, subscription, delivery },
  }
}

/** What a draft becomes. One that was live before goes on where its deliveries stopped. */
async function live({ now }: Ctx, tx: Tx, { liveSince }: typeof subscriptions.$inferSelect) {
  const active = { state: 'active' as const, stateReason: null }
  if (liveSince) return active
  const [head] = await tx.select({ position: max(events.position) }).from(events)
  return { ...active, liveSince: now, madeUpTo: head?.position ?? 0 }
}
