import { and, count, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { automatedDecisionFactors, automatedDecisions } from '#db/schema/automated-decisions.ts'
import type { TimeKey } from '../cursor.ts'

export type DecisionRow = typeof automatedDecisions.$inferSelect
export type FactorRow = typeof automatedDecisionFactors.$inferSelect

/**
 * At most `limit` decisions after a row, newest first. The index `automated_decisions_newest` has this order, so no page has
 * to sort or skip rows.
 */
export function newestDecisions(
  tx: Tx,
  customerId: string,
  after: TimeKey | null,
  limit: number,
): Promise<DecisionRow[]> {
  const { decidedAt, id } = automatedDecisions
  const behind = after
    ? sql`(${decidedAt}, ${id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined
  return tx
    .select()
    .from(automatedDecisions)
    .where(and(eq(automatedDecisions.customerId, customerId), behind))
    .orderBy(desc(decidedAt), desc(id))
    .limit(limit)
}

export async function countDecisions(tx: Tx, customerId: string): Promise<number> {
  const [row] = await tx
    .select({ total: count() })
    .from(automatedDecisions)
    .where(eq(automatedDecisions.customerId, customerId))
  return row?.total ?? 0
}

/** The factors of decisions, by the decision's id. */
export async function factorsOf(
  tx: Tx,
  customerId: string,
  ids: readonly string[],
): Promise<Map<string, FactorRow[]>> {
  if (ids.length === 0) return new Map()
  const { customerId: owner, decisionId } = automatedDecisionFactors
  const rows = await tx
    .select()
    .from(automatedDecisionFactors)
    .where(and(eq(owner, customerId), inArray(decisionId, [...ids])))
  return Map.groupBy(rows, (row) => row.decisionId)
}
