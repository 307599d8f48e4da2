import { and, ne } from 'drizzle-orm'
import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import { notFound } from '../errors.ts'
import { requireFreshCode } from '../fresh-code.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { validSessions } from './list-sessions.ts'

/**
 * Ends at once all of the customer's sessions but this one. It takes a fresh code, as ending one of them does.
 * @returns how many there were.
 * @throws DomainError `step-up`; `not-found` when there is no other
 */
export const endOtherSessions = verb('sessions:end', async (ctx): Promise<{ ended: number }> => {
  requireFreshCode(ctx)
  return change(ctx, async (tx) => {
    const others = and(validSessions(requireSubject(ctx), ctx.now), ne(sessions.id, ctx.actor.sessionId))
    const ended = await tx
      .update(sessions)
      .set({ endedAt: ctx.now })
      .where(others)
      .returning({ id: sessions.id })
    const [first, ...more] = ended.map(({ id }) => ({ action: 'session.ended', objectId: id }) as const)
    if (!first) throw notFound()
    await record(ctx, tx, first, ...more)
    return { ended: ended.length }
  })
})
