import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findComplaint, recordMissingComplaint } from './find-complaint.ts'
import { extendComplaintInput, type SentView } from './schema.ts'
import { sendText } from './send-text.ts'

/**
 * Tells the customer that the answer will be late, once and before the last day is past: until when at most, by the
 * catalogue's clock `complaint-extension`, and why. The day on which the answer is owed stays; after it the answer is late.
 * The notice becomes a step when it leaves.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` when it is late, a delay was
 *   announced before, or no answer is owed; `invalid` on `reason`
 */
export const extendComplaint = verb(
  'complaints:answer',
  extendComplaintInput,
  async (ctx, { complaintId, reason, lastStep }): Promise<SentView> => {
    return recordMissingComplaint(ctx, complaintId, () =>
      change(ctx, async (tx) => {
        const found = await findComplaint(ctx, tx, complaintId)
        return sendText(ctx, tx, found, { complaintId, kind: 'extended', text: reason, lastStep })
      }),
    )
  },
)
