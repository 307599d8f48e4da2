import type { KeyObject } from 'node:crypto'
import { and, asc, eq, lte, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { claim } from '#db/due.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { customers } from '#db/schema/customers.ts'
import { deliveries, events } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { bookkeep, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { bodyColumns, bodyOf, ofCustomer, ofDecision } from './event-body.ts'
import type { PushBody } from './schema.ts'

/** A delivery that this worker holds until its lease ends, with all that is needed to send it. */
export interface Claimed {
  customerId: string
  id: string
  subscriptionId: string
  systemId: string
  position: number
  /** How often it was tried, including the try to come; this tells the claim from a later one. */
  attempts: number
  confirmedAt: Date | null
  url: string
  /** The secrets that sign it: the present one, and the former one while that is valid. */
  secrets: KeyObject[]
  body: PushBody
}

interface Wanted {
  subscriptionId: string
  limit: number
  /** For how long no other worker claims it; longer than the longest try. */
  leaseSeconds: number
}

/** The subscriptions that have a delivery due now. */
export const dueSubscriptions = verb('deliveries:send', async (ctx): Promise<string[]> => {
  const rows = await read(ctx, (tx) => {
    const due = tx
      .select({ one: sql`1` })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.subscriptionId, subscriptions.id),
          eq(deliveries.state, 'due'),
          lte(deliveries.dueAt, ctx.now),
        ),
      )
    return tx
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(and(eq(subscriptions.state, 'active'), sql`exists ${due}`))
  })
  return rows.map(({ id }) => id)
})

/**
 * Claims the deliveries that are due at a subscription; of any number of workers, one gets each. A customer's events are
 * sent in their order: those after one that has not arrived yet are left.
 */
export const claimDeliveries = verb('deliveries:send', async (ctx, wanted: Wanted): Promise<Claimed[]> => {
  const { claimed, subscription } = await bookkeep(ctx, 'due-rows', async (tx) => {
    const earlier = alias(deliveries, 'earlier')
    const before = tx
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          eq(earlier.customerId, deliveries.customerId),
          eq(earlier.subscriptionId, deliveries.subscriptionId),
          sql`${earlier.position} < ${deliveries.position}`,
          eq(earlier.state, 'due'),
        ),
      )
    const due = tx.$with('due_now').as(
      tx
        .select({ customerId: deliveries.customerId, id: deliveries.id })
        .from(deliveries)
        .where(
          and(
            eq(deliveries.subscriptionId, wanted.subscriptionId),
            eq(deliveries.state, 'due'),
            lte(deliveries.dueAt, ctx.now),
            notExists(before),
            // Read with the claim: what was paused meanwhile is left.
            sql`exists (select from ${subscriptions} where ${subscriptions.id} = ${wanted.subscriptionId} and ${subscriptions.state} = 'active')`,
          ),
        )
        .orderBy(asc(deliveries.dueAt))
        .limit(wanted.limit)
        .for('update', { skipLocked: true }),
    )
    const held = tx.$with('held').as(
      tx
        .update(deliveries)
        .set(claim(deliveries, { now: ctx.now, leaseSeconds: wanted.leaseSeconds }))
        .where(sql`(${deliveries.customerId}, ${deliveries.id}) in (select customer_id, id from ${due})`)
        .returning({
          customerId: deliveries.customerId,
          id: deliveries.id,
          subscriptionId: deliveries.subscriptionId,
          systemId: deliveries.systemId,
          eventId: deliveries.eventId,
          attempts: deliveries.attempts,
          confirmedAt: deliveries.confirmedAt,
        }),
    )
    const claimed = await tx
      .with(due, held)
      .select({
        ...bodyColumns,
        customerId: held.customerId,
        delivery: held.id,
        subscriptionId: held.subscriptionId,
        systemId: held.systemId,
        attempts: held.attempts,
        confirmedAt: held.confirmedAt,
      })
      .from(held)
      .innerJoin(events, and(eq(events.customerId, held.customerId), eq(events.id, held.eventId)))
      .innerJoin(customers, ofCustomer)
      .leftJoin(consentDecisions, ofDecision)
      .orderBy(asc(events.position))
    if (claimed.length === 0) return { claimed, subscription: undefined }
    const [subscription] = await tx
      .select()
      .from(subscriptions)
      .where(eq(subscriptions.id, wanted.subscriptionId))
    return { claimed, subscription }
  })
  if (!subscription) return []
  const secrets = await secretsOf(ctx, subscription)
  return claimed.map((row) => {
    const { customerId, subscriptionId, systemId, attempts, confirmedAt, delivery: id } = row
    const body = bodyOf(row)
    return {
      ...{ customerId, id, subscriptionId, systemId, position: body.position, attempts, confirmedAt },
      url: subscription.url,
      secrets,
      body: { type: body.type, timestamp: body.at, data: { ...body, delivery: id } },
    }
  })
})

/** The signing secrets that are valid now, the present one first. */
async function secretsOf(
  ctx: Ctx,
  { secretWrapped, formerSecretWrapped, formerSecretUntil }: typeof subscriptions.$inferSelect,
): Promise<KeyObject[]> {
  const former = formerSecretUntil && formerSecretUntil > ctx.now ? formerSecretWrapped : null
  const counting = [secretWrapped, ...(former ? [former] : [])]
  return Promise.all(counting.map((wrapped) => ctx.keys.master.unwrap(wrapped)))
}
