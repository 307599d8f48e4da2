import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { subscriptions, systems } from '#db/schema/systems.ts'
import { notFound } from '../errors.ts'

/** Locks the system until the commit; others that lock it wait. @returns its row. @throws DomainError `not-found` */
export async function holdSystem(tx: Tx, id: string): Promise<typeof systems.$inferSelect> {
  const [found] = await tx.select().from(systems).where(eq(systems.id, id)).for('no key update')
  if (!found) throw notFound()
  return found
}

/** Locks a subscription in the same way. @returns its row. @throws DomainError `not-found` */
export async function holdSubscription(tx: Tx, id: string): Promise<typeof subscriptions.$inferSelect> {
  const [found] = await tx.select().from(subscriptions).where(eq(subscriptions.id, id)).for('no key update')
  if (!found) throw notFound()
  return found
}
