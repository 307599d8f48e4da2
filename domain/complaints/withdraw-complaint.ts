import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../emit.ts'
import { parse } from '../parse.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { notingMissing } from './find-complaint.ts'
import { type MovedView, withdrawComplaintInput } from './schema.ts'
import { takeStep } from './take-step.ts'

/**
 * Takes a complaint back: nothing more is owed, nothing more can follow.
 * @throws DomainError `not-found`; `conflict` when something was said meanwhile; `locked` once it is answered
 */
export async function withdrawComplaint(ctx: Ctx, input: unknown): Promise<MovedView> {
  requirePermission(ctx, 'complaints:write')
  const { complaintId, lastStep } = parse(withdrawComplaintInput, input)
  return notingMissing(ctx, complaintId, () =>
    change(ctx, async (tx) => {
      const moved = await takeStep(ctx, tx, { complaintId, kind: 'withdrawn', side: 'customer', lastStep })
      await record(ctx, tx, { action: 'complaint.withdrawn', objectId: complaintId })
      await emit(ctx, tx, 'complaint.moved', complaintId)
      return moved
    }),
  )
}
