import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { automatedDecisions } from '#db/schema/automated-decisions.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import type { Ctx } from '../context.ts'
import type { DayKey } from '../cursor.ts'
import { countsOver, type QueueCounts, readCounts } from './queue-counts.ts'
import { decisionOf, keyOf, nameOf, orderOf, pageOf, type SortedRow, sortedRows } from './queue-rows.ts'
import type { QueueFilter } from './schema.ts'
import { matching, openCases, standing } from './standing.ts'

/**
 * A page of the open cases, by the last day for their answer, those without one last; and the counts of all open
 * cases. One pass finds both, because finding the open ones is most of the work.
 */
export async function openQueue(
  ctx: Ctx,
  tx: Tx,
  filter: QueueFilter,
  after: DayKey | null,
  limit: number,
): Promise<QueueCounts & { found: SortedRow[] }> {
  const of = tx.$with('standing').as(standing(ctx, tx, openCases(tx)))
  const totals = tx
    .select(countsOver(ctx, of, filter))
    .from(of)
    .as('totals')
  const page = pageOf(tx, of, { where: matching(ctx, of, filter), after, limit })
  const rows = await tx
    .with(of)
    .select()
    .from(totals)
    .leftJoin(page, sql`true`)
    .leftJoin(customerKeys, keyOf(page))
    .leftJoin(holdings, nameOf(page))
    .leftJoin(automatedDecisions, decisionOf(page))
    .orderBy(...orderOf(page, {}))
  const [row] = rows
  if (!row) throw new Error('a count gives a row')
  const found = rows.flatMap(({ page, ...rest }) => (page ? [{ page, ...rest }] : []))
  return { ...readCounts(row.totals), found: await sortedRows(ctx, found, {}) }
}
