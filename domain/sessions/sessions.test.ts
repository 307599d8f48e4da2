import { expect, it } from 'vitest'
import { secondsOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidFor, refusal } from '#testing/expect.ts'
import { holding, putFor } from '#testing/holdings.ts'
import { inSession, sendCodes, signIn, wrongFor } from '#testing/sign-in.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { changeLocale } from '../customers/change-locale.ts'
import { endSession } from './end-session.ts'
import { listSessions } from './list-sessions.ts'
import { idleSeconds, lifeSeconds, resumeSession } from './resume-session.ts'
import { freshSeconds, requestStepUp, requireFreshCode, verifyStepUp } from './step-up.ts'

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
    await verifyStepUp(ctx, { code })
    expect(await resumeSession(ctx)).toMatchObject({ verifiedAt: stale })
    expect(await world().audited()).toContain('step-up.confirmed')
  })

  it('sessions and step-ups belong to customers alone', async () => {
    for (const actor of [world().visitor(), world().staff(), world().system(), world().worker()]) {
      await expect(listSessions(actor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(endSession(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
      await expect(requestStepUp(actor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(verifyStepUp(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
      await expect(changeLocale(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
      await expect(resumeSession(actor)).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})
