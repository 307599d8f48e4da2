import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { auditLog } from '#db/schema/activity.ts'
import { type AuditEntry, auditRow } from './audit-row.ts'
import type { Ctx } from './context.ts'
import { markAudited } from './transaction.ts'

/** Writes the audit rows of a change, one for each object, in the change's own transaction. */
export async function record(ctx: Ctx, tx: Tx, ...entries: [AuditEntry, ...AuditEntry[]]): Promise<void> {
  const rows = entries.map((entry) => auditRow(ctx, entry))
  const [row, ...more] = rows
  if (row && more.length === 0) await tx.insert(auditLog).values(row)
  else await tx.insert(auditLog).select(arrayRows(auditLog, rows))
  markAudited(tx)
}
