import { requireSubject } from '../access.ts'
import { recordMissingCase } from '../cases/find-case.ts'
import type { MovedView } from '../cases/schema.ts'
import { takeStep } from '../cases/take-step.ts'
import { emit } from '../emit.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { writeMessageInput } from './schema.ts'

const limit = { name: 'complaint-messages', max: 60, seconds: 24 * 60 * 60 }

/**
 * Adds the customer's message to a complaint. As `negotiation` it says that the customer does not accept the answer, or
 * that it is late, and asks to settle the dispute.
 * @throws DomainError `not-found`, `conflict`, `locked`, `too-many`; `invalid` on `text`, `attachments`
 */
export const writeMessage = verb(
  'complaints:write',
  writeMessageInput,
  async (ctx, { caseId, kind, text, attachments, lastStep }): Promise<MovedView> => {
    await takeTry(ctx, [{ limit, who: requireSubject(ctx) }])
    return recordMissingCase(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const moved = await takeStep(ctx, tx, 'complaint', {
          caseId,
          kind,
          side: 'customer',
          text,
          attachments,
          lastStep,
        })
        const action = kind === 'message' ? 'complaint.message-sent' : 'complaint.moved'
        await record(ctx, tx, { action, objectId: caseId, detail: { step: kind } })
        await emit(ctx, tx, 'complaint.moved', caseId)
        return moved
      }),
    )
  },
)
