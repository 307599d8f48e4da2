import { expect, it } from 'vitest'
import { messages } from '#db/schema/messages.ts'
import { sessions, signInCodes } from '#db/schema/sessions.ts'
import { later } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidFor } from '#testing/expect.ts'
import { codeFor, inSession, signIn, wrongFor } from '#testing/sign-in.ts'
import { onBothEngines } from '#testing/world.ts'
import { codeTries } from './codes.ts'
import { resumeSession } from './resume-session.ts'
import { verifyCode } from './verify-code.ts'

onBothEngines('signing in with a code', (world) => {
  it('a session starts with the code that was sent, once', async () => {
    const { subject: customerId, phone } = await freshCustomer(world())
    const visitor = world().visitor()
    const code = await codeFor(world(), visitor, phone)
    expect(code).toMatch(/^\d{6}$/)
    const session = await verifyCode(visitor, { phone, code: `${code.slice(0, 3)} ${code.slice(3)}` })
    expect(session).toMatchObject({ customerId, locale: 'kk' })
    expect(await resumeSession(inSession(world(), session))).toMatchObject({
      customerId,
      sessionId: session.sessionId,
    })
    expect(await world().audited()).toEqual(
      expect.arrayContaining(['sign-in.code-requested', 'message.sent', 'session.started']),
    )
    await expect(verifyCode(visitor, { phone, code })).rejects.toMatchObject(invalidFor('code.used'))
  })

  it('a sign-in stores neither code, number nor IIN in the open', async () => {
    const { phone, iin } = await freshCustomer(world())
    await signIn(world(), phone)
    const rows = JSON.stringify([
      await world().db.select().from(signInCodes),
      await world().db.select().from(messages),
      await world().db.select().from(sessions),
    ])
    for (const secret of [phone, phone.slice(2), iin]) expect(rows).not.toContain(secret)
  })

  it('a code is refused in another browser', async () => {
    const { phone } = await freshCustomer(world())
    const [asked, other] = [world().visitor(), world().visitor()]
    const code = await codeFor(world(), asked, phone)
    await expect(verifyCode(other, { phone, code })).rejects.toMatchObject(invalidFor('code.expired'))
  })

  it('a wrong code is refused and its tries are counted, after which even the right one is refused', async () => {
    const { phone } = await freshCustomer(world())
    const visitor = world().visitor()
    const code = await codeFor(world(), visitor, phone)
    const wrong = wrongFor(code)
    for (let left = codeTries - 1; left > 0; left--)
      await expect(verifyCode(visitor, { phone, code: wrong })).rejects.toMatchObject({
        details: { issues: [{ key: 'code.wrong', params: { left } }] },
      })
    await expect(verifyCode(visitor, { phone, code: wrong })).rejects.toMatchObject(
      invalidFor('code.exhausted'),
    )
    await expect(verifyCode(visitor, { phone, code })).rejects.toMatchObject(invalidFor('code.exhausted'))
  })

  it('a code is refused after five minutes', async () => {
    const { phone } = await freshCustomer(world())
    const visitor = world().visitor()
    const code = await codeFor(world(), visitor, phone)
    await expect(verifyCode(later(visitor, 300), { phone, code })).rejects.toMatchObject(
      invalidFor('code.expired'),
    )
  })
})
