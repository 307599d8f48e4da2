import { and, eq, isNull } from 'drizzle-orm'
import { staffSessions } from '#db/schema/staff.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'

/** Ends the staff session the context acts in, at once. */
export const signOutStaff = verb('staff:sign-out', async (ctx): Promise<void> => {
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
})
