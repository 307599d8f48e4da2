import { and, eq, inArray, max } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseAssignments } from '#db/schema/cases.ts'
import { staff } from '#db/schema/staff.ts'
import { requireSubject } from '../access.ts'
import { findCase, recordMissingCase } from '../cases/find-case.ts'
import type { Ctx } from '../context.ts'
import { conflict, invalid } from '../errors.ts'
import { record } from '../record.ts'
import { change, isDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { answeringRoles } from './rules.ts'
import { assignCaseInput } from './schema.ts'

/**
 * Assigns a case to oneself, to a colleague, or to nobody. All staff who answer cases may do so.
 * @throws DomainError `not-found`; `conflict` when it was assigned since `lastAssignment`; `invalid` on `to`
 */
export const assignCase = verb(
  'cases:answer',
  assignCaseInput,
  async (ctx, { caseId, to, lastAssignment }): Promise<{ number: number }> => {
    return recordMissingCase(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const [last, known, { row }] = await Promise.all([
          lastNumber(ctx, tx, caseId),
          to === null || answersComplaints(tx, to),
          findCase(ctx, tx, null, caseId),
        ])
        if (!known) throw invalid('to', 'complaint.assignee-unknown')
        if (last !== lastAssignment) throw conflict()
        const number = last + 1
        const customerId = requireSubject(ctx)
        await tx
          .insert(caseAssignments)
          .values({ customerId, caseId, number, staffId: to, by: ctx.actor.staffId, at: ctx.now })
          .catch((error: unknown) => {
            throw isDuplicate(error) ? conflict() : error
          })
        await record(ctx, tx, { action: `${row.type}.assigned`, objectId: caseId, detail: { to } })
        return { number }
      }),
    )
  },
)

/** The number of the case's last assignment; 0 before the first. */
async function lastNumber(ctx: Ctx, tx: Tx, caseId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(caseAssignments.number) })
    .from(caseAssignments)
    .where(and(eq(caseAssignments.customerId, requireSubject(ctx)), eq(caseAssignments.caseId, caseId)))
  return row?.last ?? 0
}

async function answersComplaints(tx: Tx, staffId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.id, staffId), inArray(staff.role, [...answeringRoles])))
  return rows.length > 0
}
