import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { automatedDecisionFactors, automatedDecisions } from '#db/schema/automated-decisions.ts'
import { counted } from '../audit-counts.ts'
import { actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import type { Issue } from '../errors.ts'
import { madeId } from '../made-id.ts'
import { inOrder, type LineAbout, type PlanOf } from '../plan.ts'
import type { AutomatedDecisionLine } from './schema.ts'

type Row = typeof automatedDecisions.$inferInsert
type FactorRow = typeof automatedDecisionFactors.$inferInsert
interface Decided {
  row: Row
  factors: readonly FactorRow[]
}
/** Decisions with their factors, by their id. */
export type DecidedRows = ReadonlyMap<string, Decided>

/**
 * Plans the decisions that are not recorded yet. What is recorded is never replaced: a line with the id and the content of
 * another is a repeat, one with the id and other content is refused.
 * @param lines those in which nothing is at fault by itself.
 * @param before the decisions that earlier lines record.
 */
export async function planAutomatedDecisions<Line extends AutomatedDecisionLine>(
  ctx: Ctx,
  tx: Tx,
  lines: readonly LineAbout<{ id: string }, Line>[],
  before: DecidedRows,
): Promise<PlanOf & { decided: DecidedRows; refused: { line: Line; issue: Issue }[] }> {
  const sent = lines.map(({ customer, line }) => ({ line, one: newDecision(ctx, customer.id, line) }))
  const there = new Map([...before, ...(await thoseThere(tx, sent))])
  const decided = new Map<string, Decided>()
  const refused: { line: Line; issue: Issue }[] = []
  for (const { line, one } of sent) {
    const first = there.get(one.row.id) ?? decided.get(one.row.id)
    if (!first) decided.set(one.row.id, one)
    else if (said(one) !== said(first)) refused.push({ line, issue: otherContent })
  }
  const added = [...decided.values()].toSorted((one, other) => (one.row.id < other.row.id ? -1 : 1))
  const rows = added.map(({ row }) => row)
  const factors = added.flatMap((one) => one.factors)
  return {
    changed: added.length,
    entries: counted('automated-decisions.recorded', rows),
    write: async (tx) =>
      added.length > 0 &&
      inOrder(
        tx.insert(automatedDecisions).select(arrayRows(automatedDecisions, rows)),
        tx.insert(automatedDecisionFactors).select(arrayRows(automatedDecisionFactors, factors)),
      ),
    decided,
    refused,
  }
}

const otherContent: Issue = { path: 'id', key: 'automated-decision.line-other' }

/** The rows of a decision in which nothing is at fault. Each system numbers its own, so the id is the same each time. */
function newDecision(ctx: Ctx, customerId: string, line: AutomatedDecisionLine): Decided {
  const { id: reference, decision, outcome, factors, decidedAt } = line
  const systemId = actorId(ctx) ?? ''
  const id = madeId([customerId, systemId, reference])
  return {
    row: { customerId, id, systemId, reference, decision, outcome, decidedAt, recordedAt: ctx.now },
    factors: factors.map((one) => ({ customerId, decisionId: id, ...one })),
  }
}

/** What a decision says, in a form in which equal ones are equal: its factors have no order. */
function said({ row: { decision, outcome, decidedAt }, factors }: Decided): string {
  const weighed = factors.map(({ factor, weight, direction }) => `${factor} ${weight} ${direction}`)
  return JSON.stringify([decision, outcome, decidedAt.toISOString(), weighed.toSorted()])
}

/** Those that are already recorded. */
async function thoseThere(tx: Tx, sent: readonly { one: Decided }[]): Promise<[string, Decided][]> {
  if (sent.length === 0) return []
  // Each once: a decision said twice would be joined twice, with its factors doubled.
  const owners = new Map(sent.map(({ one }) => [one.row.id, one.row.customerId]))
  const [customerIds, ids] = [sql.param([...owners.values()]), sql.param([...owners.keys()])]
  const told = sql`unnest(${customerIds}::uuid[], ${ids}::uuid[]) as told (customer_id, id)`
  const { customerId, id } = automatedDecisions
  const of = automatedDecisionFactors
  const found = await tx
    .select({ row: automatedDecisions, factor: of })
    .from(told)
    .innerJoin(automatedDecisions, and(eq(customerId, sql`told.customer_id`), eq(id, sql`told.id`)))
    .leftJoin(of, and(eq(of.customerId, customerId), eq(of.decisionId, id)))
  const byId = Map.groupBy(found, ({ row }) => row.id)
  return [...byId].flatMap(([id, rows]) => {
    const [first] = rows
    const factors = rows.flatMap(({ factor }) => factor ?? [])
    return first ? [[id, { row: first.row, factors }] as [string, Decided]] : []
  })
}
