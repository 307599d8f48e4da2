import { recordMissingCase } from '../cases/find-case.ts'
import type { MovedView } from '../cases/schema.ts'
import { takeStep } from '../cases/take-step.ts'
import { emit } from '../emit.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { withdrawComplaintInput } from './schema.ts'

/**
 * Withdraws a complaint: the bank no longer owes an answer, and no step can follow.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` once it is answered
 */
export const withdrawComplaint = verb(
  'complaints:write',
  withdrawComplaintInput,
  async (ctx, { caseId, lastStep }): Promise<MovedView> => {
    return recordMissingCase(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const step = { caseId, kind: 'withdrawn', side: 'customer', lastStep } as const
        const moved = await takeStep(ctx, tx, 'complaint', step)
        await record(ctx, tx, { action: 'complaint.withdrawn', objectId: caseId })
        await emit(ctx, tx, 'complaint.moved', caseId)
        return moved
      }),
    )
  },
)
