import type { Tx } from '#db/client.ts'
import type { holdings } from '#db/schema/holdings.ts'
import type { Entry } from '../audit-row.ts'
import type { Fault } from './schema.ts'

export type HeldRow = typeof holdings.$inferInsert

/** Lines of one kind about customers that are known; what became of the others is in the outcome already. */
export interface PlanOf {
  changed: number
  unchanged: number
  faults: Fault[]
  /** What is to be written into the log: one entry a customer. */
  entries: Entry[]
  /** Sends the statements, all at once. */
  write(tx: Tx): Promise<unknown>
}
