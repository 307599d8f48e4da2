import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { record } from '../record.ts'

/**
 * Ends a session of the subject and says so in their log.
 * @param detail what ended it, where the customer did not.
 * @returns false when there is none, or it is over.
 */
export async function endOpenSession(
  ctx: Ctx,
  tx: Tx,
  id: string,
  detail: { by?: 'sign-in' } = {},
): Promise<boolean> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: ctx.now })
    .where(and(eq(sessions.customerId, requireSubject(ctx)), eq(sessions.id, id), isNull(sessions.endedAt)))
    .returning({ id: sessions.id })
  if (ended.length === 0) return false
  await record(ctx, tx, { action: 'session.ended', objectId: id, detail })
  return true
}
