import { expect, it } from 'vitest'
import { actionsOf } from '#testing/audit.ts'
import { secondsOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidFor, refusal } from '#testing/expect.ts'
import { holding, putFor } from '#testing/holdings.ts'
import { codeFor, inSession, sendCodes, signIn, wrongFor } from '#testing/sign-in.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { changeLocale } from '../customers/change-locale.ts'
import { freshSeconds, requireFreshCode } from '../fresh-code.ts'
import { endOtherSessions } from './end-other-sessions.ts'
import { endSession } from './end-session.ts'
import { listSessions } from './list-sessions.ts'
import { idleSeconds, lifeSeconds, resumeSession } from './resume-session.ts'
import { requestStepUp, verifyStepUp } from './step-up.ts'
import { type SignedIn, verifyCode } from './verify-code.ts'

onBothEngines('a customer’s sessions', (world) => {
  it('a session ends after thirty minutes idle, and after twelve hours in use', async () => {
    const { phone } = await freshCustomer(world())
    const session = await signIn(world(), phone)
    const after = (seconds: number) => inSession(world(), session, secondsOn(seconds))
    expect(await resumeSession(after(idleSeconds + 1))).toBeNull()
    for (let seconds = idleSeconds; seconds <= lifeSeconds; seconds += idleSeconds)
      expect(await resumeSession(after(seconds))).not.toBeNull()
    expect(await resumeSession(after(lifeSeconds + 60))).toBeNull()
  })

  it('sessions are listed with this one first, and ended at once', async () => {
    const { phone } = await freshCustomer(world())
    const [mine, other] = [await signIn(world(), phone), await signIn(world(), phone)]
    const ctx = inSession(world(), mine)
    const listed = await listSessions(ctx)
    expect(listed[0]).toMatchObject({
      id: mine.sessionId,
      current: true,
      device: 'Chrome, Android',
      address: '192.0.2.1',
    })
    expect(listed.map((session) => session.id)).toContain(other.sessionId)
    await endSession(ctx, { id: other.sessionId })
    expect(await resumeSession(inSession(world(), other))).toBeNull()
    expect((await listSessions(ctx)).map((session) => session.id)).not.toContain(other.sessionId)
    expect(await world().audited()).toContain('session.ended')
    await expect(endSession(ctx, { id: other.sessionId })).rejects.toMatchObject({ code: 'not-found' })
  })

  it("another customer's session can't be seen, resumed or ended", async () => {
    const { phone } = await freshCustomer(world())
    const session = await signIn(world(), phone)
    const stranger = await freshCustomer(world())
    await expect(endSession(stranger, { id: session.sessionId })).rejects.toMatchObject({ code: 'not-found' })
    expect(await listSessions(stranger)).toEqual([])
    expect(await resumeSession({ ...inSession(world(), session), subject: stranger.subject })).toBeNull()
    expect(await resumeSession(inSession(world(), session))).not.toBeNull()
  })

  it('a session is fresh for ten minutes after a code, and again after another', async () => {
    const { phone, subject } = await freshCustomer(world())
    const session = await signIn(world(), phone)
    const stale = secondsOn(freshSeconds + 1)
    const ctx: Ctx = { ...inSession(world(), session), now: stale }
    expect(() => requireFreshCode(ctx)).toThrow(refusal('step-up'))
    await putFor(world(), { subject }, holding('phone', phone))
    await requestStepUp(ctx)
    const code = (await sendCodes(world(), stale)).find(({ to }) => to === phone)?.code ?? ''
    await expect(verifyStepUp(ctx, { code: wrongFor(code) })).rejects.toMatchObject(invalidFor('code.wrong'))
    const { renewals } = await verifyStepUp(ctx, { code })
    expect(await resumeSession(ctx, true, renewals)).toMatchObject({ verifiedAt: stale })
    expect(await world().audited()).toContain('step-up.confirmed')
  })

  it('a fresh code gives the session a new cookie, and no former one names it any more', async () => {
    const { phone, subject } = await freshCustomer(world())
    const [mine, other] = [await signIn(world(), phone), await signIn(world(), phone)]
    const ctx = inSession(world(), mine)
    await putFor(world(), { subject }, holding('phone', phone))
    for (const renewals of [1, 2]) {
      await requestStepUp(ctx)
      const code = (await sendCodes(world(), ctx.now)).find(({ to }) => to === phone)?.code ?? ''
      expect(await verifyStepUp(ctx, { code })).toEqual({ verifiedAt: ctx.now, renewals })
      for (const former of [undefined, 0, renewals - 1, renewals + 1])
        expect(await resumeSession(ctx, true, former), String(former)).toBeNull()
      expect(await resumeSession(ctx, true, renewals)).toMatchObject({ sessionId: mine.sessionId })
    }
    expect(await resumeSession(inSession(world(), other)), 'another session').not.toBeNull()
  })

  it('a session that has ended gets no new cookie', async () => {
    const { phone, subject } = await freshCustomer(world())
    const ctx = inSession(world(), await signIn(world(), phone))
    await putFor(world(), { subject }, holding('phone', phone))
    await requestStepUp(ctx)
    const code = (await sendCodes(world(), ctx.now)).find(({ to }) => to === phone)?.code ?? ''
    await endSession(ctx, { id: ctx.actor.sessionId })
    await expect(verifyStepUp(ctx, { code })).rejects.toEqual(refusal('not-found'))
    expect(await resumeSession(ctx, true, 1)).toBeNull()
  })

  it('another session is ended with a fresh code alone, this one without', async () => {
    const { phone } = await freshCustomer(world())
    const [mine, other] = [await signIn(world(), phone), await signIn(world(), phone)]
    const stale = { ...inSession(world(), mine), now: secondsOn(freshSeconds + 1) }
    await expect(endSession(stale, { id: other.sessionId })).rejects.toEqual(refusal('step-up'))
    await expect(endSession(stale, { id: crypto.randomUUID() })).rejects.toEqual(refusal('step-up'))
    expect(await resumeSession(inSession(world(), other))).not.toBeNull()
    await endSession(stale, { id: mine.sessionId })
    expect(await resumeSession(inSession(world(), mine))).toBeNull()
  })

  it('all other sessions are ended at once with a fresh code, each with its row in the log', async () => {
    const { phone } = await freshCustomer(world())
    const stranger = await freshCustomer(world())
    const foreign = await signIn(world(), stranger.phone)
    const [mine, one, two] = [
      await signIn(world(), phone),
      await signIn(world(), phone),
      await signIn(world(), phone),
    ]
    const ctx = inSession(world(), mine)
    await expect(endOtherSessions({ ...ctx, now: secondsOn(freshSeconds + 1) })).rejects.toEqual(
      refusal('step-up'),
    )
    expect(await listSessions(ctx)).toHaveLength(3)
    expect(await endOtherSessions(ctx)).toEqual({ ended: 2 })
    expect(await listSessions(ctx)).toMatchObject([{ id: mine.sessionId, current: true }])
    for (const { sessionId } of [one, two])
      expect(await actionsOf(world().db, { objectId: sessionId })).toEqual([
        'session.started',
        'session.ended',
      ])
    expect(await resumeSession(inSession(world(), foreign)), 'of another customer').not.toBeNull()
    const before = await world().audited()
    await expect(endOtherSessions(ctx)).rejects.toEqual(refusal('not-found'))
    expect(await world().audited()).toEqual(before)
  })

  it('signing in again ends the browser’s former session, whoever’s it was, and no other', async () => {
    const [one, two] = [await freshCustomer(world()), await freshCustomer(world())]
    const elsewhere = await signIn(world(), one.phone)
    const browser = world().visitor()
    const enter = async (phone: string, before?: SignedIn) =>
      verifyCode(
        browser,
        { phone, code: await codeFor(world(), browser, phone) },
        before && { sub: before.customerId, sid: before.sessionId },
      )
    const first = await enter(one.phone)
    const second = await enter(one.phone, first)
    expect(await resumeSession(inSession(world(), first))).toBeNull()
    expect(await resumeSession(inSession(world(), second))).not.toBeNull()
    const third = await enter(two.phone, second)
    expect(await resumeSession(inSession(world(), second))).toBeNull()
    for (const session of [third, elsewhere])
      expect(await resumeSession(inSession(world(), session))).not.toBeNull()
    for (const { sessionId } of [first, second])
      expect(await actionsOf(world().db, { objectId: sessionId })).toEqual([
        'session.started',
        'session.ended',
      ])
    const wrong = wrongFor(await codeFor(world(), browser, one.phone))
    const named = { sub: third.customerId, sid: third.sessionId }
    await expect(verifyCode(browser, { phone: one.phone, code: wrong }, named)).rejects.toBeDefined()
    expect(await resumeSession(inSession(world(), third)), 'after a wrong code').not.toBeNull()
    const foreign = { sub: one.subject, sid: third.sessionId }
    const code = await codeFor(world(), browser, one.phone)
    await verifyCode(browser, { phone: one.phone, code }, foreign)
    expect(await resumeSession(inSession(world(), third)), 'of another customer').not.toBeNull()
  })

  it('sessions and step-ups belong to customers alone', async () => {
    for (const actor of [world().visitor(), world().staff(), world().system(), world().worker()]) {
      await expect(listSessions(actor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(endSession(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
      await expect(endOtherSessions(actor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(requestStepUp(actor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(verifyStepUp(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
      await expect(changeLocale(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
      await expect(resumeSession(actor)).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})
