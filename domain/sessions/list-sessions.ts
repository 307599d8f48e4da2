import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { sessions } from '#db/schema/sessions.ts'
import { may, requireSubject } from '../access.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { idleSeconds, lifeSeconds } from './resume-session.ts'
import type { SessionView } from './schema.ts'

/**
 * The customer's valid sessions, this browser's first, then the last used. Network addresses are for the customer alone;
 * in a look there are none.
 */
export const listSessions = verb('sessions:list', async (ctx): Promise<SessionView[]> => {
  const customerId = requireSubject(ctx)
  const current = ctx.actor.kind === 'customer' ? ctx.actor.sessionId : null
  const own = ctx.actor.kind === 'customer'
  return read(ctx, async (tx) => {
    const [key, rows] = await Promise.all([
      customerKey(ctx, tx),
      tx.select().from(sessions).where(validSessions(customerId, ctx.now)).orderBy(desc(sessions.lastSeenAt)),
    ])
    const views = rows.map((row) => ({
      id: row.id,
      device: row.device,
      address: own ? openText(key, row.addressSealed, `sessions:${row.id}:address`) : null,
      startedAt: row.startedAt,
      lastSeenAt: row.lastSeenAt,
      current: row.id === current,
      endable: may(ctx, 'sessions:end') && row.id !== current,
    }))
    return views.sort((a, b) => Number(b.current) - Number(a.current))
  })
})

/** The customer's sessions that were not ended, are not idle for too long and not too old. */
export function validSessions(customerId: string, now: Date) {
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
  return and(
    eq(sessions.customerId, customerId),
    isNull(sessions.endedAt),
    gt(sessions.lastSeenAt, ago(idleSeconds)),
    gt(sessions.startedAt, ago(lifeSeconds)),
  )
}
