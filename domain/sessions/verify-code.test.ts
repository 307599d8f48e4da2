import { expect, it, vi } from 'vitest'
import { messages } from '#db/schema/messages.ts'
import { nobody } from '#db/schema/roles.ts'
import { sessions, signInCodes } from '#db/schema/sessions.ts'
import { auditOf } from '#testing/audit.ts'
import { later } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidFor } from '#testing/expect.ts'
import { codeFor, inSession, signIn, wrongFor } from '#testing/sign-in.ts'
import { onBothEngines } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { markOf } from '../limits.ts'
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

  it('a failed sign-in is told to the customer whose number it was, with hashes that find what belongs together', async () => {
    const customer = await freshCustomer(world())
    const { phone, subject } = customer
    const visitor = world().visitor()
    const stranger = { ...visitor, browser: { ...visitor.browser, address: '2001:db8:7::1' } }
    const code = await codeFor(world(), stranger, phone)
    await expect(verifyCode(stranger, { phone, code: wrongFor(code) })).rejects.toBeDefined()
    const elsewhere = { ...world().visitor(), now: later(visitor, 60).now }
    await expect(verifyCode(elsewhere, { phone, code })).rejects.toBeDefined()
    const failed = (await auditOf(world().db, { customerId: subject })).filter(
      ({ action }) => action === 'sign-in.failed',
    )
    expect(failed.map(({ detail }) => detail.reason)).toEqual(['code.wrong', 'code.expired'])
    const [one, other] = failed.map(({ detail }) => detail)
    expect(one?.number).toBe(other?.number)
    expect(one?.address).toBe(markOf(world(), '2001:db8:7::/64'))
    expect(JSON.stringify(failed)).not.toMatch(/7701|2001:db8/)
    const { entries } = await listActivity(customer, { kind: 'sign-ins' })
    expect(entries.filter(({ action }) => action === 'sign-in.failed')).toMatchObject([
      { by: null },
      { by: null },
    ])
  })

  it('a failed sign-in to a number the bank does not know is written the same, about nobody', async () => {
    const visitor = world().visitor()
    const { phone } = await freshCustomer(world())
    const steps: number[] = []
    for (const number of [phone, '+77059990002']) {
      const transactions = vi.spyOn(world().db, 'transaction')
      await expect(verifyCode(visitor, { phone: number, code: '000000' })).rejects.toMatchObject(
        invalidFor('code.expired'),
      )
      steps.push(transactions.mock.calls.length)
      transactions.mockRestore()
    }
    expect(steps[0]).toBe(steps[1])
    const rows = (await auditOf(world().db, { customerId: nobody })).filter(
      ({ action }) => action === 'sign-in.failed',
    )
    expect(rows).toMatchObject([
      { detail: { reason: 'code.expired', number: markOf(world(), '+77059990002') } },
    ])
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
