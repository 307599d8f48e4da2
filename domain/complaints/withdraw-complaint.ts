import { emit } from '../emit.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingComplaint } from './find-complaint.ts'
import { type MovedView, withdrawComplaintInput } from './schema.ts'
import { takeStep } from './take-step.ts'

/**
 * Withdraws a complaint: the bank no longer owes an answer, and no step can follow.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` once it is answered
 */
export const withdrawComplaint = verb(
  'complaints:write',
  withdrawComplaintInput,
  async (ctx, { complaintId, lastStep }): Promise<MovedView> => {
    return recordMissingComplaint(ctx, complaintId, () =>
      change(ctx, async (tx) => {
        const moved = await takeStep(ctx, tx, { complaintId, kind: 'withdrawn', side: 'customer', lastStep })
        await record(ctx, tx, { action: 'complaint.withdrawn', objectId: complaintId })
        await emit(ctx, tx, 'complaint.moved', complaintId)
        return moved
      }),
    )
  },
)
