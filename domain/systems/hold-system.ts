import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { subscriptions, systems } from '#db/schema/systems.ts'
import { notFound } from '../errors.ts'

/** One at a time from here to the commit: whoever else holds this system waits. @throws DomainError `not-found` */
export async function holdSystem(tx: Tx, id: string): Promise<void> {
  const [found] = await tx
    .select({ id: systems.id })
    .from(systems)
    .where(eq(systems.id, id))
    .for('no key update')
  if (!found) throw notFound()
}

/** The same of a subscription, as it then is. @throws DomainError `not-found` */
export async function holdSubscription(tx: Tx, id: string): Promise<typeof subscriptions.$inferSelect> {
  const [found] = await tx.select().from(subscriptions).where(eq(subscriptions.id, id)).for('no key update')
  if (!found) throw notFound()
  return found
}
