import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import type { History } from '../policies/history.ts'
import type { DecisionRow } from './decision-rows.ts'

/**
 * Which of a customer's decisions rest on a consent that was in force when they were taken, by their ids. What the consent is
 * says the policy of that time.
 */
export async function consentedDecisions(
  tx: Tx,
  history: History,
  customerId: string,
  rows: readonly DecisionRow[],
): Promise<ReadonlySet<string>> {
  const resting = rows.flatMap(({ id, decision, decidedAt }) => {
    const consent = history.find('automated-decision', decision, decidedAt)?.thing.consent
    return consent ? [{ id, consent, at: decidedAt.toISOString() }] : []
  })
  if (resting.length === 0) return new Set()
  const column = (name: 'id' | 'consent' | 'at') => sql.param(resting.map((one) => one[name]))
  const found = await tx
    .select({ id: sql<string>`asked.id` })
    .from(
      sql`unnest(${column('id')}::uuid[], ${column('consent')}::text[], ${column('at')}::timestamptz[])
        as asked (id, consent, at)
        cross join lateral (
          select outcome, expires_at from ${consentDecisions}
          where customer_id = ${customerId} and consent = asked.consent and decided_at <= asked.at
          order by position desc limit 1
        ) as latest`,
    )
    .where(sql`latest.outcome = 'given' and (latest.expires_at is null or latest.expires_at > asked.at)`)
  return new Set(found.map(({ id }) => id))
}
