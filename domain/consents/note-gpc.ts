import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { record } from '../record.ts'

/**
 * Notes, in the caller's transaction, that this session's browser sends `Sec-GPC: 1`. Of several page loads at once one
 * notes it; the others wait for it and find it done.
 * @returns whether this call noted it.
 */
export async function noteGpc(ctx: Ctx, tx: Tx): Promise<boolean> {
  if (ctx.actor.kind !== 'customer') return false
  const { sessionId } = ctx.actor
  const noted = await tx
    .update(sessions)
    .set({ gpc: true })
    .where(
      and(eq(sessions.customerId, requireSubject(ctx)), eq(sessions.id, sessionId), eq(sessions.gpc, false)),
    )
    .returning({ id: sessions.id })
  if (noted.length === 0) return false
  await record(ctx, tx, { action: 'session.gpc-noticed', objectId: sessionId })
  return true
}
