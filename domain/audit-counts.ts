import type { AuditEntry } from './audit-row.ts'

/** One audit entry for each customer, with the number of their rows. */
export function counted(action: AuditEntry['action'], rows: readonly { customerId: string }[]): AuditEntry[] {
  const counts = new Map<string, number>()
  for (const { customerId } of rows) counts.set(customerId, (counts.get(customerId) ?? 0) + 1)
  return [...counts].map(([customerId, count]) => ({ action, customerId, detail: { count } }))
}
