import type { MovedView } from '../cases/schema.ts'
import { takeStep } from '../cases/take-step.ts'
import { emit } from '../emit.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingRequest } from './record-missing-request.ts'
import { withdrawRequestInput } from './schema.ts'

/**
 * Withdraws a request that is not carried out yet: the bank no longer owes an answer, and no step can follow.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` once it is answered
 */
export const withdrawRequest = verb(
  'requests:write',
  withdrawRequestInput,
  async (ctx, { caseId, lastStep }): Promise<MovedView> =>
    recordMissingRequest(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const moved = await takeStep(ctx, tx, 'request', {
          caseId,
          kind: 'withdrawn',
          side: 'customer',
          lastStep,
        })
        await record(ctx, tx, { action: 'request.withdrawn', objectId: caseId })
        await emit(ctx, tx, 'request.moved', caseId)
        return moved
      }),
    ),
)
