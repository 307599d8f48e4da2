import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { tellOfStep } from './bank-step.ts'
import { findCase, recordMissingComplaint } from '../cases/find-case.ts'
import { isOutgoing } from '../cases/rules.ts'
import { moveComplaintInput, type SentView } from './schema.ts'
import { refuseWhileOneWaits, sendText } from './send-text.ts'
import { takeNext } from '../cases/take-step.ts'

/**
 * Takes the bank's next step on a complaint of the context's customer: review, or the end of it. A message, a question and
 * the written answer are sent, and become steps when they leave.
 * @throws DomainError `not-found`; `conflict` when another step came first or a colleague's text waits to leave; `locked`
 *   when this step may not follow or one's own text waits to leave; `invalid` on `text`
 */
export const moveComplaint = verb(
  'complaints:answer',
  moveComplaintInput,
  async (ctx, { caseId, kind, text, lastStep }): Promise<SentView> => {
    return recordMissingComplaint(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const found = await findCase(ctx, tx, caseId)
        if (isOutgoing(kind)) return sendText(ctx, tx, found, { caseId, kind, text, lastStep })
        await refuseWhileOneWaits(ctx, tx, caseId)
        const moved = await takeNext(ctx, tx, found, { caseId, kind, side: 'bank', text, lastStep })
        await tellOfStep(ctx, tx, found.row, kind)
        return { ...moved, leavesAt: null }
      }),
    )
  },
)
