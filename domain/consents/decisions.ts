import { and, asc, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { type Coverage, coverageFor } from './coverage.ts'
import type { DecisionView } from './schema.ts'

/** A decision with its consent, its position in the chain, and the decision before it. */
export type Decision = DecisionView & {
  consent: string
  position: number
  previousId: string | null
  /** Whether the consent allows more today than it did under the decision's version, or is not in the policy any more. */
  outgrown: boolean
}

/**
 * The customer's decisions by consent, each chain newest first.
 * @param consent only this consent's chain; without it the chains of all consents.
 */
export async function readChains(ctx: Ctx, tx: Tx, consent?: string): Promise<Map<string, Decision[]>> {
  const { customerId, consent: name, position } = consentDecisions
  const rows = await tx
    .select()
    .from(consentDecisions)
    .where(and(eq(customerId, requireSubject(ctx)), consent === undefined ? undefined : eq(name, consent)))
    .orderBy(asc(name), desc(position))
  const coverage = await coverageFor(
    ctx,
    rows.map(({ policyVersion }) => policyVersion),
    tx,
  )
  return Map.groupBy(
    rows.map((row) => decisionOf(row, coverage)),
    (decision) => decision.consent,
  )
}

/** A decision's row without its customer and actor. */
export type StoredDecision = Omit<
  typeof consentDecisions.$inferSelect,
  'customerId' | 'actorKind' | 'actorId'
>

/** A row of the table as a decision. */
export const decisionOf = (row: StoredDecision, coverage: Pick<Coverage, 'covers'>): Decision => ({
  id: row.id,
  consent: row.consent,
  position: row.position,
  previousId: row.previousId,
  outcome: row.outcome,
  at: row.decidedAt,
  expiresAt: row.expiresAt,
  channel: row.channel,
  locale: row.locale,
  policyVersion: row.policyVersion,
  confirmed: row.confirmed,
  despiteSignal: row.despiteSignal,
  evidence: row.evidence,
  outgrown: !coverage.covers(row.consent, row.policyVersion),
})
