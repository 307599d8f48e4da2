import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { measures } from '#db/schema/measures.ts'
import { messages } from '#db/schema/messages.ts'
import { actionsOf, auditOf } from '#testing/audit.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidFor, refusal } from '#testing/expect.ts'
import { takenMeasure } from '#testing/measures.ts'
import { inSession, signIn } from '#testing/sign-in.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { resumeSession } from '../sessions/resume-session.ts'
import { signInState } from '../sign-in-state.ts'
import { blockSignIn } from './block-sign-in.ts'
import { endSessions } from './end-sessions.ts'
import { unblockSignIn } from './unblock-sign-in.ts'

const lost = { reason: 'phone-lost' }
const confirmed = { reason: 'identity-confirmed' }

onBothEngines('a measure of a system', (world) => {
  const takenBy = async (customerId: string) =>
    (await actionsOf(world().db, { customerId })).filter((action) =>
      /^(sign-in\.(un)?blocked|sessions)/.test(action),
    )

  it('a block of a system holds at once, ends the sessions, and is written in the system’s name', async () => {
    const { subject, phone } = await freshCustomer(world())
    const session = await signIn(world(), phone)
    expect(await blockSignIn(world().api(), lost).catch((error: unknown) => error)).toEqual(
      refusal('forbidden'),
    )
    const system = { ...world().api(), subject }
    expect(await blockSignIn(system, lost)).toEqual({ blockedSince: testNow })
    expect(await resumeSession(inSession(world(), session))).toBeNull()
    const [row] = await auditOf(world().db, { customerId: subject, action: 'sign-in.blocked' })
    expect(row).toMatchObject({ actorKind: 'system', actorId: 'core-banking', detail: lost })
  })

  it('a block that is said again changes nothing, however often and at the same time', async () => {
    const { subject } = await freshCustomer(world())
    const system = { ...world().api(), subject }
    const answers = await Promise.all(Array.from({ length: 5 }, () => blockSignIn(system, lost)))
    expect(answers).toEqual(Array(5).fill({ blockedSince: testNow }))
    expect(await blockSignIn(at(system, secondsOn(60)), { reason: 'suspected-fraud' })).toEqual({
      blockedSince: testNow,
    })
    expect(await takenBy(subject)).toEqual(['sign-in.blocked'])
    expect(await world().db.select().from(measures).where(eq(measures.customerId, subject))).toHaveLength(1)
    const told = await world().db.select().from(messages).where(eq(messages.customerId, subject))
    expect(told.map(({ kind }) => kind)).toEqual(['sign-in-blocked', 'sign-in-blocked'])
    for (const seconds of [61, 62])
      expect(await unblockSignIn(at(system, secondsOn(seconds)), confirmed)).toEqual({ blockedSince: null })
    expect(await takenBy(subject)).toEqual(['sign-in.blocked', 'sign-in.unblocked'])
  })

  it('a system lifts a block by staff, and staff one by a system', async () => {
    const customer = await freshCustomer(world())
    const system = { ...world().system(), subject: customer.subject }
    await takenMeasure(world(), customer, 'block')
    expect(await unblockSignIn(at(system, secondsOn(1)), confirmed)).toEqual({ blockedSince: null })
    await blockSignIn(at(system, secondsOn(2)), lost)
    await takenMeasure(world(), customer, 'unblock', secondsOn(3))
    expect(await signInState(world().db as never, customer.subject)).toMatchObject({
      blockedSince: null,
      takenAt: secondsOn(3),
    })
  })

  it('sessions end once, and nothing is told where none is open or sign-in is blocked', async () => {
    const { subject, phone } = await freshCustomer(world())
    const system = { ...world().api(), subject }
    expect(await endSessions(system, lost)).toEqual({ endedAt: null })
    const session = await signIn(world(), phone)
    expect(await endSessions(at(system, secondsOn(1)), lost)).toEqual({ endedAt: secondsOn(1) })
    expect(await resumeSession(inSession(world(), session))).toBeNull()
    expect(await endSessions(at(system, secondsOn(2)), lost)).toEqual({ endedAt: null })
    await blockSignIn(at(system, secondsOn(3)), lost)
    expect(await endSessions(at(system, secondsOn(4)), lost)).toEqual({ endedAt: null })
    expect(await takenBy(subject)).toEqual(['sessions.ended', 'sign-in.blocked'])
  })

  it('a measure of a system wants a reason that fits', async () => {
    const { subject } = await freshCustomer(world())
    const system = { ...world().system(), subject }
    for (const [verb, wrong] of [
      [blockSignIn, confirmed],
      [endSessions, confirmed],
      [unblockSignIn, lost],
      [blockSignIn, {}],
    ] as const)
      await expect(verb(system, wrong)).rejects.toEqual(invalidFor('measure.reason'))
    expect(await takenBy(subject)).toEqual([])
  })
})
