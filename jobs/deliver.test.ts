import { eq, max } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { consentDecisions } from '#db/schema/consents.ts'
import { events } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { networkList } from '#gateways/webhook-address.ts'
import { type WebhookSender, webhookSender } from '#gateways/webhook-sender.ts'
import { log } from '#log'
import { actionsOf } from '#testing/audit.ts'
import { type Receiver, startReceiver, status } from '#testing/receiver.ts'
import {
  decideOn,
  deliveriesOf,
  inventCustomers,
  publish,
  type Subscribed,
  signedIn,
  subscribe,
} from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { type Delivering, delivering } from './deliver.ts'

const sms = 'marketing-sms'
const minute = 60_000
const applied = status(200, '{"status":"applied"}')

onBothEngines('deliveries to a receiver', (world) => {
  let now = testNow
  let people: string[]
  let receiver: Receiver
  let senders: WebhookSender[]
  let at: Subscribed
  let worker: Delivering

  beforeAll(async () => {
    await publish(world())
    people = await inventCustomers(world().system(), 40)
  })
  beforeEach(async () => {
    now = testNow
    senders = []
    receiver = await startReceiver()
    worker = newWorker()
    // What was there before is none of the test's.
    await world().db.update(subscriptions).set({ state: 'disabled' })
    await worker.tick()
    at = await subscribeFresh(receiver.url)
    vi.spyOn(log, 'warn').mockReturnValue()
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    for (const sender of senders) sender.close()
    await receiver.stop()
  })

  function newWorker(): Delivering {
    const sender = webhookSender({ allowed: networkList(['127.0.0.1']) }, 10)
    senders.push(sender)
    return delivering({
      ctx: (requestId) => ({ ...world().worker(), requestId, now }),
      sender,
      leaseSeconds: 15,
    })
  }
  async function subscribeFresh(url: string): Promise<Subscribed> {
    const fresh = await subscribe(world(), url, { types: ['consent.decided'] })
    const last = await feedEnd()
    await world().db.update(subscriptions).set({ madeUpTo: last }).where(eq(subscriptions.id, fresh.id))
    return fresh
  }
  const feedEnd = async () => {
    const [last] = await world()
      .db.select({ position: max(events.position) })
      .from(events)
    return last?.position ?? 0
  }
  /** Decisions of the nth customer, one after the other: given, withdrawn, given … */
  async function decisions(nth: number, count: number): Promise<string[]> {
    const who = signedIn(world(), people[nth] ?? '')
    const made: string[] = []
    const before = await standing(who.subject)
    let given = before?.outcome === 'given'
    let previous = before?.id ?? null
    for (let turn = 0; turn < count; turn++) {
      previous = await decideOn(who, sms, given ? 'withdrawn' : 'given', previous)
      given = !given
      made.push(previous)
    }
    return made
  }
  async function standing(subject: string) {
    const rows = await world()
      .db.select()
      .from(consentDecisions)
      .where(eq(consentDecisions.customerId, subject))
      .orderBy(consentDecisions.position)
    return rows.at(-1)
  }
  /** All that can be done at this moment. */
  const work = async (by = worker) => {
    await by.tick()
    await by.idle()
  }
  const later = (ms: number) => {
    now = new Date(now.getTime() + ms)
  }
  const told = () =>
    receiver.bodies().map(({ data }) => data.type === 'consent.decided' && data.data.decision)
  const rows = (of = at) => deliveriesOf(world(), of)

  it('go out as soon as somebody looks, each once', async () => {
    const made = await decisions(0, 3)
    await work()
    await work()
    expect(told()).toEqual(made)
    expect((await rows()).map(({ state, attempts }) => ({ state, attempts }))).toEqual(
      made.map(() => ({ state: 'sent', attempts: 1 })),
    )
  })

  it('outlast an hour in which it is down, in order and under their own ids', async () => {
    const { port } = new URL(receiver.url)
    await receiver.stop()
    const made = await decisions(1, 3)
    for (const wait of [0, 6_000, 5.5 * minute, 33 * minute, 21 * minute]) {
      later(wait)
      await work()
    }
    const [first, ...others] = await rows()
    expect(now.getTime() - testNow.getTime()).toBeGreaterThanOrEqual(59 * minute)
    expect(first).toMatchObject({ state: 'due', attempts: 4, lastFault: 'unreachable', lastStatus: null })
    expect(others.map(({ attempts }) => attempts)).toEqual([0, 0])
    receiver = await startReceiver('127.0.0.1', Number(port))
    later(2.2 * 60 * minute)
    await work()
    expect(told()).toEqual(made)
    const ids = (await rows()).map(({ id }) => id)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(ids)
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([5, 1, 1])
  })

  it('wait at one that is slow without keeping another, or other customers, waiting', async () => {
    const other = await startReceiver()
    const prompt = await subscribeFresh(other.url)
    const gates: (() => void)[] = []
    const [slow] = await decisions(2, 1)
    receiver.answer((response, { text }) => {
      const answer = () => response.writeHead(204).end()
      if (slow && text.includes(slow)) gates.push(answer)
      else answer()
    })
    await worker.tick()
    await vi.waitFor(() => expect(gates).toHaveLength(1))
    const quick = [...(await decisions(3, 2)), ...(await decisions(4, 2))]
    await worker.tick()
    await vi.waitFor(() => expect(told().toSorted()).toEqual([slow, ...quick].toSorted()))
    expect(other.received).toHaveLength(5)
    await vi.waitFor(async () =>
      expect((await rows(prompt)).map(({ state }) => state)).toEqual(Array(5).fill('sent')),
    )
    for (const open of gates) open()
    await worker.idle()
    expect((await rows()).map(({ state }) => state)).toEqual(Array(5).fill('sent'))
    await other.stop()
  })

  it('come again after it closed in the middle of its answer, and after a 500', async () => {
    const made = await decisions(5, 2)
    receiver.answer((response) => {
      response.writeHead(200, { 'content-length': '20' }).write('{"status"')
      setImmediate(() => response.destroy())
    })
    await work()
    expect((await rows())[0]).toMatchObject({ state: 'due', attempts: 1, lastFault: 'cut-off' })
    receiver.answer(status(500))
    later(6_000)
    await work()
    expect((await rows())[0]).toMatchObject({ attempts: 2, lastStatus: 500, lastFault: null })
    receiver.answer(applied)
    later(6 * minute)
    await work()
    expect(told()).toEqual([made[0], made[0], ...made])
    expect(await rows()).toMatchObject([
      { state: 'sent', attempts: 3, confirmedAt: now },
      { state: 'sent', attempts: 1, confirmedAt: now },
    ])
  })

  it('that are sent once more and confirmed again change nothing', async () => {
    await decisions(6, 1)
    receiver.answer(applied)
    await work()
    const [before] = await rows()
    await world()
      .db.update(subscriptions)
      .set({ madeUpTo: (before?.position ?? 0) - 1 })
      .where(eq(subscriptions.id, at.id))
    later(minute)
    await work()
    expect(receiver.received).toHaveLength(2)
    expect(await rows()).toEqual([{ ...before, dueAt: expect.any(Date) }])
    expect(await actionsOf(world().db, { objectId: before?.id ?? '' })).toEqual(['delivery.confirmed'])
  })

  it('stop when it answers 410, and go on where they stopped once it is let', async () => {
    const made = await decisions(7, 2)
    receiver.answer(status(410))
    await work()
    expect(receiver.received).toHaveLength(1)
    receiver.answer(status(204))
    later(60 * minute)
    await work()
    expect(receiver.received).toHaveLength(1)
    await world().db.update(subscriptions).set({ state: 'active' }).where(eq(subscriptions.id, at.id))
    await work()
    expect(told()).toEqual([made[0], ...made])
  })

  it('wait while it is paused, and lose nothing', async () => {
    await world().db.update(subscriptions).set({ state: 'paused' }).where(eq(subscriptions.id, at.id))
    const made = await decisions(8, 2)
    await work()
    expect(receiver.received).toEqual([])
    await world().db.update(subscriptions).set({ state: 'active' }).where(eq(subscriptions.id, at.id))
    await work()
    expect(told()).toEqual(made)
  })

  it('are shared between two workers: nothing twice, nothing left', async () => {
    const made = (await Promise.all(people.map((_, nth) => decisions(nth, 2)))).flat()
    receiver.answer((response) => void setTimeout(() => response.writeHead(204).end(), 3))
    await Promise.all([work(), work(newWorker())])
    await work()
    expect(told().toSorted()).toEqual(made.toSorted())
    expect((await rows()).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(
      made.map(() => 'sent 1'),
    )
  })

  it('keep a customer’s order, whatever fails in between', async () => {
    const crowd = [10, 11, 12, 13, 14]
    const made = await Promise.all(crowd.map((nth) => decisions(nth, 4)))
    let asked = 0
    const taken: unknown[] = []
    receiver.answer((response, { text }) => {
      // Every third is refused, and every fifth not answered.
      if (++asked % 5 === 0) return response.destroy()
      if (asked % 3 === 0) return response.writeHead(503).end()
      taken.push(JSON.parse(text).data.data.decision)
      response.writeHead(204).end()
    })
    for (let round = 0; round < 40 && taken.length < 20; round++) {
      await Promise.all([work(), work(newWorker())])
      later(30 * minute)
    }
    for (const own of made) expect(taken.filter((one) => own.includes(String(one)))).toEqual(own)
  })
})
