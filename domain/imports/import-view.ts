import type { imports } from '#db/schema/imports.ts'
import type { ImportView } from './schema.ts'

export const importView = (row: typeof imports.$inferSelect): ImportView => ({
  id: row.id,
  state: row.state,
  startedAt: row.startedAt,
  receivedAt: row.receivedAt,
  endedAt: row.endedAt,
  endReason: row.endReason,
  lines: {
    received: row.received,
    done: row.done,
    changed: row.changed,
    unchanged: row.unchanged,
    bad: row.bad,
  },
})
