import { requireSubject } from '../access.ts'
import type { MovedView } from '../cases/schema.ts'
import { takeStep } from '../cases/take-step.ts'
import { emit } from '../emit.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingRequest } from './record-missing-request.ts'
import { writeRequestInput } from './schema.ts'

const limit = { name: 'request-messages', max: 60, seconds: 24 * 60 * 60 }

/**
 * Adds the customer's message to a request. Where the bank waited for it, the clock runs again.
 * @throws DomainError `not-found`, `conflict`, `locked`, `too-many`; `invalid` on `text`, `attachments`
 */
export const writeRequest = verb(
  'requests:write',
  writeRequestInput,
  async (ctx, { caseId, text, attachments, lastStep }): Promise<MovedView> => {
    await takeTry(ctx, [{ limit, who: requireSubject(ctx) }])
    return recordMissingRequest(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const step = { caseId, kind: 'message', side: 'customer', text, attachments, lastStep } as const
        const moved = await takeStep(ctx, tx, 'request', step)
        await record(ctx, tx, {
          action: 'request.message-sent',
          objectId: caseId,
          detail: { step: 'message' },
        })
        await emit(ctx, tx, 'request.moved', caseId)
        return moved
      }),
    )
  },
)
