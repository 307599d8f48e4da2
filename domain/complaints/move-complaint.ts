import { tellOfStep } from '../cases/bank-step.ts'
import { findCase, recordMissingCase } from '../cases/find-case.ts'
import { isOutgoing } from '../cases/rules.ts'
import type { SentView } from '../cases/schema.ts'
import { refuseWhileOneWaits, sendText } from '../cases/send-text.ts'
import { takeNext } from '../cases/take-step.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { moveComplaintInput } from './schema.ts'

/**
 * Takes the bank's next step on a complaint of the context's customer: review, or the end of it. A message, a question and
 * the written answer are sent, and become steps when they leave.
 * @throws DomainError `not-found`; `conflict` when another step came first or a colleague's text waits to leave; `locked`
 *   when this step may not follow or one's own text waits to leave; `invalid` on `text`
 */
export const moveComplaint = verb(
  'cases:answer',
  moveComplaintInput,
  async (ctx, { caseId, kind, text, lastStep }): Promise<SentView> => {
    return recordMissingCase(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const found = await findCase(ctx, tx, 'complaint', caseId)
        if (isOutgoing(kind)) return sendText(ctx, tx, found, { kind, text, lastStep })
        await refuseWhileOneWaits(ctx, tx, caseId)
        const moved = await takeNext(ctx, tx, found, { caseId, kind, side: 'bank', text, lastStep })
        await tellOfStep(ctx, tx, found, kind)
        return { ...moved, leavesAt: null }
      }),
    )
  },
)
