import { and, arrayContains, asc, desc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { deliveries } from '#db/schema/events.ts'
import { subscriptions, systems } from '#db/schema/systems.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import type { Delivery } from './schema.ts'

/**
 * Where the latest decision on each of the customer's consents has been sent, by the decision's id. Deliveries that were
 * made once it had run out are about its end.
 */
export async function readDeliveries(ctx: Ctx, tx: Tx): Promise<Map<string, Delivery[]>> {
  const subject = requireSubject(ctx)
  const { customerId, consent, id, position, expiresAt } = consentDecisions
  const latest = tx
    .selectDistinctOn([consent], { id: sql<string>`${id}::text`.as('decision'), expiresAt })
    .from(consentDecisions)
    .where(eq(customerId, subject))
    .orderBy(consent, desc(position))
    .as('latest')
  const rows = await tx
    .select({
      decision: deliveries.objectId,
      name: systems.name,
      sentAt: deliveries.sentAt,
      confirmedAt: deliveries.confirmedAt,
      confirmBy: deliveries.confirmBy,
    })
    .from(deliveries)
    .innerJoin(systems, eq(systems.id, deliveries.systemId))
    .innerJoin(latest, eq(latest.id, deliveries.objectId))
    .where(
      and(
        eq(deliveries.customerId, subject),
        or(isNull(latest.expiresAt), lt(deliveries.createdAt, latest.expiresAt)),
      ),
    )
  return new Map(
    [...Map.groupBy(rows, ({ decision }) => decision)].map(([decision, ways]) => [
      decision,
      ways.map(({ decision: _, name, ...times }) => ({ system: name[ctx.locale], ...times })),
    ]),
  )
}

/**
 * Since when the first system is told of the decisions on a consent, whatever has become of it; null when none ever was.
 * A decision from before that was sent to nobody.
 */
export async function readConnections(tx: Tx): Promise<(consent: string) => Date | null> {
  const { consents, types, liveSince } = subscriptions
  const connected = await tx
    .select({ consents, since: liveSince })
    .from(subscriptions)
    .where(and(arrayContains(types, ['consent.decided']), isNotNull(liveSince)))
    .orderBy(asc(liveSince))
  return (consent) =>
    connected.find((one) => one.consents === null || one.consents.includes(consent))?.since ?? null
}
