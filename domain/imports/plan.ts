import type { Tx } from '#db/client.ts'
import type { holdings } from '#db/schema/holdings.ts'
import type { AuditEntry } from '../audit-row.ts'
import type { LineFault } from './schema.ts'

export type HeldRow = typeof holdings.$inferInsert

/** The plan for lines of one kind about known customers; the other lines are already in the outcome. */
export interface PlanOf {
  changed: number
  unchanged: number
  faults: LineFault[]
  /** The audit entries, one for each customer. */
  entries: AuditEntry[]
  /** Sends all statements at once. */
  write(tx: Tx): Promise<unknown>
}
