import type { Tx } from '#db/client.ts'
import { rowsOf } from '#db/fast/array-rows.ts'
import { auditLog } from '#db/schema/activity.ts'
import { auditRow, type Entry } from './audit-row.ts'
import type { Ctx } from './context.ts'
import { markAudited } from './transaction.ts'

/** Writes the audit rows of a change, one for each object, in the change's own transaction. */
export async function record(ctx: Ctx, tx: Tx, ...entries: [Entry, ...Entry[]]): Promise<void> {
  const rows = entries.map((entry) => auditRow(ctx, entry))
  const [row, ...more] = rows
  if (row && more.length === 0) await tx.insert(auditLog).values(row)
  else await tx.insert(auditLog).select(rowsOf(auditLog, rows))
  markAudited(tx)
}
