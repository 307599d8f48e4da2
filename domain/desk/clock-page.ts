import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { automatedDecisions } from '#db/schema/automated-decisions.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { systems } from '#db/schema/systems.ts'
import { tasks } from '#db/schema/tasks.ts'
import type { Locale } from '#policy/locale.ts'
import type { Ctx } from '../context.ts'
import type { DayKey } from '../cursor.ts'
import type { ClockGroup, OverseenKind } from './oversight-schema.ts'
import { decisionOf, type FoundRow, keyOf, nameOf, orderOf, pageOf } from './queue-rows.ts'
import { openCases, type Standing, standing } from './standing.ts'

/** How many open cases of a kind are in a group. */
export interface Counted {
  kind: OverseenKind
  group: ClockGroup
  count: number
}
/** An open case with the systems that owe answers to its tasks. */
export type FoundOpen = FoundRow & {
  page: { clockGroup: ClockGroup }
  waiting: { tasks: { name: Record<Locale, string>; dueOn: string | null }[] } | null
}

interface Asked {
  /** Only cases of it; the counts are of all. */
  kind: OverseenKind | null
  after: DayKey | null
  limit: number
}

/** A page of the open cases as {@link openQueue} has it, with what of their tasks waits, and the counts by kind and clock. */
export async function clockPage(
  ctx: Ctx,
  tx: Tx,
  { kind, after, limit }: Asked,
): Promise<{ counted: Counted[]; found: FoundOpen[] }> {
  const of = tx.$with('standing').as(standing(ctx, tx, openCases(tx)))
  const counted = tx
    .select({
      kind: kindOf(of).as('kind'),
      group: sql`${of.clockGroup}`.as('group'),
      count: sql`count(*)`.as('count'),
    })
    .from(of)
    .groupBy(sql`1`, sql`2`)
    .as('counted')
  const totals = tx
    .select({ counted: sql<Counted[]>`coalesce(json_agg(counted), '[]')`.as('all_counted') })
    .from(counted)
    .as('totals')
  const where = kind ? sql`${kindOf(of)} = ${kind}` : undefined
  const page = pageOf(tx, of, { ...(where && { where }), after, limit })
  const rows = await tx
    .with(of)
    .select()
    .from(totals)
    .leftJoin(page, sql`true`)
    .leftJoinLateral(waitingOn(tx, page), sql`true`)
    .leftJoin(customerKeys, keyOf(page))
    .leftJoin(holdings, nameOf(page))
    .leftJoin(automatedDecisions, decisionOf(page))
    .orderBy(...orderOf(page, {}))
  const [row] = rows
  if (!row) throw new Error('a count gives a row')
  const found = rows.flatMap(({ page, ...rest }) => {
    if (!page) return []
    const { clockGroup } = page
    if (clockGroup === 'past') throw new Error('a case that is over is not open')
    return [{ ...rest, page: { ...page, clockGroup } }]
  })
  return { counted: row.totals.counted, found }
}

/** An objection to a decision of a program is a right of its own, whatever kind of complaint it is. */
const kindOf = (of: Standing): SQL<OverseenKind> =>
  sql<OverseenKind>`(case when ${of.aboutKind} = 'automated-decision' then 'automated-objection' else ${of.kind} end)`

const waitingOn = (tx: Tx, page: ReturnType<typeof pageOf>) =>
  tx
    .select({
      tasks: sql<NonNullable<FoundOpen['waiting']>['tasks']>`coalesce(json_agg(json_build_object('name',
        ${systems.name}, 'dueOn', ${tasks.dueOn}) order by ${systems.id}), '[]')`.as('of_case'),
    })
    .from(tasks)
    .innerJoin(systems, eq(systems.id, tasks.systemId))
    .where(and(eq(tasks.customerId, page.customerId), eq(tasks.caseId, page.id), eq(tasks.waits, true)))
    .as('waiting')
