import { and, eq, not, sql } from 'drizzle-orm'
import { lookSteps, looks } from '#db/schema/looks.ts'

const stepOf = (kind: string) =>
  sql`exists (select from ${lookSteps} s where s.customer_id = ${looks.customerId}
    and s.look_id = ${looks.id} and s.kind = ${kind})`
const withoutLeave = eq(looks.kind, 'break-glass')
const wasEscalated = sql`exists (select from ${lookSteps} s where s.customer_id = ${looks.customerId}
  and s.look_id = ${looks.id} and s.escalation is not null)`

/** The looks without the customer's leave that were granted and nobody has reviewed. Some may not be over yet. */
export const unreviewed = and(withoutLeave, stepOf('granted'), not(stepOf('reviewed')))

/** The looks that a review has escalated, and nobody has settled. */
export const unsettled = and(withoutLeave, wasEscalated, not(stepOf('settled')))
