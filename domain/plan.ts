import type { Tx } from '#db/client.ts'
import type { AuditEntry } from './audit-row.ts'

/** A line and its number among those it was sent with. */
export type Numbered<Line> = Line & { line: number }

/** A line that can be taken, and the customer it is about. */
export interface LineAbout<Customer, Line> {
  customer: Customer
  line: Line
}

/** After this many lines the process gets a turn for its other work. */
export const turnLines = 200

/** Names what is held of a customer in a field. */
export const heldName = (customerId: string, field: string): string => `${customerId} ${field}`

/** What lines of one kind change, ready to be written; a line that changes nothing is not in it. */
export interface PlanOf {
  /** The number of rows that are new or differ. */
  changed: number
  /** The audit entries, one for each customer. */
  entries: AuditEntry[]
  /** Sends all statements at once. A row that somebody else has added in the meantime is a duplicate. */
  write(tx: Tx): Promise<unknown>
}

/**
 * Waits for statements that were sent at once.
 * @throws Error of the first of them that failed: the others fail only because it did, and may be heard of earlier.
 */
export async function inOrder(...sent: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(sent)) if (one.status === 'rejected') throw one.reason
}
