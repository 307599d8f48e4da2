import { and, count, eq } from 'drizzle-orm'
import { deliveries } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { read } from '../transaction.ts'
import { isKept, isOverdue } from './health.ts'

/** Nobody reads a larger number beside a word; counting stops here. */
export const mostCounted = 1000

/** How many confirmations the bank's systems owe past their time; at most {@link mostCounted}. */
export async function countLate(ctx: Ctx): Promise<number> {
  requirePermission(ctx, 'deliveries:oversee')
  return read(ctx, async (tx) => {
    const late = tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
      .where(and(isOverdue(ctx), isKept()))
      .limit(mostCounted)
      .as('late')
    const [row] = await tx.select({ late: count() }).from(late)
    return row?.late ?? 0
  })
}
