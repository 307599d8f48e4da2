import { and, eq, isNull, sql } from 'drizzle-orm'
import { customerKeys } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { sessions } from '#db/schema/sessions.ts'
import { openText } from '../crypto.ts'
import { shortName } from '../customers/short-name.ts'
import { openLooks } from '../looks/open-looks.ts'
import { bookkeep, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { Me } from './schema.ts'

/** OWASP ASVS 5.0 V7.3: a session ends after 30 minutes without use, and after 12 hours in any case. */
export const idleSeconds = 30 * 60
export const lifeSeconds = 12 * 60 * 60
/** The last-seen time is updated at most this often, so that reading a page rarely writes. */
const touchSeconds = 60

/**
 * The customer of the session that the cookie names, and the open looks at their pages; null when the session has ended
 * or idled out, or does not exist. Updates the session's last-seen time.
 * @param ctx has the cookie's customer as subject and its session as actor.
 * @param attended false for requests that a page makes by itself; they do not keep a session from idling out.
 * @param renewals as the cookie says; an older cookie names no session any more.
 */
export const resumeSession = verb(
  'sessions:resume',
  async (ctx, attended = true, renewals?: number): Promise<Me | null> => {
    if (!ctx.subject) return null
    const { sessionId } = ctx.actor
    const own = and(eq(sessions.customerId, ctx.subject), eq(sessions.id, sessionId))
    const [row, looks] = await read(ctx, async (tx) => {
      const session = tx
        .select({
          session: sessions,
          nameId: holdings.id,
          name: holdings.valueSealed,
          wrapped: customerKeys.wrappedKey,
        })
        .from(sessions)
        .innerJoin(customerKeys, eq(customerKeys.customerId, sessions.customerId))
        .leftJoin(
          holdings,
          and(eq(holdings.customerId, sessions.customerId), eq(holdings.field, 'full-name')),
        )
        .where(and(own, eq(sessions.renewals, renewals ?? 0), isNull(sessions.endedAt)))
      const [[found], open] = await Promise.all([session, openLooks(ctx, tx)])
      return [found, open] as const
    })
    if (!row?.wrapped) return null
    const { session } = row
    const idle = (ctx.now.getTime() - session.lastSeenAt.getTime()) / 1000
    const age = (ctx.now.getTime() - session.startedAt.getTime()) / 1000
    if (idle > idleSeconds || age > lifeSeconds) return null
    if (attended && idle > touchSeconds)
      await bookkeep(ctx, 'last-seen', (tx) =>
        tx
          .update(sessions)
          .set({ lastSeenAt: sql`greatest(${sessions.lastSeenAt}, ${ctx.now.toISOString()}::timestamptz)` })
          .where(own),
      )
    const key = await ctx.keys.master.unwrap(row.wrapped)
    const fullName = row.name && row.nameId ? openText(key, row.name, `holdings:${row.nameId}:value`) : null
    return {
      customerId: ctx.subject,
      sessionId,
      verifiedAt: session.verifiedAt,
      gpcNoticed: session.gpc,
      name: fullName ? shortName(fullName) : null,
      fullName,
      looks,
    }
  },
)
