import { eq } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { holdings } from '#db/schema/holdings.ts'
import { messages } from '#db/schema/messages.ts'
import { sessions, signInCodes } from '#db/schema/sessions.ts'
import { asVerb } from '#testing/as-verb.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testIins, testNow, testPhones, type World } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { changeLocale } from '../customers/change-locale.ts'
import { customerKey } from '../customers/customer-key.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import type { DueMessage } from '../messages/open-message.ts'
import { sendDueMessages } from '../messages/send-due-messages.ts'
import { read } from '../transaction.ts'
import { codeTries } from './codes.ts'
import { endSession } from './end-session.ts'
import { listSessions } from './list-sessions.ts'
import { requestCode } from './request-code.ts'
import { idleSeconds, lifeSeconds, resumeSession } from './resume-session.ts'
import { freshSeconds, requestStepUp, requireFreshCode, verifyStepUp } from './step-up.ts'
import { type SignedIn, verifyCode } from './verify-code.ts'

const later = (ctx: Ctx, seconds: number): Ctx => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + seconds * 1000),
})
const invalidFor = (key: string) => refusal('invalid', { issues: [expect.objectContaining({ key })] })

/** What the gateway was given at a moment, by number. */
async function delivered(world: World, now: Date): Promise<{ to: string; code: string }[]> {
  const sent: { to: string; code: string }[] = []
  const send = async ({ to, params }: DueMessage) => void sent.push({ to, code: params.code ?? '' })
  await sendDueMessages({ ...world.worker(), now }, 'sms', { keepsText: false, send })
  return sent
}

async function codeFor(world: World, visitor: Ctx, phone: string): Promise<string> {
  await requestCode(visitor, { phone })
  return (await delivered(world, visitor.now)).find((message) => message.to === phone)?.code ?? ''
}

const signedIn = (world: World, { customerId, sessionId }: SignedIn, now = testNow): Ctx => ({
  ...world.ctx({ kind: 'customer', sessionId, verifiedAt: now }, customerId),
  now,
})
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000')

onBothEngines('signing in', (world) => {
  const [phone, unknown] = testPhones
  let customerId: string
  const day = (n: number) => (ctx: Ctx) => later(ctx, n * 24 * 3600)

  it('starts a session with the code that was sent, once', async () => {
    customerId = (await world().customer(0)).subject
    const visitor = world().visitor()
    const code = await codeFor(world(), visitor, phone)
    expect(code).toMatch(/^\d{6}$/)
    const session = await verifyCode(visitor, { phone, code: `${code.slice(0, 3)} ${code.slice(3)}` })
    expect(session).toMatchObject({ customerId, locale: 'kk' })
    expect(await resumeSession(signedIn(world(), session))).toMatchObject({
      customerId,
      sessionId: session.sessionId,
    })
    expect(await world().audited()).toEqual(
      expect.arrayContaining(['sign-in.code-requested', 'message.sent', 'session.started']),
    )
    await expect(verifyCode(visitor, { phone, code })).rejects.toMatchObject(invalidFor('code.used'))
  })

  it('stores neither code, number nor IIN in the open', async () => {
    const rows = JSON.stringify([
      await world().db.select().from(signInCodes),
      await world().db.select().from(messages),
      await world().db.select().from(sessions),
    ])
    for (const secret of [phone, phone.slice(2), testIins[0]]) expect(rows).not.toContain(secret)
  })

  it('refuses the code in another browser', async () => {
    const [asked, other] = [day(1)(world().visitor()), day(1)(world().visitor())]
    const code = await codeFor(world(), asked, phone).catch(() => '')
    await expect(verifyCode(other, { phone, code: code || '123456' })).rejects.toMatchObject(
      invalidFor('code.expired'),
    )
  })

  it('refuses a wrong code, counts the tries, and then even the right one', async () => {
    const visitor = day(2)(world().visitor())
    await requestCode(visitor, { phone })
    const code = await lastCode(world(), day(2))
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

  it('refuses a code after five minutes', async () => {
    const visitor = day(3)(world().visitor())
    await requestCode(visitor, { phone })
    const code = await lastCode(world(), day(3))
    await expect(verifyCode(later(visitor, 300), { phone, code })).rejects.toMatchObject(
      invalidFor('code.expired'),
    )
  })

  it('answers the same for a number the bank does not know, and sends nothing', async () => {
    const visitor = day(4)(world().visitor())
    const transactions = vi.spyOn(world().db, 'transaction')
    const known = await requestCode(visitor, { phone })
    const steps = transactions.mock.calls.length
    expect(await requestCode(visitor, { phone: unknown })).toEqual(known)
    expect(transactions.mock.calls.length, 'as many transactions').toBe(steps * 2)
    transactions.mockRestore()
    const rows = await world()
      .db.select({ state: messages.state })
      .from(messages)
      .where(eq(messages.createdAt, visitor.now))
    expect(rows.map((row) => row.state).sort()).toEqual(['due', 'void'])
  })

  it('limits sends to five an hour a number', async () => {
    const visitor = day(5)(world().visitor())
    for (let sent = 0; sent < 5; sent++) await requestCode(visitor, { phone })
    await expect(requestCode(visitor, { phone })).rejects.toMatchObject({
      code: 'too-many',
      details: { retryAfterSeconds: 3600 },
    })
    await expect(requestCode(later(visitor, 3600), { phone })).resolves.toBeDefined()
  })

  it('needs the browser to hold its secret', async () => {
    const bare = { ...world().visitor(), browser: { ...world().visitor().browser, hash: null } }
    await expect(requestCode(bare, { phone })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is for visitors', async () => {
    for (const actor of [world().staff(), world().system(), world().worker()]) {
      await expect(requestCode(actor, { phone })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(verifyCode(actor, { phone, code: '123456' })).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  const lastCode = async (at: World, when: (ctx: Ctx) => Ctx) =>
    (await delivered(at, when(at.worker()).now)).at(-1)?.code ?? ''
})

onBothEngines('sessions', (world) => {
  const [phone] = testPhones
  const start = async () => {
    const visitor = world().visitor()
    return verifyCode(visitor, { phone, code: await codeFor(world(), visitor, phone) })
  }

  it('end after thirty minutes idle, and after twelve hours in use', async () => {
    await world().customer(0)
    const session = await start()
    const at = (seconds: number) => signedIn(world(), session, new Date(testNow.getTime() + seconds * 1000))
    expect(await resumeSession(at(idleSeconds + 1))).toBeNull()
    for (let seconds = idleSeconds; seconds <= lifeSeconds; seconds += idleSeconds)
      expect(await resumeSession(at(seconds))).not.toBeNull()
    expect(await resumeSession(at(lifeSeconds + 60))).toBeNull()
  })

  it('are listed with this one first, and ended at once', async () => {
    const [mine, other] = [await start(), await start()]
    const ctx = signedIn(world(), mine)
    const listed = await listSessions(ctx)
    expect(listed[0]).toMatchObject({
      id: mine.sessionId,
      current: true,
      device: 'Chrome, Android',
      address: '192.0.2.1',
    })
    expect(listed.map((session) => session.id)).toContain(other.sessionId)
    await endSession(ctx, { id: other.sessionId })
    expect(await resumeSession(signedIn(world(), other))).toBeNull()
    expect((await listSessions(ctx)).map((session) => session.id)).not.toContain(other.sessionId)
    expect(await world().audited()).toContain('session.ended')
    await expect(endSession(ctx, { id: other.sessionId })).rejects.toMatchObject({ code: 'not-found' })
  })

  it("of another customer can't be seen, resumed or ended", async () => {
    const session = await start()
    const stranger = await world().customer(1)
    await expect(endSession(stranger, { id: session.sessionId })).rejects.toMatchObject({ code: 'not-found' })
    expect(await listSessions(stranger)).toEqual([])
    expect(await resumeSession({ ...signedIn(world(), session), subject: stranger.subject })).toBeNull()
    expect(await resumeSession(signedIn(world(), session))).not.toBeNull()
  })

  it('are fresh for ten minutes after a code, and again after another', async () => {
    const session = await start()
    const stale = new Date(testNow.getTime() + (freshSeconds + 1) * 1000)
    const ctx: Ctx = { ...signedIn(world(), session), now: stale }
    expect(() => requireFreshCode(ctx)).toThrow(refusal('step-up'))
    await holdPhone(world(), ctx, phone)
    await requestStepUp(ctx)
    const code = (await delivered(world(), stale)).at(-1)?.code ?? ''
    await expect(verifyStepUp(ctx, { code: wrongFor(code) })).rejects.toMatchObject(invalidFor('code.wrong'))
    await verifyStepUp(ctx, { code })
    expect(await resumeSession(ctx)).toMatchObject({ verifiedAt: stale })
    expect(await world().audited()).toContain('step-up.confirmed')
  })

  it('belong to customers only', async () => {
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

onBothEngines('customers', (world) => {
  it('are registered by systems, with a key of their own', async () => {
    const { subject } = await world().customer(0)
    expect(await world().audited()).toEqual(['customer.registered'])
    const ctx = world().system(subject)
    expect((await read(asVerb(ctx), (tx) => customerKey(ctx, tx))).symmetricKeySize).toBe(32)
  })

  it.each([
    [{ iin: '800101100014' }, 'iin.check'],
    [{ iin: '8001' }, 'iin.length'],
    [{ phone: '+79161234567' }, 'phone.foreign'],
    [{ locale: 'de' }, 'locale.unknown'],
    [{ reference: ' ' }, 'customer.reference'],
  ])('are refused with %o', async (wrong, key) => {
    const input = { reference: 'C-9', iin: testIins[3], phone: testPhones[3], locale: 'kk', ...wrong }
    await expect(registerCustomer(world().system(), input)).rejects.toMatchObject(invalidFor(key))
    expect(await world().audited()).toEqual(['customer.registered'])
  })

  it('keep their language in the profile', async () => {
    const customer = await world().customer(1)
    expect(await changeLocale(customer, { locale: 'ru' })).toEqual({ locale: 'ru' })
    await expect(changeLocale(customer, { locale: 'de' })).rejects.toMatchObject(invalidFor('locale.unknown'))
  })

  it('are not registered by anyone else', async () => {
    for (const actor of [world().visitor(), world().staff(), world().worker(), await world().customer(2)])
      await expect(registerCustomer(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
  })
})

/** The number to send a step-up code to, as the bank's system would have put it. */
async function holdPhone(world: World, ctx: Ctx, phone: string): Promise<void> {
  const key = await read(asVerb(ctx), (tx) => customerKey(ctx, tx))
  const id = crypto.randomUUID()
  await world.db.insert(holdings).values({
    customerId: ctx.subject ?? '',
    id,
    field: 'phone',
    valueSealed: seal(key, phone, `holdings:${id}:value`),
    obtainedAt: testNow,
    obtainedVia: 'app',
    updatedAt: testNow,
  })
}
