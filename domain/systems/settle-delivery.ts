import { and, eq, gte, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deliveries, subscriptions } from '#db/schema/systems.ts'
import { record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { requirePermission } from '../permissions.ts'
import { bookkeep, change } from '../transaction.ts'
import type { Claimed } from './claim-deliveries.ts'
import { nextTry, type Outcome, outcomeOf } from './rules.ts'
import type { Fault } from './schema.ts'

/** What a try came to. */
export interface Tried {
  /** The status of a whole answer; null where there was none. */
  status: number | null
  fault: Fault | null
  /** The answer says that the system obeys. */
  applied: boolean
}

/**
 * Writes down what came of a try: it arrived, it is tried again later, it is given up, or its receiver wants no more.
 * @param chance from 0 up to 1: spreads the tries.
 */
export async function settleDelivery(
  ctx: Ctx,
  held: Pick<Claimed, 'customerId' | 'id' | 'subscriptionId' | 'systemId' | 'attempts' | 'confirmedAt'>,
  tried: Tried,
  chance: number,
): Promise<Outcome> {
  requirePermission(ctx, 'deliveries:send')
  const again = nextTry(held.attempts, ctx.now, chance)
  const outcome = outcomeOf(tried, again)
  const own = { ...ctx, subject: held.customerId }
  const set = { lastStatus: tried.status, lastFault: tried.fault }
  const named = and(eq(deliveries.customerId, held.customerId), eq(deliveries.id, held.id))
  // Whoever took longer than the lease no longer decides that it failed: the count of attempts has moved on.
  const mine = and(named, eq(deliveries.attempts, held.attempts), eq(deliveries.state, 'due'))
  const arrived = {
    ...set,
    state: 'sent',
    sentAt: sql`coalesce(${deliveries.sentAt}, ${ctx.now.toISOString()})`,
  }
  const detail = { system: held.systemId, status: tried.status, fault: tried.fault }
  switch (outcome) {
    case 'applied':
      if (held.confirmedAt) break
      await change(own, async (tx) => {
        const confirmedAt = sql`coalesce(${deliveries.confirmedAt}, ${ctx.now.toISOString()})`
        await tx
          .update(deliveries)
          .set({ ...arrived, confirmedAt })
          .where(named)
        await record(own, tx, { action: 'delivery.confirmed', objectId: held.id, detail })
      })
      return outcome
    case 'failed':
      await change(own, async (tx) => {
        await tx
          .update(deliveries)
          .set({ ...set, state: 'failed' })
          .where(mine)
        await record(own, tx, { action: 'delivery.failed', objectId: held.id, detail })
      })
      return outcome
    case 'gone':
      await change(ctx, async (tx) => {
        await Promise.all([
          tx
            .update(deliveries)
            .set({ ...set, dueAt: ctx.now })
            .where(mine),
          tx
            .update(subscriptions)
            .set({ state: 'disabled', stateReason: 'gone' })
            .where(eq(subscriptions.id, held.subscriptionId)),
          record(ctx, tx, { action: 'subscription.disabled', objectId: held.subscriptionId, detail }),
        ])
      })
      return outcome
    case 'again':
      await bookkeep(own, (tx) => putOff(tx, held, again ?? ctx.now, set))
      return outcome
  }
  await bookkeep(own, (tx) => tx.update(deliveries).set(arrived).where(named))
  return outcome
}

/** The customer's later events at this subscription wait with it, so that no look at the queue passes over them all. */
async function putOff(
  tx: Tx,
  held: Pick<Claimed, 'customerId' | 'id' | 'subscriptionId' | 'attempts'>,
  until: Date,
  set: { lastStatus: number | null; lastFault: Fault | null },
): Promise<void> {
  const [failed] = await tx
    .update(deliveries)
    .set({ ...set, dueAt: until })
    .where(
      and(
        eq(deliveries.customerId, held.customerId),
        eq(deliveries.id, held.id),
        eq(deliveries.attempts, held.attempts),
        eq(deliveries.state, 'due'),
      ),
    )
    .returning({ position: deliveries.position })
  if (!failed) return
  await tx
    .update(deliveries)
    .set({ dueAt: sql`greatest(${deliveries.dueAt}, ${until.toISOString()})` })
    .where(
      and(
        eq(deliveries.customerId, held.customerId),
        eq(deliveries.subscriptionId, held.subscriptionId),
        gte(deliveries.position, failed.position),
        eq(deliveries.state, 'due'),
      ),
    )
}
