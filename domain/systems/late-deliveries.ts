import { and, asc, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { deliveries } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { type TimeKey, timeCursor } from '../cursor.ts'
import { historyOf, type Mention, type PolicyVersion } from '../policies/history.ts'
import { isKept, isOverdue } from './health.ts'
import type { LateDelivery } from './schema.ts'

const pageSize = 20

/** A page of the deliveries that a system has not confirmed in time, the longest overdue first. It is called inside a verb. */
export async function lateDeliveries(
  ctx: Ctx,
  tx: Tx,
  systemId: string,
  after: TimeKey | null,
  versions: Promise<readonly PolicyVersion[]>,
): Promise<{ page: LateDelivery[]; next: string | null }> {
  const behind = after
    ? sql`(${deliveries.confirmBy}, ${deliveries.id}) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined
  const found = await tx
    .select({
      id: deliveries.id,
      consent: consentDecisions.consent,
      decidedAt: consentDecisions.decidedAt,
      policyVersion: consentDecisions.policyVersion,
      confirmBy: deliveries.confirmBy,
      sentAt: deliveries.sentAt,
    })
    .from(deliveries)
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
    .innerJoin(
      consentDecisions,
      and(
        eq(consentDecisions.customerId, deliveries.customerId),
        eq(consentDecisions.id, sql`${deliveries.objectId}::uuid`),
      ),
    )
    .where(and(eq(deliveries.systemId, systemId), isOverdue(ctx), isKept(), behind))
    .orderBy(asc(deliveries.confirmBy), asc(deliveries.id))
    .limit(pageSize + 1)
  const rows = found.slice(0, pageSize)
  const mentions = rows.map(
    ({ consent: id, policyVersion: written }): Mention => ({ kind: 'consent', id, written }),
  )
  const history = await historyOf(tx, await versions, mentions)
  const page = rows.map(({ confirmBy, consent: id, policyVersion, ...rest }) => ({
    ...rest,
    consent: { id, title: history.title('consent', id, policyVersion, ctx.locale) },
    confirmBy: confirmBy ?? ctx.now,
  }))
  const last = page.at(-1)
  const next = found.length > pageSize && last ? timeCursor.write({ at: last.confirmBy, id: last.id }) : null
  return { page, next }
}
