import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { complaintSteps, complaints } from '#db/schema/complaints.ts'
import { readComplaintNumber } from '../complaints/complaint-number.ts'
import { groupOf } from '../complaints/rules.ts'
import type { Ctx } from '../context.ts'

/** A complaint that staff named by its number. A look can be asked for only while it is open. */
export interface NamedComplaint {
  /** Its full number. */
  reference: string
  customerId: string
  complaintId: string
  open: boolean
}

/** The complaint with that number as people write it, of any customer; null when there is none. */
export async function complaintByReference(
  { now }: Ctx,
  tx: Tx,
  typed: string,
): Promise<NamedComplaint | null> {
  const reference = readComplaintNumber(typed, now)
  if (!reference) return null
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
    reference,
    customerId: row.customerId,
    complaintId: row.id,
    open: groupOf(row.state) === 'open',
  }
}
