import { and, eq, isNull } from 'drizzle-orm'
import { sessions } from '#db/schema/sessions.ts'
import { requirePermission, requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { parse } from '../parse.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { endSessionInput } from './schema.ts'

/**
 * Ends one of the customer's sessions at once, this one included.
 * @throws DomainError `invalid`, `not-found`
 */
export async function endSession(ctx: Ctx, input: unknown): Promise<{ id: string }> {
  requirePermission(ctx, 'sessions:end')
  const { id } = parse(endSessionInput, input)
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
}
