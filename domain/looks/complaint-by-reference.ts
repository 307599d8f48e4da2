import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { complaintSteps, complaints } from '#db/schema/complaints.ts'
import { groupOf } from '../complaints/rules.ts'

/** A complaint that staff named by its number. A look can be asked for only while it is open. */
export interface NamedComplaint {
  customerId: string
  complaintId: string
  open: boolean
}

/** The complaint with that number, of any customer; null when there is none. */
export async function complaintByReference(tx: Tx, reference: string): Promise<NamedComplaint | null> {
  const [row] = await tx
    .select({ customerId: complaints.customerId, id: complaints.id, state: complaintSteps.state })
    .from(complaints)
    .innerJoin(
      complaintSteps,
      and(
        eq(complaintSteps.customerId, complaints.customerId),
        eq(complaintSteps.complaintId, complaints.id),
      ),
    )
    .where(eq(complaints.reference, reference))
    .orderBy(desc(complaintSteps.number))
    .limit(1)
  if (!row) return null
  return {
    customerId: row.customerId,
    complaintId: row.id,
    open: groupOf(row.state) === 'open',
  }
}
