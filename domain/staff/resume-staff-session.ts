import { and, eq, isNull, sql } from 'drizzle-orm'
import { staff, staffSessions } from '#db/schema/staff.ts'
import type { Ctx, StaffSession } from '../context.ts'
import { bookkeep, read } from '../transaction.ts'
import { verb } from '../verb.ts'

/** A staff session ends after 15 minutes without use, and after 8 hours in any case. */
export const staffIdleSeconds = 15 * 60
export const staffLifeSeconds = 8 * 60 * 60
const touchSeconds = 30

/**
 * The member of staff whose session a cookie names; null when the session has ended or idled out or does not exist, or
 * when the person has lost their role. Updates the session's last-seen time.
 * @param named the staff code and the session that the cookie names.
 * @param attended false for requests that a page makes by itself; they do not keep a session from idling out.
 */
export const resumeStaffSession = verb(
  'staff:resume',
  async (ctx, named: { sub: string; sid: string }, attended = true): Promise<StaffSession | null> => {
    const own = and(
      eq(staffSessions.staffId, named.sub),
      eq(staffSessions.id, named.sid),
      isNull(staffSessions.endedAt),
    )
    const [row] = await read(ctx, (tx) =>
      tx
        .select({ role: staff.role, session: staffSessions })
        .from(staffSessions)
        .innerJoin(staff, eq(staff.id, staffSessions.staffId))
        .where(own),
    )
    if (!row?.role) return null
    const { session, role } = row
    if (!isLive(ctx, session)) return null
    if (attended && secondsSince(ctx, session.lastSeenAt) > touchSeconds)
      await bookkeep(ctx, 'last-seen', (tx) =>
        tx
          .update(staffSessions)
          .set({
            lastSeenAt: sql`greatest(${staffSessions.lastSeenAt}, ${ctx.now.toISOString()}::timestamptz)`,
          })
          .where(own),
      )
    const { staffId, id: sessionId, firstId, authenticatedAt } = session
    return { staffId, role, sessionId, ...(firstId && { firstSessionId: firstId }), authenticatedAt }
  },
)

const secondsSince = ({ now }: Ctx, at: Date): number => (now.getTime() - at.getTime()) / 1000

/** Whether a session that was not ended can still be used. */
export const isLive = (
  ctx: Ctx,
  { lastSeenAt, startedAt }: Pick<typeof staffSessions.$inferSelect, 'lastSeenAt' | 'startedAt'>,
): boolean =>
  secondsSince(ctx, lastSeenAt) <= staffIdleSeconds && secondsSince(ctx, startedAt) <= staffLifeSeconds
