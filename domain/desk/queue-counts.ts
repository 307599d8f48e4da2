import { and, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { Ctx } from '../context.ts'
import type { QueueFilter, QueueGroup, QueueView } from './schema.ts'
import { matching, openCases, type Standing, standing } from './standing.ts'

export type QueueCounts = Pick<QueueView, 'counts' | 'groups'>

/** The counts of {@link readCounts} as columns over open cases. */
export function countsOver(ctx: Ctx, of: Standing, filter: QueueFilter) {
  const found = matching(ctx, of, filter)
  const inGroup = (group: QueueGroup) => sql`${of.group} = ${group}`
  const counted = (name: string, ...what: (SQL | undefined)[]) =>
    sql<number>`count(*) filter (where ${and(sql`true`, ...what)})`.mapWith(Number).as(name)
  return {
    open: counted('open'),
    late: counted('late', inGroup('late')),
    soon: counted('soon', inGroup('soon')),
    unassigned: counted('unassigned', sql`${of.assignee} is null`),
    foundLate: counted('found_late', found, inGroup('late')),
    foundSoon: counted('found_soon', found, inGroup('soon')),
    foundLater: counted('found_later', found, inGroup('later')),
    foundTalks: counted('found_talks', found, inGroup('talks')),
  }
}

/** How many cases are open, and how many of them the filter finds in each group. */
export function readCounts(row: Record<keyof ReturnType<typeof countsOver>, number>): QueueCounts {
  const { open, late, soon, unassigned, foundLate, foundSoon, foundLater, foundTalks } = row
  return {
    counts: { open, late, soon, unassigned },
    groups: { late: foundLate, soon: foundSoon, later: foundLater, talks: foundTalks },
  }
}

/** Only the counts, for a page that shows no open cases. */
export async function openCounts(ctx: Ctx, tx: Tx, filter: QueueFilter): Promise<QueueView['counts']> {
  const of = standing(ctx, tx, openCases(tx)).as('standing')
  const [row] = await tx.select(countsOver(ctx, of, filter)).from(of)
  if (!row) throw new Error('a count gives a row')
  return readCounts(row).counts
}
