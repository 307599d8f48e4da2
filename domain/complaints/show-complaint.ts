import { recordMissingCase } from '../cases/find-case.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { complaintView } from './complaint-view.ts'
import { type ComplaintView, showComplaintInput } from './schema.ts'

/**
 * Shows a complaint to its customer.
 * @throws DomainError `invalid`, `not-found`
 */
export const showComplaint = verb(
  'complaints:list',
  showComplaintInput,
  async (ctx, { caseId }): Promise<ComplaintView> => {
    return recordMissingCase(ctx, caseId, () =>
      read(ctx, async (tx) => (await complaintView(ctx, tx, caseId)).view),
    )
  },
)
