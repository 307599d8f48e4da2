import { eq } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { messages } from '#db/schema/messages.ts'
import { nobody } from '#db/schema/roles.ts'
import { sessions, signInCodes } from '#db/schema/sessions.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn, later } from '#testing/clock.ts'
import { type FreshCustomer, freshCustomer, iinOf } from '#testing/customers.ts'
import { invalid, invalidAt, invalidFor } from '#testing/expect.ts'
import { codeFor, inSession, sendCodes, signIn, wrongFor } from '#testing/sign-in.ts'
import { onBothEngines } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import type { Ctx } from '../context.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import { markOf } from '../limits.ts'
import { codeTries } from './codes.ts'
import { requestCode } from './request-code.ts'
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

  it('customers who share a number are told apart by their IIN, after the right code', async () => {
    const [parent, child] = await sharing()
    for (const { phone, iin, subject } of [parent, child]) {
      const visitor = world().visitor()
      const code = await codeFor(world(), visitor, phone)
      await expect(verifyCode(visitor, { phone, code: wrongFor(code), iin })).rejects.toEqual(
        invalidFor('code.wrong'),
      )
      await expect(verifyCode(visitor, { phone, code })).rejects.toEqual(invalidAt('iin', 'iin.asked'))
      await expect(verifyCode(visitor, { phone, code, iin: ' ' })).rejects.toEqual(
        invalidAt('iin', 'iin.length'),
      )
      const session = await verifyCode(visitor, { phone, code, iin: `${iin.slice(0, 6)} ${iin.slice(6)}` })
      expect(session.customerId).toBe(subject)
      await expect(verifyCode(visitor, { phone, code, iin })).rejects.toMatchObject(invalidFor('code.used'))
    }
  })

  it('a wrong IIN is a try of the code, and is answered the same whoever has it', async () => {
    const [{ phone, iin }] = await sharing()
    const elsewhere = await freshCustomer(world())
    const visitor = world().visitor()
    const code = await codeFor(world(), visitor, phone)
    const before = await world().audited()
    for (const [at, wrong] of [elsewhere.iin, iinOf(950), elsewhere.iin, iinOf(951)].entries())
      await expect(verifyCode(visitor, { phone, code, iin: wrong })).rejects.toEqual(
        invalid({ path: 'iin', key: 'iin.wrong', params: { left: codeTries - 1 - at } }),
      )
    await expect(verifyCode(visitor, { phone, code, iin: iinOf(952) })).rejects.toEqual(
      invalidAt('code', 'code.exhausted'),
    )
    await expect(verifyCode(visitor, { phone, code, iin })).rejects.toMatchObject(
      invalidFor('code.exhausted'),
    )
    expect(await world().audited()).toEqual([...before, ...Array(6).fill('sign-in.failed')])
  })

  it('an IIN that is given must fit, also where one customer has the number', async () => {
    const { phone, iin, subject } = await freshCustomer(world())
    const visitor = world().visitor()
    const code = await codeFor(world(), visitor, phone)
    await expect(verifyCode(visitor, { phone, code, iin: iinOf(953) })).rejects.toMatchObject(
      invalidFor('iin.wrong'),
    )
    expect((await verifyCode(visitor, { phone, code, iin })).customerId).toBe(subject)
  })

  it('a code for a shared number is one message, in the language of the page', async () => {
    const [parent, child] = await sharing()
    const visitor: Ctx = { ...at(world().visitor(), daysOn(3)), locale: 'en' }
    await requestCode(visitor, { phone: parent.phone })
    const rows = await world()
      .db.select()
      .from(messages)
      .where(eq(messages.createdAt, daysOn(3)))
    expect(rows).toMatchObject([{ kind: 'sign-in-code', locale: 'en', state: 'due' }])
    expect([parent.subject, child.subject]).toContain(rows[0]?.customerId)
  })

  async function sharing(): Promise<[FreshCustomer, FreshCustomer]> {
    const [parent, child] = [await freshCustomer(world()), await freshCustomer(world())]
    const { reference, iin } = child
    await registerCustomer(world().system(), { reference, iin, phone: parent.phone, locale: 'ru' })
    await sendCodes(world(), world().visitor().now)
    return [parent, { ...child, phone: parent.phone }]
  }
})
