import { actionsOfKinds, activityKinds } from '../actions.ts'
import { timeCursor } from '../cursor.ts'
import { invalid } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { countEntries, newestEntries } from './activity-entries.ts'
import { type ActivityView, listActivityInput } from './schema.ts'

const pageSize = 30

/**
 * What was done with the customer's data and by which actor, newest first, a page at a time.
 * @throws DomainError `invalid` for an unknown kind or a malformed cursor.
 */
export const listActivity = verb(
  'activity:list',
  listActivityInput.prefault({}),
  async (ctx, { kind, cursor }): Promise<ActivityView> => {
    const olderThan = cursor === undefined ? null : timeCursor.read(cursor)
    if (cursor !== undefined && !olderThan) throw invalid('cursor', 'activity.cursor')
    const actions = actionsOfKinds(kind ? [kind] : activityKinds)
    return read(ctx, async (tx) => {
      const [found, total] = await Promise.all([
        newestEntries(ctx, tx, { actions, olderThan }, pageSize + 1),
        countEntries(ctx, tx, { actions }),
      ])
      const entries = found.slice(0, pageSize)
      const last = entries.at(-1)
      return {
        kind: kind ?? null,
        entries,
        total,
        continued: olderThan !== null,
        next: found.length > pageSize && last ? timeCursor.write(last) : null,
      }
    })
  },
)
