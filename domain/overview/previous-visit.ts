import { desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { idleSeconds, lifeSeconds } from '../sessions/resume-session.ts'

/** More sessions than one customer has open. */
const newest = 20

/** The customer's previous visit; a visit is a session. */
export interface PreviousVisit {
  /** When the previous visit began; null when there was none. */
  beganAt: Date | null
  /** When the customer was last seen in it. */
  lastSeenAt: Date | null
  /** The number of valid sessions, including the current one. */
  openSessions: number
}

/** Reads the customer's visit before this one from their sessions. */
export async function readPreviousVisit(ctx: Ctx, tx: Tx): Promise<PreviousVisit> {
  const rows = await tx
    .select({
      id: sessions.id,
      startedAt: sessions.startedAt,
      lastSeenAt: sessions.lastSeenAt,
      endedAt: sessions.endedAt,
    })
    .from(sessions)
    .where(eq(sessions.customerId, requireSubject(ctx)))
    .orderBy(desc(sessions.startedAt))
    .limit(newest)
  const current = ctx.actor.kind === 'customer' ? ctx.actor.sessionId : (rows[0]?.id ?? null)
  const at = rows.findIndex((row) => row.id === current)
  const age = (moment: Date) => (ctx.now.getTime() - moment.getTime()) / 1000
  const open = rows.filter(
    (row) => !row.endedAt && age(row.lastSeenAt) < idleSeconds && age(row.startedAt) < lifeSeconds,
  )
  const before = rows[at + 1]
  return {
    beganAt: before?.startedAt ?? null,
    lastSeenAt: before?.lastSeenAt ?? null,
    openSessions: open.length,
  }
}
