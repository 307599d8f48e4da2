import { and, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { stillClaimed } from '#db/due.ts'
import { deliveries } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { record } from '../record.ts'
import { bookkeep, change } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { Claimed } from './claim-deliveries.ts'
import { nextDeliveryAt, type TryOutcome, tryOutcome } from './rules.ts'
import type { Tried } from './webhooks.ts'

type Held = Pick<
  Claimed,
  'customerId' | 'id' | 'subscriptionId' | 'systemId' | 'orderedBy' | 'position' | 'attempts' | 'confirmedAt'
>

/**
 * Records the result of a try: the delivery arrived, is tried again later, is given up, or ended its subscription.
 * @param chance from 0 up to 1; it spreads the next tries.
 */
export const settleDelivery = verb(
  'deliveries:send',
  async (ctx, held: Held, tried: Tried, chance: number): Promise<TryOutcome> => {
    const again = nextDeliveryAt(held.attempts, ctx.now, chance)
    const outcome = tryOutcome(tried, again)
    const own = { ...ctx, subject: held.customerId }
    const last = { lastStatus: tried.status, lastFault: tried.fault }
    const detail = { system: held.systemId, status: tried.status, fault: tried.fault }
    if (outcome === 'again') {
      await bookkeep(own, 'due-rows', (tx) => putOff(tx, held, again ?? ctx.now, last))
    } else if (outcome === 'sent' || (outcome === 'applied' && held.confirmedAt)) {
      await bookkeep(own, 'due-rows', (tx) =>
        tx.update(deliveries).set(arrived(ctx, last)).where(named(held)),
      )
    } else if (outcome === 'applied') {
      await change(own, async (tx) => {
        const confirmedAt = first(deliveries.confirmedAt, ctx.now)
        await tx
          .update(deliveries)
          .set({ ...arrived(ctx, last), confirmedAt })
          .where(named(held))
        await record(own, tx, { action: 'delivery.confirmed', objectId: held.id, detail })
      })
    } else if (outcome === 'failed') {
      await change(own, async (tx) => {
        await tx
          .update(deliveries)
          .set({ ...last, state: 'failed' })
          .where(stillHeld(held))
        await record(own, tx, { action: 'delivery.failed', objectId: held.id, detail })
      })
    } else {
      await change(ctx, async (tx) => {
        await tx
          .update(deliveries)
          .set({ ...last, dueAt: ctx.now })
          .where(stillHeld(held))
        await tx
          .update(subscriptions)
          .set({ state: 'disabled', stateReason: 'gone' })
          .where(eq(subscriptions.id, held.subscriptionId))
        await record(ctx, tx, { action: 'subscription.disabled', objectId: held.subscriptionId, detail })
      })
    }
    return outcome
  },
)

type Last = Pick<typeof deliveries.$inferInsert, 'lastStatus' | 'lastFault'>
type Named = Pick<Held, 'customerId' | 'id'>

const named = ({ customerId, id }: Named) => and(eq(deliveries.customerId, customerId), eq(deliveries.id, id))

/** A worker that took longer than its lease can no longer record a failure, because the count of attempts has moved on. */
export const stillHeld = (held: Named & Pick<Held, 'attempts'>) =>
  and(named(held), stillClaimed(deliveries, held), eq(deliveries.state, 'due'))

const arrived = ({ now }: Ctx, last: Last) => ({
  ...last,
  state: 'sent' as const,
  sentAt: first(deliveries.sentAt, now),
})

/** Sets a time once; a later one does not change it. */
const first = (column: typeof deliveries.sentAt | typeof deliveries.confirmedAt, now: Date): SQL =>
  sql`coalesce(${column}, ${now.toISOString()})`

/** Puts off the later events of the same order as well, so that no claim has to skip them. */
async function putOff(tx: Tx, held: Held, until: Date, last: Last): Promise<void> {
  const failed = await tx
    .update(deliveries)
    .set({ ...last, dueAt: until })
    .where(stillHeld(held))
    .returning({ id: deliveries.id })
  if (failed.length === 0) return
  await tx
    .update(deliveries)
    .set({ dueAt: sql`greatest(${deliveries.dueAt}, ${until.toISOString()})` })
    .where(
      and(
        eq(deliveries.customerId, held.customerId),
        eq(deliveries.subscriptionId, held.subscriptionId),
        eq(deliveries.orderedBy, held.orderedBy),
        gt(deliveries.position, held.position),
        eq(deliveries.state, 'due'),
      ),
    )
}
