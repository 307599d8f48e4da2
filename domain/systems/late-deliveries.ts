import { and, asc, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { deliveries } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { catalogue } from '#policy/load.ts'
import type { Ctx } from '../context.ts'
import { type TimeKey, timeCursor } from '../cursor.ts'
import { isKept, isOverdue } from './health.ts'
import type { LateDelivery } from './schema.ts'

const pageSize = 20

/** A page of the deliveries that a system has not confirmed in time, the longest overdue first. It is called inside a verb. */
export async function lateDeliveries(
  ctx: Ctx,
  tx: Tx,
  systemId: string,
  after: TimeKey | null,
): Promise<{ page: LateDelivery[]; next: string | null }> {
  const behind = after
    ? sql`(${deliveries.confirmBy}, ${deliveries.id}) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined
  const found = await tx
    .select({
      id: deliveries.id,
      consent: consentDecisions.consent,
      decidedAt: consentDecisions.decidedAt,
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
  const titles = new Map(catalogue().consents.consents.map(({ id, title }) => [id, title[ctx.locale]]))
  const page = found.slice(0, pageSize).map(({ confirmBy, consent, ...rest }) => ({
    ...rest,
    consent: titles.get(consent) ?? consent,
    confirmBy: confirmBy ?? ctx.now,
  }))
  const last = page.at(-1)
  const next = found.length > pageSize && last ? timeCursor.write({ at: last.confirmBy, id: last.id }) : null
  return { page, next }
}
