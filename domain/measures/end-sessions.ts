import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { blockInput } from './schema.ts'
import { openSessions } from './take-measure.ts'
import { takeOwnMeasure } from './take-own-measure.ts'

/**
 * Ends all sessions of a customer at once, for a system of the bank, without blocking sign-in. Codes that were asked for
 * before sign nobody in. Where no session is open nothing changes, so the customer is told once.
 * @returns when they ended; null where none was open.
 * @throws DomainError `invalid`
 */
export const endSessions = verb(
  'measures:take',
  blockInput,
  async (ctx, { reason }): Promise<{ endedAt: Date | null }> => {
    const customerId = requireSubject(ctx)
    const open = await read(ctx, (tx) =>
      tx.select({ customerId: sessions.customerId }).from(sessions).where(openSessions(customerId)).limit(1),
    )
    if (open.length === 0) return { endedAt: null }
    const { taken } = await takeOwnMeasure(ctx, 'end-sessions', reason)
    return { endedAt: taken ? ctx.now : null }
  },
)
