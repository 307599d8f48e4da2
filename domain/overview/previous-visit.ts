import { desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { idleSeconds, lifeSeconds } from '../sessions/resume-session.ts'

/** More sessions than anyone keeps open at once. */
const newest = 20

export interface Visits {
  /** The session that counts as this visit: the customer's own; for who looks with leave, the customer's latest. */
  current: string | null
  /** When the session before this one began; null when there was none. */
  previous: Date | null
  /** How many sessions count now, this one included. */
  open: number
}

/** The customer's visits, read from their sessions. */
export async function readVisits(ctx: Ctx, tx: Tx): Promise<Visits> {
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
  const place = rows.findIndex((row) => row.id === current)
  const age = (moment: Date) => (ctx.now.getTime() - moment.getTime()) / 1000
  const open = rows.filter(
    (row) => !row.endedAt && age(row.lastSeenAt) < idleSeconds && age(row.startedAt) < lifeSeconds,
  )
  return { current, previous: rows[place + 1]?.startedAt ?? null, open: open.length }
}
