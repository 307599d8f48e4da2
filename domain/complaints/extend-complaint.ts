import { emit } from '../emit.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { countDelay } from './answer-deadline.ts'
import { findComplaint, recordMissingComplaint } from './find-complaint.ts'
import { extendComplaintInput, type MovedView } from './schema.ts'
import { takeNext } from './take-step.ts'

/**
 * Tells the customer that the answer will be late, once and before the last day is past: until when at most, by the
 * catalogue's clock `complaint-extension`, and why. The day on which the answer is owed stays; after it the answer is late.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` when it is late, a delay was
 *   announced before, or no answer is owed; `invalid` on `reason`
 */
export const extendComplaint = verb(
  'complaints:answer',
  extendComplaintInput,
  async (ctx, { complaintId, reason, lastStep }): Promise<MovedView> => {
    return recordMissingComplaint(ctx, complaintId, () =>
      change(ctx, async (tx) => {
        const found = await findComplaint(ctx, tx, complaintId)
        const dueOn = countDelay(found.row.dueOn)
        const step = { complaintId, kind: 'extended', side: 'bank', text: reason, lastStep, dueOn } as const
        const moved = await takeNext(ctx, tx, found, step)
        await record(ctx, tx, {
          action: 'complaint.extended',
          objectId: complaintId,
          detail: { step: 'extended', from: found.row.dueOn, to: dueOn },
        })
        await emit(ctx, tx, 'complaint.moved', complaintId)
        await queueNotice(ctx, tx, 'complaint-extended', { reference: found.row.reference })
        return moved
      }),
    )
  },
)
