import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { deliveries } from '#db/schema/events.ts'
import { systems } from '#db/schema/systems.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import type { Delivery } from './schema.ts'

/** Where the latest decision on each of the customer's consents has been sent, by the decision's id. */
export async function readDeliveries(ctx: Ctx, tx: Tx): Promise<Map<string, Delivery[]>> {
  const subject = requireSubject(ctx)
  const { customerId, consent, id, position } = consentDecisions
  const latest = tx
    .selectDistinctOn([consent], { id: sql<string>`${id}::text`.as('decision') })
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
    .where(
      and(
        eq(deliveries.customerId, subject),
        inArray(deliveries.objectId, tx.select({ id: latest.id }).from(latest)),
      ),
    )
  return new Map(
    [...Map.groupBy(rows, ({ decision }) => decision)].map(([decision, ways]) => [
      decision,
      ways.map(({ decision: _, name, ...times }) => ({ system: name[ctx.locale], ...times })),
    ]),
  )
}
