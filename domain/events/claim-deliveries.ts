import type { KeyObject } from 'node:crypto'
import { and, asc, eq, lte, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { claim } from '#db/due.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { customers } from '#db/schema/customers.ts'
import { deliveries, events } from '#db/schema/events.ts'
import { restrictions } from '#db/schema/restrictions.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { tasks } from '#db/schema/tasks.ts'
import { readSigning } from '../systems/signing-secrets.ts'
import { bookkeep, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { bodyColumns, bodyOf, ofCustomer, ofDecision, ofRestriction, ofTask } from './event-body.ts'
import type { PushBody } from './schema.ts'

/** A delivery that this worker holds until its lease ends, with all that is needed to send it. */
export interface Claimed {
  customerId: string
  id: string
  subscriptionId: string
  systemId: string
  /** What it keeps the order of. */
  orderedBy: string
  position: number
  /** How often it was tried, including the try to come; this tells the claim from a later one. */
  attempts: number
  confirmedAt: Date | null
  url: string
  /** The secrets that sign it: the present one, then the former ones that still do. */
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
 * Claims the deliveries that are due at a subscription; of any number of workers, one gets each. Of one customer, events
 * about the same consent, restricted field, case, task or look are sent in their order: those after one that has not arrived
 * yet are left.
 */
export const claimDeliveries = verb('deliveries:send', async (ctx, wanted: Wanted): Promise<Claimed[]> => {
  const { claimed, signing } = await bookkeep(ctx, 'due-rows', async (tx) => {
    const earlier = alias(deliveries, 'earlier')
    const before = tx
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          eq(earlier.customerId, deliveries.customerId),
          eq(earlier.subscriptionId, deliveries.subscriptionId),
          eq(earlier.orderedBy, deliveries.orderedBy),
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
          orderedBy: deliveries.orderedBy,
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
        orderedBy: held.orderedBy,
        attempts: held.attempts,
        confirmedAt: held.confirmedAt,
      })
      .from(held)
      .innerJoin(events, and(eq(events.customerId, held.customerId), eq(events.id, held.eventId)))
      .innerJoin(customers, ofCustomer)
      .leftJoin(consentDecisions, ofDecision)
      .leftJoin(restrictions, ofRestriction)
      .leftJoin(tasks, ofTask)
      .orderBy(asc(events.position))
    if (claimed.length === 0) return { claimed, signing: null }
    return { claimed, signing: await readSigning(ctx, tx, wanted.subscriptionId) }
  })
  if (!signing) return []
  const secrets = await signing.unwrap()
  return claimed.map((row) => {
    const { customerId, subscriptionId, systemId, orderedBy, attempts, confirmedAt, delivery: id } = row
    const body = bodyOf(row)
    return {
      ...{ customerId, id, subscriptionId, systemId, orderedBy, position: body.position, attempts },
      confirmedAt,
      url: signing.url,
      secrets,
      body: { type: body.type, timestamp: body.at, data: { ...body, delivery: id } },
    }
  })
})
