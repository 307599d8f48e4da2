import { and, eq, ne } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { customers, formerPhones } from '#db/schema/customers.ts'
import { messages } from '#db/schema/messages.ts'
import { sessions } from '#db/schema/sessions.ts'
import { actionsOf } from '#testing/audit.ts'
import { at, daysOn, later, secondsOn } from '#testing/clock.ts'
import { type FreshCustomer, freshCustomer, iinOf, phonesLeft } from '#testing/customers.ts'
import { invalidAt, invalidFor, refusal } from '#testing/expect.ts'
import { holding, holdingRow, putFor } from '#testing/holdings.ts'
import { notify, taker } from '#testing/notices.ts'
import { codeFor, inSession, sendCodes, signIn } from '#testing/sign-in.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { reveal } from '../holdings/reveal.ts'
import { sendDueMessages } from '../messages/send-due-messages.ts'
import { requestCode } from '../sessions/request-code.ts'
import { resumeSession } from '../sessions/resume-session.ts'
import { requestStepUp, verifyStepUp } from '../sessions/step-up.ts'
import { verifyCode } from '../sessions/verify-code.ts'
import { registerCustomer } from './register-customer.ts'

let given = 1000
const newPhone = () => `+7702777${++given}`

onBothEngines('a customer’s new number', (world) => {
  const register = (
    { reference, iin }: Pick<FreshCustomer, 'reference' | 'iin'>,
    phone: string,
    { now = secondsOn(10), ...more }: { now?: Date; phoneSince?: string } = {},
  ) => registerCustomer(at(world().system(), now), { reference, iin, phone, locale: 'kk', ...more })
  const rowOf = async ({ subject }: { subject: string }) => {
    const [row] = await world().db.select().from(customers).where(eq(customers.id, subject))
    return row
  }
  const hashOf = (phone: string) => world().keys.lookup('phone', phone)
  const hasPhone = async (customer: { subject: string }, phone: string) =>
    (await rowOf(customer))?.phoneHash === hashOf(phone)
  const isLeft = invalidAt('phone', 'customer.phone-left')
  it('a customer keeps reference, IIN and language, gets the number, and reads of it in the log', async () => {
    const [customer] = [await freshCustomer(world()), await freshCustomer(world())]
    const before = await rowOf(customer)
    const others = async () => ({
      log: await world().db.select().from(auditLog).where(ne(auditLog.customerId, customer.subject)),
      rows: await world().db.select().from(customers).where(ne(customers.id, customer.subject)),
    })
    const untouched = await others()
    const phone = newPhone()
    expect(await register(customer, phone)).toBe(customer.subject)
    expect(await rowOf(customer)).toEqual({
      ...before,
      phoneHash: hashOf(phone),
      phoneSince: secondsOn(10),
      phoneSealed: expect.anything(),
    })
    expect(await actionsOf(world().db, { customerId: customer.subject })).toEqual([
      'customer.registered',
      'customer.phone-changed',
    ])
    expect(await others()).toEqual(untouched)
    expect(await register(customer, phone)).toBe(customer.subject)
    expect(await actionsOf(world().db, { customerId: customer.subject })).toHaveLength(2)
  })

  it('codes go to the new number alone, and the old one is free for another customer', async () => {
    const customer = await freshCustomer(world())
    const phone = newPhone()
    await register(customer, phone)
    expect(await codeFor(world(), later(world().visitor(), 60), customer.phone)).toBe('')
    const next = await freshCustomer(world())
    await register(next, customer.phone)
    expect((await signIn(world(), customer.phone)).customerId).toBe(next.subject)
    expect((await signIn(world(), phone)).customerId).toBe(customer.subject)
  })

  it('a code that was asked for with the old number signs nobody in, neither its former customer nor the next', async () => {
    const customer = await freshCustomer(world())
    const visitor = world().visitor()
    const code = await codeFor(world(), visitor, customer.phone)
    const other = await freshCustomer(world())
    const kept = world().visitor()
    const otherCode = await codeFor(world(), kept, other.phone)
    await register(customer, newPhone(), { now: testNow })
    await register(await freshCustomer(world()), customer.phone, { now: testNow })
    await expect(verifyCode(visitor, { phone: customer.phone, code })).rejects.toMatchObject(
      invalidFor('code.expired'),
    )
    await expect(verifyCode(kept, { phone: other.phone, code: otherCode })).resolves.toBeDefined()
  })

  it('sessions and codes under way end, those of other customers do not', async () => {
    const customer = await freshCustomer(world())
    await putFor(world(), customer, holding('phone', customer.phone))
    const session = await signIn(world(), customer.phone)
    const own = inSession(world(), session)
    await requestStepUp(own)
    const [sent] = await sendCodes(world(), testNow)
    const other = await signIn(world(), (await freshCustomer(world())).phone)
    const ended = await world().db.select().from(sessions).where(eq(sessions.id, other.sessionId))
    await register(customer, newPhone(), { now: testNow })
    expect(await resumeSession(own)).toBeNull()
    await expect(verifyStepUp(own, { code: sent?.code ?? '' })).rejects.toEqual(refusal('invalid'))
    expect(await resumeSession(inSession(world(), other))).not.toBeNull()
    expect(await world().db.select().from(sessions).where(eq(sessions.id, other.sessionId))).toEqual(ended)
  })

  it('a queued code is not sent any more, and a queued notice goes to the new number', async () => {
    const customer = await freshCustomer(world())
    await putFor(world(), customer, holding('phone', customer.phone))
    const now = daysOn(1)
    await requestCode(at(world().visitor(), now), { phone: customer.phone })
    await notify(at(world().ctx(customer.actor, customer.subject), now))
    const phone = newPhone()
    await register(customer, phone, { now })
    const sender = taker()
    await sendDueMessages(at(world().worker(), now), 'sms', sender)
    const about = sender.taken.filter(({ to }) => [customer.phone, phone].includes(to))
    expect(about.map(({ kind, to }) => `${kind} ${to}`).sort()).toEqual(
      [`complaint-answered ${phone}`, `phone-changed ${customer.phone}`, `phone-changed ${phone}`].sort(),
    )
    const ofCode = and(eq(messages.customerId, customer.subject), eq(messages.kind, 'sign-in-code'))
    expect(await world().db.select().from(messages).where(ofCode)).toMatchObject([
      { state: 'void', toSealed: null, paramsSealed: null },
    ])
  })

  it('a customer whose number changes twice before a notice is sent is told on all three', async () => {
    const customer = await freshCustomer(world())
    const [second, third] = [newPhone(), newPhone()]
    for (const phone of [second, third]) await register(customer, phone, { now: daysOn(4) })
    const sender = taker()
    await sendDueMessages(at(world().worker(), daysOn(4)), 'sms', sender)
    expect(sender.taken.map(({ to }) => to)).toEqual(expect.arrayContaining([customer.phone, second, third]))
  })

  it('the customer is told on both numbers, by messages that name neither', async () => {
    const customer = await freshCustomer(world())
    const phone = newPhone()
    await register(customer, phone, { now: daysOn(2) })
    const sender = taker()
    await sendDueMessages(at(world().worker(), daysOn(2)), 'sms', sender)
    const told = sender.taken.filter(({ kind }) => kind === 'phone-changed')
    expect(told.map(({ to }) => to).sort()).toEqual([customer.phone, phone].sort())
    for (const { params, locale } of told) expect({ params, locale }).toEqual({ params: {}, locale: 'kk' })
  })

  it('the held number follows in its row, and where none is held none is added', async () => {
    const [holder, other] = [await freshCustomer(world()), await freshCustomer(world())]
    await putFor(world(), holder, holding('phone', holder.phone), holding('salary', '1'))
    const before = await holdingRow(world(), holder, 'phone')
    const salary = await holdingRow(world(), holder, 'salary')
    const phone = newPhone()
    await register(holder, phone)
    await register(other, newPhone())
    expect(await reveal(holder, { field: 'phone' })).toMatchObject({ value: phone })
    expect(await holdingRow(world(), holder, 'phone')).toMatchObject({
      id: before.id,
      obtainedVia: 'account-opening',
      obtainedAt: secondsOn(10),
      updatedAt: secondsOn(10),
    })
    expect(await holdingRow(world(), holder, 'salary')).toEqual(salary)
    await expect(holdingRow(world(), other, 'phone')).rejects.toThrow('nothing is held')
    await expect(putFor(world(), holder, holding('phone', holder.phone))).rejects.toEqual(
      invalidAt('holdings.0.value', 'holding.not-registered'),
    )
  })

  it('a number the customer has left does not come back by a line without a time', async () => {
    const customer = await freshCustomer(world())
    const [second, third] = [newPhone(), newPhone()]
    await register(customer, second)
    await register(customer, third, { now: secondsOn(20) })
    for (const old of [customer.phone, second])
      await expect(register(customer, old, { now: secondsOn(30) })).rejects.toEqual(isLeft)
    expect(await hasPhone(customer, third)).toBe(true)
    expect(await actionsOf(world().db, { customerId: customer.subject })).toHaveLength(3)
    const rows = await phonesLeft(world(), customer.subject)
    expect(rows.sort((one, other) => one.number - other.number)).toEqual([
      { number: 1, phoneHash: null, phone: customer.phone },
      { number: 2, phoneHash: null, phone: second },
    ])
  })

  it('of two lines that say since when, the later counts, also for a number the customer had before', async () => {
    const customer = await freshCustomer(world())
    const second = newPhone()
    await register(customer, second, { now: daysOn(10), phoneSince: '2026-11-25T09:00:00+05:00' })
    for (const phoneSince of ['2026-11-25T08:59:59+05:00', '2026-11-24', '2020-01-01', '2026-11-25'])
      await expect(register(customer, customer.phone, { now: daysOn(11), phoneSince })).rejects.toEqual(
        isLeft,
      )
    // A number nobody knew, from a file older than the present one.
    const older = { now: daysOn(11), phoneSince: '2026-11-24' }
    await expect(register(customer, newPhone(), older)).rejects.toEqual(isLeft)
    await register(customer, customer.phone, { now: daysOn(11), phoneSince: '2026-11-26' })
    expect(await hasPhone(customer, customer.phone)).toBe(true)
    await expect(register(customer, second, { now: daysOn(12) })).rejects.toEqual(isLeft)
  })

  it('a number cannot be somebody’s since a time in the future', async () => {
    const customer = await freshCustomer(world())
    for (const phoneSince of ['2026-11-21', '2030-01-01T00:00:00Z', 'yesterday', '0001-01-01'])
      await expect(register(customer, newPhone(), { now: testNow, phoneSince }), phoneSince).rejects.toEqual(
        invalidAt('phoneSince', 'customer.phone-since'),
      )
    const phone = newPhone()
    await register(customer, phone, { now: testNow, phoneSince: '2026-11-20' })
    expect(await hasPhone(customer, phone)).toBe(true)
  })

  it('a line with another IIN moves nothing, and nobody but a system gives a customer another number', async () => {
    const customer = await freshCustomer(world())
    const wrong = { reference: customer.reference, iin: iinOf(900), phone: newPhone(), locale: 'kk' }
    await expect(registerCustomer(world().system(), wrong)).rejects.toEqual(
      invalidAt('reference', 'customer.other-identity'),
    )
    for (const actor of [customer, world().visitor(), world().staff(customer.subject), world().worker()])
      await expect(registerCustomer(actor, { ...wrong, iin: customer.iin })).rejects.toEqual(
        refusal('forbidden'),
      )
    expect(await hasPhone(customer, customer.phone)).toBe(true)
    expect(await actionsOf(world().db, { customerId: customer.subject })).toEqual(['customer.registered'])
  })

  // Five times, because the first finds too few open connections to be at once.
  it.each([1, 2, 3, 4, 5])(
    'one of several changes at once counts once, the same and others (%d)',
    async () => {
      const customer = await freshCustomer(world())
      const phones = [newPhone(), newPhone()]
      const calls = [...phones, ...phones].map((phone) => register(customer, phone))
      const done = await Promise.allSettled(calls)
      for (const one of done) if (one.status === 'rejected') expect(one.reason).toEqual(isLeft)
      const actions = await actionsOf(world().db, { customerId: customer.subject })
      const changes = actions.filter((action) => action === 'customer.phone-changed')
      const rows = await phonesLeft(world(), customer.subject)
      expect(rows).toHaveLength(changes.length)
      expect(new Set(rows.map(({ phone }) => phone)).size).toBe(rows.length)
      expect(await Promise.all(phones.map((phone) => hasPhone(customer, phone)))).toContain(true)
    },
  )

  it('what a customer has left cannot be changed, not even by the owner of the database', async () => {
    await register(await freshCustomer(world()), newPhone())
    const refused = { cause: expect.objectContaining({ code: '42501' }) }
    await expect(world().db.update(formerPhones).set({ number: 9 })).rejects.toMatchObject(refused)
    await expect(world().db.delete(formerPhones)).rejects.toMatchObject(refused)
  })
})
