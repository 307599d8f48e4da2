import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { complaintSteps, complaints } from '#db/schema/complaints.ts'
import { noting } from '../audit/noting-missing.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { requireSubject } from '../permissions.ts'
import { isState, type State } from './rules.ts'

export type ComplaintRow = typeof complaints.$inferSelect

/**
 * One complaint of the subject, and its last step.
 * @throws DomainError `not-found`, for another customer's complaint too
 */
export async function findComplaint(
  ctx: Ctx,
  tx: Tx,
  id: string,
): Promise<{ row: ComplaintRow; last: { number: number; state: State } }> {
  const own = eq(complaints.customerId, requireSubject(ctx))
  const [found] = await tx
    .select({ row: complaints, number: complaintSteps.number, state: complaintSteps.state })
    .from(complaints)
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
  return { row: found.row, last: { number: found.number, state: readState(found.state) } }
}

/** Does the work, and when it finds no such complaint, writes down that someone asked for it. */
export const notingMissing = <T>(ctx: Ctx, objectId: string, work: () => Promise<T>): Promise<T> =>
  noting(ctx, 'complaint.not-found', objectId, work)

/** @throws Error for a state this version does not know. */
export function readState(state: string): State {
  if (!isState(state)) throw new Error(`no such state of a complaint: ${state}`)
  return state
}
