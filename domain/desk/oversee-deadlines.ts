import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { systems } from '#db/schema/systems.ts'
import { tasks } from '#db/schema/tasks.ts'
import { rightKinds } from '#policy/request-kinds.ts'
import { pausesOf } from '../cases/pauses.ts'
import type { Ctx } from '../context.ts'
import { dayCursor } from '../cursor.ts'
import { invalid } from '../errors.ts'
import { pauseNow } from '../requests/pause-now.ts'
import { rightOf } from '../requests/rights.ts'
import { isLate } from '../tasks/system-task.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type Counted, clockPage, type FoundOpen } from './clock-page.ts'
import {
  type DeadlinesView,
  type OverseenKind,
  type OverseenRow,
  overseeDeadlinesInput,
  type Waiting,
} from './oversight-schema.ts'
import { sortedRows } from './queue-rows.ts'
import type { QueueRow } from './schema.ts'

const pageSize = 50

/**
 * Everything that is open, of all customers, by its clock, for the person who answers for the handling of requests (Law
 * 94-V, art. 25(3)(3)): complaints, requests and objections to decisions of programs, with what each waits for; how many there
 * are of each kind; and the bank's systems that owe answers to tasks. Customers' names are masked.
 * @throws DomainError `invalid` for an unknown kind or a malformed cursor
 */
export const overseeDeadlines = verb(
  'cases:oversee',
  overseeDeadlinesInput.prefault({}),
  async (ctx, { kind = null, cursor }): Promise<DeadlinesView> => {
    const after = cursor === undefined ? null : dayCursor.read(cursor)
    if (cursor !== undefined && !after) throw invalid('cursor', 'complaint.cursor')
    const { counted, found, owing } = await read(ctx, async (tx) => {
      const [page, owing] = await Promise.all([
        clockPage(ctx, tx, { kind, after, limit: pageSize + 1 }),
        owingSystems(ctx, tx),
      ])
      return { ...page, owing }
    })
    const shown = found.slice(0, pageSize)
    const sorted = await sortedRows(ctx, shown, {})
    const last = sorted.at(-1)
    return {
      kind,
      rows: sorted.flatMap(({ row }, nth) => {
        const one = shown[nth]
        return one ? [overseenRow(ctx, row, one)] : []
      }),
      groups: groupsOf(counted.filter((one) => kind === null || one.kind === kind)),
      kinds: kindsOf(ctx, counted),
      systems: owing,
      continued: after !== null,
      next: found.length > pageSize && last ? dayCursor.write(last.sortKey) : null,
    }
  },
)

function overseenRow(ctx: Ctx, row: QueueRow, { page, waiting }: FoundOpen): OverseenRow {
  const { clockGroup } = page
  return { ...row, clockGroup, waits: clockGroup === 'talks' ? [] : waits(ctx, row, { page, waiting }) }
}

/** For what a case waits: the customer, systems, or else the desk. */
function waits(
  ctx: Ctx,
  row: QueueRow,
  { page, waiting }: Pick<FoundOpen, 'page' | 'waiting'>,
): OverseenRow['waits'] {
  const owing = (waiting?.tasks ?? []).map(({ name, dueOn }) => ({
    name: name[ctx.locale],
    late: isLate({ dueOn }, ctx.now),
  }))
  const found: Waiting[] = [
    ...(row.state === 'waiting-customer'
      ? [{ for: 'customer' as const, pause: pauseNow(ctx, row, pausesOf(page.pausing)) }]
      : []),
    ...(owing.length > 0 ? [{ for: 'systems' as const, systems: owing }] : []),
  ]
  return found.length > 0 ? found : [{ for: 'desk' }]
}

function groupsOf(counted: readonly Counted[]): DeadlinesView['groups'] {
  const groups: DeadlinesView['groups'] = {}
  for (const { group, count } of counted) groups[group] = (groups[group] ?? 0) + count
  return groups
}

/** What is open of each kind, the most late first and then the most. */
function kindsOf({ locale }: Ctx, counted: readonly Counted[]): DeadlinesView['kinds'] {
  const sum = (some: readonly Counted[]) => some.reduce((all, { count }) => all + count, 0)
  return [...Map.groupBy(counted, ({ kind }) => kind)]
    .map(([id, all]) => ({
      id,
      title: titleOf(locale, id),
      open: sum(all),
      late: sum(all.filter(({ group }) => group === 'late')),
    }))
    .toSorted(mostLateFirst)
}

function titleOf(locale: Ctx['locale'], kind: OverseenKind): string | null {
  const right = rightKinds.find((one) => one === kind)
  return right ? rightOf(right, locale).title : null
}

const mostLateFirst = (
  one: { open: number; late: number; id: string },
  other: { open: number; late: number; id: string },
): number => other.late - one.late || other.open - one.open || one.id.localeCompare(other.id)

/** The systems that owe answers to tasks, by the index of tasks that wait. A system has one row for each last day. */
async function owingSystems(ctx: Ctx, tx: Tx): Promise<DeadlinesView['systems']> {
  const rows = await tx
    .select({
      id: systems.id,
      name: systems.name,
      dueOn: tasks.dueOn,
      count: sql`count(*)`.mapWith(Number),
    })
    .from(systems)
    .innerJoin(tasks, and(eq(tasks.systemId, systems.id), eq(tasks.waits, true)))
    .groupBy(systems.id, tasks.dueOn)
  return [...Map.groupBy(rows, ({ id }) => id)]
    .flatMap(([id, [first, ...more]]) => {
      if (!first) return []
      const all = [first, ...more]
      const sum = (some: typeof all) => some.reduce((total, { count }) => total + count, 0)
      const late = all.filter((one) => isLate(one, ctx.now))
      return [{ id, name: first.name[ctx.locale], open: sum(all), late: sum(late) }]
    })
    .toSorted(mostLateFirst)
}
