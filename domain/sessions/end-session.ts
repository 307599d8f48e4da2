import { notFound } from '../errors.ts'
import { requireFreshCode } from '../fresh-code.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { endOpenSession } from './end-open-session.ts'
import { endSessionInput } from './schema.ts'

/**
 * Ends one of the customer's sessions at once, this one included. For another than this one the customer needs a fresh
 * code, so that a thief of one session cannot end the owner's.
 * @throws DomainError `invalid`, `not-found`, `step-up`
 */
export const endSession = verb(
  'sessions:end',
  endSessionInput,
  async (ctx, { id }): Promise<{ id: string }> => {
    if (id !== ctx.actor.sessionId) requireFreshCode(ctx)
    await change(ctx, async (tx) => {
      if (!(await endOpenSession(ctx, tx, id))) throw notFound()
    })
    return { id }
  },
)
