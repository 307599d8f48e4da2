import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findCase, recordMissingCase } from './find-case.ts'
import { extendCaseInput, type SentView } from './schema.ts'
import { sendText } from './send-text.ts'

/**
 * Tells the customer that the answer will be late, once and before the last day is past: until when at most, by the
 * catalogue's clock `complaint-extension`, and why. The day on which the answer is owed stays; after it the answer is late.
 * The notice becomes a step when it leaves.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` when it is late, a delay was
 *   announced before, or no answer is owed; `invalid` on `reason`
 */
export const extendCase = verb(
  'cases:answer',
  extendCaseInput,
  async (ctx, { caseId, reason, lastStep }): Promise<SentView> => {
    return recordMissingCase(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const found = await findCase(ctx, tx, null, caseId)
        return sendText(ctx, tx, found, { kind: 'extended', text: reason, lastStep })
      }),
    )
  },
)
