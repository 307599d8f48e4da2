import { and, count, desc, eq, isNull, lt, max, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deliveries, events } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { healthStateOf } from './health-state.ts'
import type { Health } from './schema.ts'
import { removedByStaff } from './subscription-state.ts'

/** How many of the last deliveries are read to find when something was last sent and confirmed. */
const recentDeliveries = 200

/** Deliveries whose confirmation is late. */
export const isOverdue = (ctx: Pick<Ctx, 'now'>): SQL | undefined =>
  and(isNull(deliveries.confirmedAt), lt(deliveries.confirmBy, ctx.now))

/** Subscriptions that staff have not removed. */
export const isKept = (): SQL | undefined =>
  or(
    ne(subscriptions.state, 'disabled'),
    sql`${subscriptions.stateReason} is distinct from ${removedByStaff}`,
  )

export type Subscription = typeof subscriptions.$inferSelect

/** The subscriptions that staff have not removed, each with its health, of all systems or of one; in one statement. */
export async function readHealth(
  ctx: Ctx,
  tx: Tx,
  systemId?: string,
): Promise<{ subscription: Subscription; health: Health }[]> {
  const head = tx
    .select({ position: max(events.position).as('position') })
    .from(events)
    .as('head')
  const due = dueOf(tx)
  const recent = recentOf(tx)
  const late = tx
    .select({ subscriptionId: deliveries.subscriptionId, late: count().as('late') })
    .from(deliveries)
    .where(isOverdue(ctx))
    .groupBy(deliveries.subscriptionId)
    .as('late')
  const rows = await tx
    .select({
      subscription: subscriptions,
      head: head.position,
      oldest: due.oldest,
      due: { waiting: due.waiting, failing: due.failing, tries: due.tries, fault: due.fault },
      recent: { lastSentAt: recent.lastSentAt, lastConfirmedAt: recent.lastConfirmedAt },
      late: late.late,
    })
    .from(subscriptions)
    .crossJoin(head)
    .crossJoinLateral(due)
    .crossJoinLateral(recent)
    .leftJoin(late, eq(late.subscriptionId, subscriptions.id))
    .where(and(isKept(), systemId === undefined ? undefined : eq(subscriptions.systemId, systemId)))
    .orderBy(subscriptions.createdAt, subscriptions.id)
  return rows.map(({ subscription, head: end, oldest, ...row }) => {
    const isMadeFor = subscription.liveSince && subscription.state !== 'disabled'
    const unmade = !isMadeFor ? 0 : Math.max(0, (end ?? 0) - subscription.madeUpTo)
    const facts = {
      ...row.due,
      ...row.recent,
      waiting: row.due.waiting + unmade,
      lagSeconds: oldest && Math.max(0, Math.round((ctx.now.getTime() - oldest.getTime()) / 1000)),
      late: row.late ?? 0,
    }
    return {
      subscription,
      health: { ...facts, healthState: healthStateOf({ ...facts, state: subscription.state }) },
    }
  })
}

const ofSubscription = eq(deliveries.subscriptionId, subscriptions.id)

/** The due deliveries: since when they wait, and which of them have failed. */
function dueOf(tx: Tx) {
  const failed = sql`${deliveries.attempts} > 0 and (${deliveries.lastStatus} is not null or ${deliveries.lastFault} is not null)`
  /** A delivery that is resent waits since the resend. */
  const since = sql`case when ${deliveries.attempts} = 0 then ${deliveries.dueAt} else ${deliveries.createdAt} end`
  const fault = sql`coalesce(${deliveries.lastFault}, ${deliveries.lastStatus}::text)`
  return tx
    .select({
      waiting: count().as('waiting'),
      oldest: sql<Date | null>`min(${since})`.mapWith(deliveries.createdAt).as('oldest'),
      failing: sql<number>`(count(*) filter (where ${failed}))::int`.as('failing'),
      tries: sql<number>`coalesce(sum(${deliveries.attempts}) filter (where ${failed}), 0)::int`.as('tries'),
      fault: sql<
        string | null
      >`(array_agg(${fault} order by ${deliveries.attempts} desc, ${deliveries.dueAt} desc) filter (where ${failed}))[1]`.as(
        'fault',
      ),
    })
    .from(deliveries)
    .where(and(ofSubscription, eq(deliveries.state, 'due')))
    .as('due')
}

/** When a delivery was last sent and confirmed, among the last that were sent or given up. */
function recentOf(tx: Tx) {
  const last = tx
    .select({ sentAt: deliveries.sentAt, confirmedAt: deliveries.confirmedAt })
    .from(deliveries)
    .where(and(ofSubscription, ne(deliveries.state, 'due')))
    .orderBy(desc(deliveries.position))
    .limit(recentDeliveries)
    .as('last')
  return tx
    .select({
      lastSentAt: max(last.sentAt).as('last_sent_at'),
      lastConfirmedAt: max(last.confirmedAt).as('last_confirmed_at'),
    })
    .from(last)
    .as('recent')
}
