import { asc, eq } from 'drizzle-orm'
import { consentDecisions } from '#db/schema/consents.ts'
import { events } from '#db/schema/events.ts'
import { listConsents } from '#domain/consents/list-consents.ts'
import type { ConsentView } from '#domain/consents/schema.ts'
import type { Ctx } from '#domain/context.ts'
import { auditOf } from './audit.ts'
import type { Subject } from './customers.ts'
import type { World } from './world.ts'

/** The inputs of a yes and a no, after the decision they name. */
export const give = (consent: string, previousId: string | null = null) => ({
  consent,
  outcome: 'given',
  previousId,
})
export const withdraw = (consent: string, previousId: string | null) => ({
  consent,
  outcome: 'withdrawn',
  previousId,
})

/** The newest decision of a consent, which the next one names. */
export const headOf = (view: ConsentView | undefined) => view?.history[0]?.id ?? null

/** A consent as the customer sees it. */
export async function findConsent(ctx: Ctx, id: string): Promise<ConsentView | undefined> {
  const { groups } = await listConsents(ctx)
  return groups.flatMap(({ consents }) => consents).find((one) => one.id === id)
}

/** A customer's decisions as the database has them, in the order of their chains. */
export const chainOf = ({ db }: World, { subject }: Subject) =>
  db
    .select()
    .from(consentDecisions)
    .where(eq(consentDecisions.customerId, subject))
    .orderBy(asc(consentDecisions.position))

/** What the audit log says of a customer's consents, oldest first. */
export const consentAudit = async ({ db }: World, { subject }: Subject) =>
  (await auditOf(db, { customerId: subject })).filter(({ action }) => action.startsWith('consent.'))

/** The events of a customer, oldest first. */
export const eventsOf = ({ db }: World, { subject }: Subject) =>
  db
    .select({ type: events.type, objectId: events.objectId })
    .from(events)
    .where(eq(events.customerId, subject))
    .orderBy(asc(events.id))
