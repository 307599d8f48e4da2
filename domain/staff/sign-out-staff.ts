import { and, eq, isNull } from 'drizzle-orm'
import { staffSessions } from '#db/schema/staff.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { forbidden } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'

/** Ends the staff session the context acts in, at once. */
export async function signOutStaff(ctx: Ctx): Promise<void> {
  requirePermission(ctx, 'staff:sign-out')
  if (ctx.actor.kind !== 'staff') throw forbidden()
  const { staffId, sessionId } = ctx.actor
  await change(ctx, async (tx) => {
    await tx
      .update(staffSessions)
      .set({ endedAt: ctx.now })
      .where(
        and(
          eq(staffSessions.staffId, staffId),
          eq(staffSessions.id, sessionId),
          isNull(staffSessions.endedAt),
        ),
      )
    await record(ctx, tx, { action: 'staff.signed-out', objectId: staffId })
  })
}
