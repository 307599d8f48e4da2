import type { Tx } from '#db/client.ts'
import type { Ctx } from '../context.ts'
import { type DayKey, dayCursor } from '../cursor.ts'
import { invalid } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { openQueue } from './open-queue.ts'
import { openCounts, type QueueCounts } from './queue-counts.ts'
import { numberedRows, pastRows, type SortedRow } from './queue-rows.ts'
import { listQueueInput, type QueueFilter, type QueueView } from './schema.ts'

const pageSize = 50

/**
 * The complaints and requests of all customers: the open ones by the days left for their answer, unless the filter asks for others.
 * Each shows the customer's name masked.
 * @throws DomainError `invalid` for an unknown filter or a malformed cursor
 */
export const listQueue = verb(
  'cases:answer',
  listQueueInput.prefault({}),
  async (ctx, { cursor, ...asked }): Promise<QueueView> => {
    const after = cursor === undefined ? null : dayCursor.read(cursor)
    if (cursor !== undefined && !after) throw invalid('cursor', 'complaint.cursor')
    const filter: QueueFilter = {
      number: asked.number ?? '',
      type: asked.type ?? null,
      state: asked.state ?? 'open',
      due: asked.due ?? null,
      assignee: asked.assignee ?? null,
      locale: asked.locale ?? null,
    }
    const { found, counts, groups } = await read(ctx, (tx) => readPage(ctx, tx, filter, after))
    const page = found.slice(0, pageSize)
    const last = page.at(-1)
    return {
      filter,
      rows: page.map(({ row }) => row),
      groups,
      counts,
      continued: after !== null,
      next: found.length > pageSize && last ? dayCursor.write(last.sortKey) : null,
    }
  },
)

/** Reads one row more than a page has, which tells whether there is a next page. */
async function readPage(
  ctx: Ctx,
  tx: Tx,
  filter: QueueFilter,
  after: DayKey | null,
): Promise<QueueCounts & { found: SortedRow[] }> {
  const { number, state } = filter
  const past = state === 'answered' || state === 'closed' || state === 'all'
  if (number === '' && !past) return openQueue(ctx, tx, filter, after, pageSize + 1)
  const [found, counts] = await Promise.all([
    number === '' ? pastRows(ctx, tx, filter, after, pageSize + 1) : numberedRows(ctx, tx, number),
    openCounts(ctx, tx, filter),
  ])
  return { found, counts, groups: {} }
}
