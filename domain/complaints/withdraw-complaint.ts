import { emit } from '../emit.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingComplaint } from '../cases/find-case.ts'
import { type MovedView, withdrawComplaintInput } from './schema.ts'
import { takeStep } from '../cases/take-step.ts'

/**
 * Withdraws a complaint: the bank no longer owes an answer, and no step can follow.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` once it is answered
 */
export const withdrawComplaint = verb(
  'complaints:write',
  withdrawComplaintInput,
  async (ctx, { caseId, lastStep }): Promise<MovedView> => {
    return recordMissingComplaint(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const moved = await takeStep(ctx, tx, { caseId, kind: 'withdrawn', side: 'customer', lastStep })
        await record(ctx, tx, { action: 'complaint.withdrawn', objectId: caseId })
        await emit(ctx, tx, 'complaint.moved', caseId)
        return moved
      }),
    )
  },
)
