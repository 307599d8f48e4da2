import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { customerKeys } from '#db/schema/customers.ts'
import { messages } from '#db/schema/messages.ts'
import { auditOf } from '#testing/audit.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { freshReachable, notify, reachable, taker, testEmail } from '#testing/notices.ts'
import { onBothEngines, testNow, testPhones, type World } from '#testing/world.ts'
import type { DueMessage } from './open-message.ts'
import type { MessageChannel } from './schema.ts'
import { GivenBack, type Sender, sendDueMessages, Undeliverable } from './send-due-messages.ts'

const failing = (error: Error): Sender => ({ keepsText: false, send: () => Promise.reject(error) })

const rowsOf = (world: World, subject: string, channel: MessageChannel) =>
  world.db
    .select()
    .from(messages)
    .where(and(eq(messages.customerId, subject), eq(messages.channel, channel)))
const messageAudit = async (world: World, customerId: string) =>
  (await auditOf(world.db, { customerId }))
    .filter(({ action }) => action.startsWith('message.'))
    .map(({ action, detail }) => ({ action, detail }))

onBothEngines('a notice', (world) => {
  it('a notice goes to the number and the address the bank holds, which are not seen where it is queued', async () => {
    const { subject } = await reachable(world(), 0)
    await notify(world().staff(subject))
    const [queued] = await rowsOf(world(), subject, 'email')
    expect(queued).toMatchObject({ state: 'due', toSealed: null, locale: 'kk' })
    const [texts, mails] = [taker(), taker()]
    expect(await sendDueMessages(world().worker(), 'sms', texts)).toBe(1)
    expect(await sendDueMessages(world().worker(), 'email', mails)).toBe(1)
    const said = { kind: 'complaint-answered', locale: 'kk', params: { reference: 'Ш-2026-00417' } }
    expect(texts.taken).toEqual([expect.objectContaining({ ...said, channel: 'sms', to: testPhones[0] })])
    expect(mails.taken).toEqual([expect.objectContaining({ ...said, channel: 'email', to: testEmail })])
    const [sent] = await rowsOf(world(), subject, 'email')
    expect(sent).toMatchObject({ state: 'sent', sentAt: testNow, attempts: 1, paramsSealed: null })
    const detail = { kind: 'complaint-answered' }
    expect(await messageAudit(world(), subject)).toEqual([
      { action: 'message.sent', detail: { ...detail, channel: 'sms' } },
      { action: 'message.sent', detail: { ...detail, channel: 'email' } },
    ])
  })

  it('a notice by e-mail is void for a customer with no address or two in one, and without a mail server', async () => {
    const nothing = await reachable(world(), 1, null)
    const two = await reachable(world(), 2, 'a@example.kz, b@example.kz')
    const mails = taker()
    for (const { subject } of [nothing, two]) await notify(world().staff(subject))
    expect(await sendDueMessages(world().worker(), 'email', mails)).toBe(2)
    const unsent = await reachable(world(), 3)
    await notify(world().staff(unsent.subject))
    await sendDueMessages(world().worker(), 'email', null)
    expect(mails.taken).toEqual([])
    for (const { subject } of [nothing, two, unsent]) {
      const [row] = await rowsOf(world(), subject, 'email')
      expect(row).toMatchObject({ state: 'void', sentAt: null, paramsSealed: null })
      expect((await messageAudit(world(), subject)).map(({ action }) => action)).toEqual(['message.void'])
    }
    const texts = taker()
    expect(await sendDueMessages(world().worker(), 'sms', texts)).toBe(3)
    expect(texts.taken.map(({ to }) => to).sort()).toEqual(testPhones.slice(1))
  })
})

onBothEngines('messages that are due', (world) => {
  it('a message is put off after a failure, and given up when it no longer is of use', async () => {
    const { subject } = await freshReachable(world())
    await notify(world().staff(subject))
    const down = failing(new Error('no route'))
    const worker = world().worker()
    expect(await sendDueMessages(worker, 'email', down)).toBe(1)
    expect(await rowsOf(world(), subject, 'email')).toMatchObject([
      { state: 'due', attempts: 1, dueAt: secondsOn(10) },
    ])
    expect(await sendDueMessages(at(worker, secondsOn(9)), 'email', down), 'not yet').toBe(0)
    expect(await sendDueMessages(at(worker, secondsOn(10)), 'email', down)).toBe(1)
    expect(await rowsOf(world(), subject, 'email')).toMatchObject([{ attempts: 2, dueAt: secondsOn(30) }])
    expect(await messageAudit(world(), subject), 'putting off is no event').toEqual([])
    expect(await sendDueMessages(at(worker, secondsOn(24 * 3600)), 'email', down)).toBe(1)
    expect(await rowsOf(world(), subject, 'email')).toMatchObject([
      { state: 'failed', attempts: 3, sentAt: null, paramsSealed: null },
    ])
    expect(await messageAudit(world(), subject)).toMatchObject([{ action: 'message.failed' }])
    expect(await sendDueMessages(at(worker, secondsOn(48 * 3600)), 'email', down), 'never again').toBe(0)
  })

  it('a message is given up at once when it would be refused again', async () => {
    const { subject } = await freshReachable(world())
    await notify(world().staff(subject), secondsOn(1))
    await sendDueMessages(at(world().worker(), secondsOn(1)), 'email', failing(new Undeliverable('unknown')))
    const rows = await rowsOf(world(), subject, 'email')
    expect(rows.map(({ state, attempts }) => ({ state, attempts }))).toContainEqual({
      state: 'failed',
      attempts: 1,
    })
  })

  it('a message is left alone for a minute by other workers, and sent by the next when the one that took it has died', async () => {
    const { subject } = await freshReachable(world())
    await notify(world().staff(subject), secondsOn(2))
    const worker = at(world().worker(), secondsOn(2))
    let took: (message: DueMessage) => void = () => {}
    const taken = new Promise<DueMessage>((resolve) => {
      took = resolve
    })
    const dies: Sender = {
      keepsText: false,
      send: (message) => {
        took(message)
        return new Promise(() => {})
      },
    }
    void sendDueMessages(worker, 'email', dies)
    const lost = await taken
    const next = taker()
    expect(await sendDueMessages(at(worker, secondsOn(61)), 'email', next)).toBe(0)
    expect(await sendDueMessages(at(worker, secondsOn(62)), 'email', next)).toBe(1)
    expect(next.taken.map(({ id }) => id)).toEqual([lost.id])
  })

  it('a message that a stopping worker gives back is sent by the next at once, and giving back is no event', async () => {
    const { subject } = await freshReachable(world())
    await notify(world().staff(subject), secondsOn(70))
    const worker = at(world().worker(), secondsOn(70))
    await sendDueMessages(worker, 'email', failing(new GivenBack()))
    expect(await rowsOf(world(), subject, 'email')).toMatchObject([{ state: 'due', dueAt: secondsOn(70) }])
    expect(await messageAudit(world(), subject)).toEqual([])
    const next = taker()
    expect(await sendDueMessages(worker, 'email', next)).toBe(1)
    expect(next.taken).toHaveLength(1)
    expect(await rowsOf(world(), subject, 'email')).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it('a message is no longer decided by a worker that took longer than a minute', async () => {
    const { subject } = await freshReachable(world())
    await notify(world().staff(subject), secondsOn(100))
    const worker = at(world().worker(), secondsOn(100))
    let fail: (error: Error) => void = () => {}
    let started: () => void = () => {}
    const begun = new Promise<void>((resolve) => {
      started = resolve
    })
    const slow: Sender = {
      keepsText: false,
      send: () => {
        started()
        return new Promise((_, reject) => {
          fail = reject
        })
      },
    }
    const late = sendDueMessages(worker, 'email', slow)
    await begun
    await sendDueMessages(at(worker, secondsOn(160)), 'email', taker())
    fail(new Undeliverable('too late to matter'))
    await late
    const [row] = (await rowsOf(world(), subject, 'email')).filter(
      ({ createdAt }) => createdAt.getTime() === secondsOn(100).getTime(),
    )
    expect(row).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('a message is sent once when two workers come at once', async () => {
    const { subject } = await freshReachable(world())
    for (let nth = 0; nth < 30; nth++) await notify(world().staff(subject), secondsOn(200))
    const worker = at(world().worker(), secondsOn(200))
    const [one, other] = [taker(), taker()]
    const took = await Promise.all([
      sendDueMessages(worker, 'email', one),
      sendDueMessages(worker, 'email', other),
    ])
    await sendDueMessages(worker, 'email', one)
    const ids = [...one.taken, ...other.taken].map(({ id }) => id)
    expect(Math.max(...took)).toBeLessThanOrEqual(20)
    expect(ids).toHaveLength(30)
    expect(new Set(ids).size).toBe(30)
  })

  it('a message by one channel is not touched by the other', async () => {
    const { subject } = await freshReachable(world())
    await notify(world().staff(subject), secondsOn(201))
    const worker = at(world().worker(), secondsOn(201))
    const texts = taker()
    await sendDueMessages(worker, 'sms', texts)
    expect(texts.taken.length).toBeGreaterThan(0)
    expect(new Set(texts.taken.map(({ channel }) => channel))).toEqual(new Set(['sms']))
    expect(await rowsOf(world(), subject, 'email')).toMatchObject([{ state: 'due', attempts: 0 }])
    await sendDueMessages(worker, 'email', taker())
  })

  it('a message is not held up by one that cannot be opened', async () => {
    const { subject } = await freshReachable(world())
    await notify(world().staff(subject), secondsOn(300))
    const [broken] = (await rowsOf(world(), subject, 'email')).filter(({ state }) => state === 'due')
    await world()
      .db.update(messages)
      .set({ paramsSealed: new Uint8Array([1, 2, 3]) })
      .where(eq(messages.id, broken?.id ?? ''))
    await notify(world().staff(subject), secondsOn(300))
    const mails = taker()
    expect(await sendDueMessages(at(world().worker(), secondsOn(300)), 'email', mails)).toBe(2)
    expect(mails.taken).toHaveLength(1)
    await sendDueMessages(at(world().worker(), secondsOn(48 * 3600)), 'email', mails)
    const rows = await rowsOf(world(), subject, 'email')
    expect(rows.find(({ id }) => id === broken?.id)).toMatchObject({ state: 'failed' })
  })

  it('a message is void once the customer’s key is destroyed', async () => {
    const gone = await freshReachable(world())
    await notify(world().staff(gone.subject), secondsOn(400))
    await world()
      .db.update(customerKeys)
      .set({ wrappedKey: null, destroyedAt: secondsOn(400) })
      .where(eq(customerKeys.customerId, gone.subject))
    const mails = taker()
    await sendDueMessages(at(world().worker(), secondsOn(400)), 'email', mails)
    expect(mails.taken).toEqual([])
    expect(await rowsOf(world(), gone.subject, 'email')).toMatchObject([{ state: 'void' }])
  })

  it('a message is sent by the worker alone', async () => {
    const customer = await freshReachable(world())
    for (const ctx of [world().visitor(), world().staff(customer.subject), world().system(), customer])
      await expect(sendDueMessages(ctx, 'sms', taker())).rejects.toMatchObject({ code: 'forbidden' })
  })
})
