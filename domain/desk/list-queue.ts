import type { Ctx } from '../context.ts'
import { invalid } from '../errors.ts'
import { parse } from '../parse.ts'
import { requirePermission } from '../permissions.ts'
import { read } from '../transaction.ts'
import { readPlace, writePlace } from './cursor.ts'
import { queueCounts } from './queue-counts.ts'
import { looksBack, queueRows } from './queue-rows.ts'
import { listQueueInput, type QueueFilter, type QueueView } from './schema.ts'

const pageSize = 50

/**
 * The complaints of all customers: the open ones by the days left for their answer, unless the filter asks for
 * others. Of the customer it shows a masked name.
 * @throws DomainError `invalid` for a filter there is not, and for a cursor that is none
 */
export async function listQueue(ctx: Ctx, input: unknown = {}): Promise<QueueView> {
  requirePermission(ctx, 'complaints:answer')
  const { cursor, ...asked } = parse(listQueueInput, input)
  const after = cursor === undefined ? null : readPlace(cursor)
  if (cursor !== undefined && !after) throw invalid('cursor', 'complaint.cursor')
  const filter: QueueFilter = {
    number: asked.number ?? '',
    state: asked.state ?? 'open',
    due: asked.due ?? null,
    assignee: asked.assignee ?? null,
    locale: asked.locale ?? null,
  }
  return read(ctx, async (tx) => {
    const [found, { counts, groups }] = await Promise.all([
      queueRows(ctx, tx, filter, after, pageSize + 1),
      queueCounts(ctx, tx, filter),
    ])
    const page = found.slice(0, pageSize)
    const last = page.at(-1)
    return {
      filter,
      rows: page.map(({ row }) => row),
      groups: looksBack(filter) || filter.number !== '' ? {} : groups,
      counts,
      continued: after !== null,
      next: found.length > pageSize && last ? writePlace(last.place) : null,
    }
  })
}
