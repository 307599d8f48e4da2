import { and, desc, eq, max } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { complaintSteps, complaints } from '#db/schema/complaints.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordMissing } from '../record-missing.ts'
import type { ComplaintState } from './rules.ts'

export type ComplaintRow = typeof complaints.$inferSelect

/** A complaint with its state. */
export interface FoundComplaint {
  row: ComplaintRow
  last: { number: number; state: ComplaintState }
  /** The last day for the answer if it was extended, as ISO date. */
  extendedTo: string | null
}

/**
 * One complaint of the subject, its last step, and whether its deadline was extended.
 * @throws DomainError `not-found`, also for another customer's complaint
 */
export async function findComplaint(ctx: Ctx, tx: Tx, id: string): Promise<FoundComplaint> {
  const own = eq(complaints.customerId, requireSubject(ctx))
  const extended = tx
    .select({ dueOn: max(complaintSteps.dueOn).as('extended_to') })
    .from(complaintSteps)
    .where(and(eq(complaintSteps.customerId, requireSubject(ctx)), eq(complaintSteps.complaintId, id)))
    .as('extended')
  const [found] = await tx
    .select({
      row: complaints,
      number: complaintSteps.number,
      state: complaintSteps.state,
      extendedTo: extended.dueOn,
    })
    .from(complaints)
    .crossJoin(extended)
    .innerJoin(
      complaintSteps,
      and(
        eq(complaintSteps.customerId, complaints.customerId),
        eq(complaintSteps.complaintId, complaints.id),
      ),
    )
    .where(and(own, eq(complaints.id, id)))
    .orderBy(desc(complaintSteps.number))
    .limit(1)
  if (!found) throw notFound()
  const { row, number, state, extendedTo } = found
  return { row, last: { number, state }, extendedTo }
}

/** Does the work; when the complaint is not found, writes an audit row that an actor asked for it. */
export const recordMissingComplaint = <T>(ctx: Ctx, objectId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'complaint.not-found', objectId, work)
