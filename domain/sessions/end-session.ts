import { and, eq, isNull } from 'drizzle-orm'
import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import { notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { endSessionInput } from './schema.ts'

/**
 * Ends one of the customer's sessions at once, this one included.
 * @throws DomainError `invalid`, `not-found`
 */
export const endSession = verb(
  'sessions:end',
  endSessionInput,
  async (ctx, { id }): Promise<{ id: string }> => {
    const customerId = requireSubject(ctx)
    await change(ctx, async (tx) => {
      const ended = await tx
        .update(sessions)
        .set({ endedAt: ctx.now })
        .where(and(eq(sessions.customerId, customerId), eq(sessions.id, id), isNull(sessions.endedAt)))
        .returning({ id: sessions.id })
      if (ended.length === 0) throw notFound()
      await record(ctx, tx, { action: 'session.ended', objectId: id })
    })
    return { id }
  },
)
