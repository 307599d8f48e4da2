import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingRequest } from './record-missing-request.ts'
import { requestView } from './request-view.ts'
import { type RequestView, showRequestInput } from './schema.ts'

/**
 * Shows a request to its customer.
 * @throws DomainError `invalid`, `not-found`
 */
export const showRequest = verb(
  'requests:list',
  showRequestInput,
  async (ctx, { caseId }): Promise<RequestView> =>
    recordMissingRequest(ctx, caseId, () =>
      read(ctx, async (tx) => (await requestView(ctx, tx, caseId)).view),
    ),
)
