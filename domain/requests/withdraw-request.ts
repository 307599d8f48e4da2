import { findCase } from '../cases/find-case.ts'
import type { MovedView } from '../cases/schema.ts'
import { takeNext } from '../cases/take-step.ts'
import { refuseOnceBegun } from '../deletion-plans/by-hand.ts'
import { emit } from '../emit.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { lockRequests } from './lock-requests.ts'
import { recordMissingRequest } from './record-missing-request.ts'
import { withdrawRequestInput } from './schema.ts'

/**
 * Withdraws a request that is not carried out yet: the bank no longer owes an answer, and no step can follow.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` once it is answered, and once a
 *   system has erased what it asks to erase
 */
export const withdrawRequest = verb(
  'requests:write',
  withdrawRequestInput,
  async (ctx, { caseId, lastStep }): Promise<MovedView> =>
    recordMissingRequest(ctx, caseId, () =>
      change(ctx, async (tx) => {
        await lockRequests(ctx, tx)
        const found = await findCase(ctx, tx, 'request', caseId)
        await refuseOnceBegun(ctx, tx, found.row)
        const moved = await takeNext(ctx, tx, found, {
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
