import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { tellOfStep } from './bank-step.ts'
import { findComplaint, recordMissingComplaint } from './find-complaint.ts'
import { isOutgoing } from './rules.ts'
import { moveComplaintInput, type SentView } from './schema.ts'
import { refuseWhileOneWaits, sendText } from './send-text.ts'
import { takeNext } from './take-step.ts'

/**
 * Takes the bank's next step on a complaint of the context's customer: review, or the end of it. A message, a question and
 * the written answer are sent, and become steps when they leave.
 * @throws DomainError `not-found`; `conflict` when another step came first or a colleague's text waits to leave; `locked`
 *   when this step may not follow or one's own text waits to leave; `invalid` on `text`
 */
export const moveComplaint = verb(
  'complaints:answer',
  moveComplaintInput,
  async (ctx, { complaintId, kind, text, lastStep }): Promise<SentView> => {
    return recordMissingComplaint(ctx, complaintId, () =>
      change(ctx, async (tx) => {
        const found = await findComplaint(ctx, tx, complaintId)
        if (isOutgoing(kind)) return sendText(ctx, tx, found, { complaintId, kind, text, lastStep })
        await refuseWhileOneWaits(ctx, tx, complaintId)
        const moved = await takeNext(ctx, tx, found, { complaintId, kind, side: 'bank', text, lastStep })
        await tellOfStep(ctx, tx, found.row, kind)
        return { ...moved, leavesAt: null }
      }),
    )
  },
)
