import { and, count, eq } from 'drizzle-orm'
import { deliveries } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { isKept, isOverdue } from './health.ts'

/** Counting stops here, because the pages show no larger number. */
export const mostCounted = 1000

/** The number of late confirmations of the bank's systems, at most {@link mostCounted}. */
export const countLate = verb('deliveries:oversee', async (ctx): Promise<number> => {
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
})
