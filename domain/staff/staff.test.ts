import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { StaffRole } from '#db/schema/staff.ts'
import { staff, staffSessions } from '#db/schema/staff.ts'
import { auditOf } from '#testing/audit.ts'
import { secondsOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testIins, testNow, type World } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { addressMark } from '../limits.ts'
import { resumeStaffSession, staffIdleSeconds, staffLifeSeconds } from './resume-staff-session.ts'
import { signInStaff, type Vouched } from './sign-in-staff.ts'
import { signOutStaff } from './sign-out-staff.ts'
import { freshSignInSeconds, requireFreshSignIn } from './staff-step-up.ts'

const entrance = (world: World, now = testNow): Ctx => ({ ...world.ctx({ kind: 'staff-sign-in' }), now })

/** A person at the provider, never seen before unless named. */
const person = (role: StaffRole | null = 'agent', subject: string = randomUUID()): Vouched => ({
  issuer: 'https://id.example.kz',
  subject,
  role,
  iin: null,
  authenticatedAt: testNow,
})

interface Session {
  staffId: string
  sessionId: string
}
const enter = async (world: World, who: Vouched, before?: Session, now = testNow): Promise<Session> => {
  const begun = await signInStaff(entrance(world, now), who, before && named(before))
  if (!begun) throw new Error('not let in')
  return begun
}
const named = ({ staffId, sessionId }: Session) => ({ sub: staffId, sid: sessionId })
const resume = (world: World, session: Session, now = testNow) =>
  resumeStaffSession(entrance(world, now), named(session))

onBothEngines('signing staff in', (world) => {
  it('staff are let in under a staff code that stays theirs, whatever role they have today', async () => {
    const first = await enter(world(), person('agent', 'aigerim'))
    expect(first.staffId).toMatch(/^Қ-\d{3,}$/)
    const promoted = await enter(world(), person('supervisor', 'aigerim'), undefined, secondsOn(60))
    expect(promoted.staffId).toBe(first.staffId)
    expect(await resume(world(), promoted, secondsOn(60))).toEqual({
      staffId: first.staffId,
      sessionId: promoted.sessionId,
      role: 'supervisor',
      authenticatedAt: testNow,
    })
    expect(await resume(world(), first, secondsOn(60)), 'the role of a session is today’s').toMatchObject({
      role: 'supervisor',
    })
  })

  it('two staff who share a name at two providers are two people', async () => {
    const here = await enter(world(), person('agent', 'marat'))
    const there = await enter(world(), { ...person('agent', 'marat'), issuer: 'https://other.example.kz' })
    expect(there.staffId).not.toBe(here.staffId)
  })

  it('a member of staff gets one sign even when they first sign in twice at once', async () => {
    const who = person('agent', 'twice-at-once')
    const sessions = await Promise.all(Array.from({ length: 5 }, () => enter(world(), who)))
    expect(new Set(sessions.map(({ staffId }) => staffId)).size).toBe(1)
    expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(5)
    const rows = await world().db.select().from(staff).where(eq(staff.subject, 'twice-at-once'))
    expect(rows).toHaveLength(1)
  })

  it('staff are known by no name and no IIN, only by a keyed hash of it', async () => {
    const { staffId } = await enter(world(), { ...person(), iin: testIins[0] })
    const [row] = await world().db.select().from(staff).where(eq(staff.id, staffId))
    expect(row?.iinHash).toBe(world().keys.lookup('iin', testIins[0]))
    expect(JSON.stringify(row)).not.toContain(testIins[0])
  })

  it('staff who sign in again leave the session their browser had, and no other', async () => {
    const who = person()
    const [here, elsewhere] = [await enter(world(), who), await enter(world(), who)]
    const anew = await enter(world(), { ...who, authenticatedAt: secondsOn(90) }, here, secondsOn(90))
    expect(await resume(world(), here, secondsOn(90))).toBeNull()
    expect(await resume(world(), elsewhere, secondsOn(90))).not.toBeNull()
    expect(await resume(world(), anew, secondsOn(90))).toMatchObject({ authenticatedAt: secondsOn(90) })
  })

  it('a sign-in ends the session that the browser had before, even when it begins none', async () => {
    const colleague = await enter(world(), person())
    expect(await signInStaff(entrance(world()), person(null), named(colleague))).toBeNull()
    expect(await resume(world(), colleague)).toBeNull()
  })

  it('a person without a role is not let in, and one never seen gets no staff code', async () => {
    expect(await signInStaff(entrance(world()), person(null, 'nobody'))).toBeNull()
    expect(await world().db.select().from(staff).where(eq(staff.subject, 'nobody'))).toEqual([])
    expect(await auditOf(world().db, { action: 'staff.refused' })).toContainEqual(
      expect.objectContaining({ actorKind: 'staff-sign-in', objectId: null }),
    )
  })

  it('staff who lose their role lose every session at once', async () => {
    const who = person()
    const sessions = [await enter(world(), who), await enter(world(), who)]
    expect(await signInStaff(entrance(world()), { ...who, role: null })).toBeNull()
    for (const session of sessions) expect(await resume(world(), session)).toBeNull()
    const back = await enter(world(), who)
    expect(back.staffId).toBe(sessions[0]?.staffId)
    for (const session of sessions) expect(await resume(world(), session), 'ended for good').toBeNull()
  })

  it('staff whose role was taken from the database by hand are out at the next request', async () => {
    const session = await enter(world(), person())
    await world().db.update(staff).set({ role: null }).where(eq(staff.id, session.staffId))
    expect(await resume(world(), session)).toBeNull()
    const unknownRole = world()
      .db.update(staff)
      .set({ role: sql`'auditor'` })
      .where(eq(staff.id, session.staffId))
    await expect(unknownRole, 'a role the portal does not know').rejects.toMatchObject({
      cause: { code: '23514' },
    })
  })

  it('staff are written into the log as they come, are refused and go', async () => {
    const who = person('officer')
    const session = await enter(world(), who)
    const actor = { kind: 'staff', role: 'officer', authenticatedAt: testNow, ...session } as const
    await signOutStaff(world().ctx(actor))
    await signInStaff(entrance(world()), { ...who, role: null })
    const rows = await auditOf(world().db, { objectId: session.staffId })
    expect(rows.map(({ action, actorKind, detail }) => [action, actorKind, detail])).toEqual([
      ['staff.signed-in', 'staff-sign-in', { role: 'officer', session: session.sessionId }],
      ['staff.signed-out', 'staff', {}],
      ['staff.refused', 'staff-sign-in', { address: addressMark(entrance(world())) }],
    ])
    expect(await resume(world(), session)).toBeNull()
  })
})

onBothEngines('a staff session', (world) => {
  it('a staff session ends after fifteen minutes without use', async () => {
    expect(staffIdleSeconds).toBe(15 * 60)
    const session = await enter(world(), person())
    expect(await resume(world(), session, secondsOn(staffIdleSeconds))).not.toBeNull()
    expect(await resume(world(), session, secondsOn(2 * staffIdleSeconds))).not.toBeNull()
    expect(await resume(world(), session, secondsOn(3 * staffIdleSeconds + 1))).toBeNull()
  })

  it('a staff session ends after eight hours, however busy', async () => {
    expect(staffLifeSeconds).toBe(8 * 3600)
    const session = await enter(world(), person())
    for (let seconds = 0; seconds <= staffLifeSeconds; seconds += staffIdleSeconds)
      expect(await resume(world(), session, secondsOn(seconds)), `after ${seconds} s`).not.toBeNull()
    expect(await resume(world(), session, secondsOn(staffLifeSeconds + 1))).toBeNull()
  })

  it('a staff session is named by its staff code and its number together', async () => {
    const [mine, theirs] = [await enter(world(), person()), await enter(world(), person())]
    expect(await resume(world(), { ...mine, staffId: theirs.staffId })).toBeNull()
    expect(await resume(world(), { ...mine, sessionId: randomUUID() })).toBeNull()
  })

  it('a staff session is begun, looked up and ended by nobody but the entrance and its holder', async () => {
    const others = [
      world().visitor(),
      world().staff(),
      world().system(),
      world().worker(),
      await world().customer(0),
    ]
    for (const ctx of others) {
      await expect(signInStaff(ctx, person())).rejects.toMatchObject({ code: 'forbidden' })
      const nobody = { sub: 'Қ-1', sid: randomUUID() }
      await expect(resumeStaffSession(ctx, nobody)).rejects.toMatchObject({ code: 'forbidden' })
      if (ctx.actor.kind !== 'staff')
        await expect(signOutStaff(ctx)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(signOutStaff(entrance(world()))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('a staff session is ended by its holder without touching another of theirs', async () => {
    const who = person()
    const [mine, other] = [await enter(world(), who), await enter(world(), who)]
    const actor = { kind: 'staff', role: 'agent', authenticatedAt: testNow, ...mine } as const
    await signOutStaff(world().ctx(actor))
    const rows = await world().db.select().from(staffSessions).where(eq(staffSessions.staffId, mine.staffId))
    const ended = rows.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id)
    expect(ended).toEqual([mine.sessionId])
    expect(await resume(world(), other)).not.toBeNull()
  })
})

describe('a fresh sign-in', () => {
  const session = { staffId: 'Қ-114', role: 'agent', sessionId: randomUUID() } as const
  const actor = { kind: 'staff', ...session, authenticatedAt: testNow } as const

  it('a fresh sign-in is two minutes old at most', () => {
    expect(freshSignInSeconds).toBe(120)
    expect(() => requireFreshSignIn({ actor, now: secondsOn(120) })).not.toThrow()
    expect(() => requireFreshSignIn({ actor, now: secondsOn(121) })).toThrow(refusal('step-up'))
  })

  it('a fresh sign-in is asked of staff alone', () => {
    const customer = { kind: 'customer', sessionId: randomUUID(), verifiedAt: testNow } as const
    const support = { ...actor, kind: 'support', lookId: randomUUID(), page: 'data', pages: [] } as const
    for (const other of [customer, support, { kind: 'visitor' } as const])
      expect(() => requireFreshSignIn({ actor: other, now: testNow })).toThrow(refusal('forbidden'))
  })
})
