import { and, eq, inArray, sql } from 'drizzle-orm'
import { consentDecisions } from '#db/schema/consents.ts'
import { customers } from '#db/schema/customers.ts'
import { decisionEvents, type EventType } from '#db/schema/event-types.ts'
import { events } from '#db/schema/events.ts'
import { type EventBody, eventBody, objectOfEvent } from './schema.ts'

/** The columns of which an event's body is made; `reference` and `decision` come by the two joins. */
export const bodyColumns = {
  id: events.id,
  type: events.type,
  objectId: events.objectId,
  at: events.at,
  position: events.position,
  reference: customers.reference,
  decision: consentDecisions,
}
export const ofCustomer = eq(customers.id, events.customerId)
/** Joins the decision of an event, by its key. */
export const ofDecision = and(
  eq(consentDecisions.customerId, events.customerId),
  sql`${consentDecisions.id} = case when ${inArray(events.type, [...decisionEvents])} then ${events.objectId}::uuid end`,
)

interface BodyRow {
  id: string
  type: EventType
  objectId: string
  at: Date
  position: number | null
  reference: string
  decision: typeof consentDecisions.$inferSelect | null
}

/** @throws ZodError for a row that no version of the program writes. */
export function bodyOf({ id, type, objectId, at, position, reference, decision }: BodyRow): EventBody {
  const common = { id, type, at: at.toISOString(), position, customer: reference }
  return eventBody.parse({
    ...common,
    data: decision ? dataOf(type, decision) : { [objectOfEvent(type)]: objectId },
  })
}

const dataOf = (type: EventType, decision: typeof consentDecisions.$inferSelect) =>
  type === 'consent.expired' ? expired(decision) : decided(decision)

const expired = ({
  id,
  consent,
  decidedAt,
  expiresAt,
  policyVersion,
}: typeof consentDecisions.$inferSelect) => ({
  decision: id,
  consent,
  decidedAt: decidedAt.toISOString(),
  expiredAt: expiresAt?.toISOString(),
  policyVersion,
})

const decided = (decision: typeof consentDecisions.$inferSelect) => ({
  decision: decision.id,
  consent: decision.consent,
  outcome: decision.outcome,
  decidedAt: decision.decidedAt.toISOString(),
  expiresAt: decision.expiresAt?.toISOString() ?? null,
  channel: decision.channel,
  locale: decision.locale,
  policyVersion: decision.policyVersion,
})
