import { and, count, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { openStates } from '../complaints/rules.ts'
import type { Ctx } from '../context.ts'
import type { QueueFilter, QueueGroup, QueueView } from './schema.ts'
import { matching, openCandidates, standing } from './standing.ts'

const groups = ['late', 'soon', 'later', 'talks'] as const

/** How many complaints are open, and how many of them the filter finds in each group: in one pass over them. */
export async function queueCounts(
  ctx: Ctx,
  tx: Tx,
  filter: QueueFilter,
): Promise<Pick<QueueView, 'counts' | 'groups'>> {
  const of = standing(ctx, tx, openCandidates(tx))
  const found = matching(ctx, of, filter)
  const counted = (what: SQL | undefined) =>
    what ? sql<number>`count(*) filter (where ${what})`.mapWith(Number) : count()
  const inGroup = (group: QueueGroup) => sql`${of.group} = ${group}`
  const [row] = await tx
    .select({
      counts: {
        open: count(),
        late: counted(inGroup('late')),
        soon: counted(inGroup('soon')),
        unassigned: counted(sql`${of.assignee} is null`),
      },
      groups: {
        late: counted(and(found, inGroup('late'))),
        soon: counted(and(found, inGroup('soon'))),
        later: counted(and(found, inGroup('later'))),
        talks: counted(and(found, inGroup('talks'))),
      },
    })
    .from(of)
    .where(inArray(of.state, [...openStates]))
  if (!row) throw new Error('a count gives a row')
  return { counts: row.counts, groups: Object.fromEntries(groups.map((one) => [one, row.groups[one]])) }
}
