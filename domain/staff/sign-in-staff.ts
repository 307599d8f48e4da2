import { randomUUIDv7 } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { StaffRole } from '#db/schema/staff.ts'
import { staff, staffSessions } from '#db/schema/staff.ts'
import type { Ctx } from '../context.ts'
import { addressMark } from '../limits.ts'
import { record, recordTrace } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { isLive } from './resume-staff-session.ts'

/** What a verified token of the identity provider says. */
export interface Vouched {
  /** `iss` and `sub` of the token (OpenID Connect Core, section 2). */
  issuer: string
  subject: string
  /** Null for a person without a role here. */
  role: StaffRole | null
  /** The person's own IIN, if the provider tells it; only its keyed hash is kept. */
  iin: string | null
  /** `auth_time`: when the person last signed in at the provider. */
  authenticatedAt: Date
}

/**
 * Signs a member of staff in under the staff code given at their first sign-in. A person who has lost their role is not
 * signed in, and their other sessions end at once. The browser's former session ends in both cases; when it was the same
 * person's, the new one follows it, and a look that runs goes on.
 * @param before the staff code and the session that the browser's cookie named.
 * @returns the new session; null for a person without a role.
 */
export const signInStaff = verb(
  'staff:sign-in',
  async (
    ctx,
    vouched: Vouched,
    before: { sub: string; sid: string } | null = null,
  ): Promise<{ staffId: string; sessionId: string } | null> => {
    return change(ctx, async (tx) => {
      const staffId = await enrol(ctx, tx, vouched)
      const former = before ? await endSessions(ctx, tx, before.sub, before.sid) : []
      if (!vouched.role || !staffId) {
        if (staffId) await endSessions(ctx, tx, staffId)
        // Of a person never seen here, who changes nothing, only the first refusals are rows.
        const bounded = !staffId && former.length === 0
        const detail = { address: addressMark(ctx) }
        await recordTrace(
          ctx,
          tx,
          { action: 'staff.refused', objectId: staffId ?? undefined, detail },
          bounded,
        )
        return null
      }
      const sessionId = randomUUIDv7()
      const times = { startedAt: ctx.now, lastSeenAt: ctx.now, authenticatedAt: vouched.authenticatedAt }
      const firstId = former.filter((one) => one.staffId === staffId && isLive(ctx, one)).map(firstOf)[0]
      const device = ctx.browser.device
      await tx.insert(staffSessions).values({ staffId, id: sessionId, firstId, ...times, device })
      const detail = { role: vouched.role, session: sessionId }
      await record(ctx, tx, { action: 'staff.signed-in', objectId: staffId, detail })
      return { staffId, sessionId }
    })
  },
)

/** The person's staff code; null for a new person without a role. Stores what the provider says now. */
async function enrol(ctx: Ctx, tx: Tx, { issuer, subject, role, iin }: Vouched): Promise<string | null> {
  const [iinHash = null, iinHashOther = null] = iin ? ctx.keys.lookups('iin', iin) : []
  const said = { role, iinHash, iinHashOther }
  const [known] = await tx
    .update(staff)
    .set(said)
    .where(and(eq(staff.issuer, issuer), eq(staff.subject, subject)))
    .returning({ id: staff.id })
  if (known || !role) return known?.id ?? null
  const [made] = await tx
    .insert(staff)
    .values({ id: sql`'Қ-' || nextval('staff_numbers')`, issuer, subject, ...said, createdAt: ctx.now })
    .onConflictDoUpdate({ target: [staff.issuer, staff.subject], set: said })
    .returning({ id: staff.id })
  return made?.id ?? null
}

/** Ends the sessions of a staff code, or one of them. */
const endSessions = (ctx: Ctx, tx: Tx, staffId: string, id?: string) =>
  tx
    .update(staffSessions)
    .set({ endedAt: ctx.now })
    .where(
      and(
        eq(staffSessions.staffId, staffId),
        id ? eq(staffSessions.id, id) : undefined,
        isNull(staffSessions.endedAt),
      ),
    )
    .returning()

type SessionRow = typeof staffSessions.$inferSelect

const firstOf = ({ firstId, id }: SessionRow): string => firstId ?? id
