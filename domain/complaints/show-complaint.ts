import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { complaintView } from './complaint-view.ts'
import { recordMissingComplaint } from '../cases/find-case.ts'
import { type ComplaintView, showComplaintInput } from './schema.ts'

/**
 * Shows a complaint to its customer.
 * @throws DomainError `invalid`, `not-found`
 */
export const showComplaint = verb(
  'complaints:list',
  showComplaintInput,
  async (ctx, { caseId }): Promise<ComplaintView> => {
    return recordMissingComplaint(ctx, caseId, () =>
      read(ctx, async (tx) => (await complaintView(ctx, tx, caseId)).view),
    )
  },
)
