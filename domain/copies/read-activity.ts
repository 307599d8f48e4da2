import { actionsOfKinds, activityKinds } from '../actions.ts'
import { countEntries, newestEntries } from '../activity/activity-entries.ts'
import type { ActivityEntry } from '../activity/schema.ts'
import { maskedText } from '../mask-others.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'

const actions = actionsOfKinds(activityKinds)
/** Comes after every id, so that entries of the very moment are read too. */
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What the activity log tells the customer, newest first. */
export function activityTable({ ctx, asOf, own, versions }: Reading): CopyTable<'activity'> {
  const olderThan = { at: asOf, id: lastId }
  return {
    part: 'activity',
    name: 'activity',
    newestFirst: true,
    count: (tx) => countEntries(ctx, tx, { actions, olderThan }),
    pages: () =>
      pagesOf<ActivityEntry, CopyRecords['activity']>(
        (after, limit) =>
          read(ctx, (tx) =>
            newestEntries(ctx, tx, { actions, olderThan: after ?? olderThan }, limit, versions),
          ),
        async (entries) =>
          entries.map(({ at, reason: written, ...entry }) => {
            const { text: reason, masked } = maskedText(written, own)
            return { ...entry, at: at.toISOString(), reason, masked }
          }),
      ),
  }
}
