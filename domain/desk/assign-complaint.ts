import { and, eq, inArray, max } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { complaintAssignments } from '#db/schema/complaints.ts'
import { staff } from '#db/schema/staff.ts'
import { requireSubject } from '../access.ts'
import { findComplaint, recordMissingComplaint } from '../complaints/find-complaint.ts'
import type { Ctx } from '../context.ts'
import { conflict, invalid } from '../errors.ts'
import { record } from '../record.ts'
import { change, isDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { answeringRoles } from './rules.ts'
import { assignComplaintInput } from './schema.ts'

/**
 * Assigns a complaint to oneself, to a colleague, or to nobody. All staff who answer complaints may do so.
 * @throws DomainError `not-found`; `conflict` when it was assigned since `lastAssignment`; `invalid` on `to`
 */
export const assignComplaint = verb(
  'complaints:answer',
  assignComplaintInput,
  async (ctx, { complaintId, to, lastAssignment }): Promise<{ number: number }> => {
    return recordMissingComplaint(ctx, complaintId, () =>
      change(ctx, async (tx) => {
        const [last, known] = await Promise.all([
          lastNumber(ctx, tx, complaintId),
          to === null || answersComplaints(tx, to),
          findComplaint(ctx, tx, complaintId),
        ])
        if (!known) throw invalid('to', 'complaint.assignee-unknown')
        if (last !== lastAssignment) throw conflict()
        const number = last + 1
        const customerId = requireSubject(ctx)
        await tx
          .insert(complaintAssignments)
          .values({ customerId, complaintId, number, staffId: to, by: ctx.actor.staffId, at: ctx.now })
          .catch((error: unknown) => {
            throw isDuplicate(error) ? conflict() : error
          })
        await record(ctx, tx, { action: 'complaint.assigned', objectId: complaintId, detail: { to } })
        return { number }
      }),
    )
  },
)

/** The number of the complaint's last assignment; 0 before the first. */
async function lastNumber(ctx: Ctx, tx: Tx, complaintId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(complaintAssignments.number) })
    .from(complaintAssignments)
    .where(
      and(
        eq(complaintAssignments.customerId, requireSubject(ctx)),
        eq(complaintAssignments.complaintId, complaintId),
      ),
    )
  return row?.last ?? 0
}

async function answersComplaints(tx: Tx, staffId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.id, staffId), inArray(staff.role, [...answeringRoles])))
  return rows.length > 0
}
