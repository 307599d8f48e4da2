import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { read } from '../transaction.ts'
import { complaintView } from './complaint-view.ts'
import { notingMissing } from './find-complaint.ts'
import { type ComplaintView, showComplaintInput } from './schema.ts'

/**
 * One complaint, to the customer it is from.
 * @throws DomainError `invalid`, `not-found`
 */
export async function showComplaint(ctx: Ctx, input: unknown): Promise<ComplaintView> {
  requirePermission(ctx, 'complaints:list')
  const { complaintId } = parse(showComplaintInput, input)
  return notingMissing(ctx, complaintId, () =>
    read(ctx, async (tx) => (await complaintView(ctx, tx, complaintId)).view),
  )
}
