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
  /** The day until which a late answer was announced, as ISO date; null when none was. */
  delayedTo: string | null
}

/**
 * One complaint of the subject, its last step, and whether a delay was announced.
 * @throws DomainError `not-found`, also for another customer's complaint
 */
export async function findComplaint(ctx: Ctx, tx: Tx, id: string): Promise<FoundComplaint> {
  const own = eq(complaints.customerId, requireSubject(ctx))
  const delayed = tx
    .select({ dueOn: max(complaintSteps.dueOn).as('delayed_to') })
    .from(complaintSteps)
    .where(and(eq(complaintSteps.customerId, requireSubject(ctx)), eq(complaintSteps.complaintId, id)))
    .as('delayed')
  const [found] = await tx
    .select({
      row: complaints,
      number: complaintSteps.number,
      state: complaintSteps.state,
      delayedTo: delayed.dueOn,
    })
    .from(complaints)
    .crossJoin(delayed)
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
  const { row, number, state, delayedTo } = found
  return { row, last: { number, state }, delayedTo }
}

/** Does the work; when the complaint is not found, writes an audit row that an actor asked for it. */
export const recordMissingComplaint = <T>(ctx: Ctx, objectId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'complaint.not-found', objectId, work)
