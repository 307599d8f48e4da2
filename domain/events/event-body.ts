import { and, eq, inArray, sql } from 'drizzle-orm'
import { consentDecisions } from '#db/schema/consents.ts'
import { customers } from '#db/schema/customers.ts'
import { decisionEvents, type EventType, restrictionEvents, taskEvents } from '#db/schema/event-types.ts'
import { events } from '#db/schema/events.ts'
import { restrictions } from '#db/schema/restrictions.ts'
import { tasks } from '#db/schema/tasks.ts'
import { type EventBody, eventBody, objectOfEvent } from './schema.ts'

/** The columns of which an event's body is made; `reference`, `decision`, `restriction` and `task` come by the four joins. */
export const bodyColumns = {
  id: events.id,
  type: events.type,
  objectId: events.objectId,
  at: events.at,
  position: events.position,
  reference: customers.reference,
  decision: consentDecisions,
  restriction: restrictions,
  task: { id: tasks.id, systemId: tasks.systemId, caseId: tasks.caseId },
}
export const ofCustomer = eq(customers.id, events.customerId)
/** Joins the decision of an event, by its key. */
export const ofDecision = and(
  eq(consentDecisions.customerId, events.customerId),
  sql`${consentDecisions.id} = case when ${inArray(events.type, [...decisionEvents])} then ${events.objectId}::uuid end`,
)

/** Joins the restriction of an event, by its key. */
export const ofRestriction = and(
  eq(restrictions.customerId, events.customerId),
  sql`${restrictions.id} = case when ${inArray(events.type, [...restrictionEvents])} then ${events.objectId}::uuid end`,
)

/** Joins the task of an event, by its key. */
export const ofTask = and(
  eq(tasks.customerId, events.customerId),
  sql`${tasks.id} = case when ${inArray(events.type, [...taskEvents])} then ${events.objectId}::uuid end`,
)

interface BodyRow {
  id: string
  type: EventType
  objectId: string
  at: Date
  position: number | null
  reference: string
  decision: typeof consentDecisions.$inferSelect | null
  restriction: typeof restrictions.$inferSelect | null
  task: { id: string; systemId: string; caseId: string | null } | null
}

/** @throws ZodError for a row that no version of the program writes. */
export function bodyOf(row: BodyRow): EventBody {
  const { id, type, objectId, at, position, reference, decision, restriction, task } = row
  const common = { id, type, at: at.toISOString(), position, customer: reference }
  const told = decision
    ? dataOf(type, decision)
    : restriction
      ? restricted(restriction)
      : task && { task: task.id, system: task.systemId, request: task.caseId }
  return eventBody.parse({ ...common, data: told ?? { [objectOfEvent(type)]: objectId } })
}

const restricted = ({ id, field, reason, allowed }: typeof restrictions.$inferSelect) => ({
  restriction: id,
  field,
  reason,
  allowed,
})

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
