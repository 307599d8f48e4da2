import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { events } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { auditOf } from '#testing/audit.ts'
import { hoursOn, minutesOn, secondsOn } from '#testing/clock.ts'
import {
  decideOn,
  deliveriesOf,
  feedEnd,
  inventCustomers,
  publish,
  signedIn,
  subscribe,
} from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { eventRow } from '../event-row.ts'
import { claimDeliveries } from './claim-deliveries.ts'
import { confirmDelivery } from './confirm-delivery.ts'
import { positionEvents } from './position-events.ts'
import { nextDeliveryAt, tryOutcome } from './rules.ts'
import { settleDelivery } from './settle-delivery.ts'

const sms = 'marketing-sms'
const url = 'https://gateway.bank.example/hooks'
const answered = (status: number, applied = false) => ({ status, fault: null, applied })

describe('the retry schedule', () => {
  it('the retry schedule is that of Standard Webhooks, and ends with the tenth try', () => {
    const waits = Array.from({ length: 10 }, (_, at) => nextDeliveryAt(at + 1, testNow, 0))
    expect(waits).toEqual([
      ...[
        secondsOn(5),
        secondsOn(300),
        secondsOn(1800),
        hoursOn(2),
        hoursOn(5),
        hoursOn(10),
        hoursOn(14),
        hoursOn(20),
      ],
      hoursOn(24),
      null,
    ])
  })

  it('a retry is put off by a tenth at most by chance, and never comes early', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, chance) => {
          const least = (nextDeliveryAt(attempts, testNow, 0)?.getTime() ?? 0) - testNow.getTime()
          const wait = (nextDeliveryAt(attempts, testNow, chance)?.getTime() ?? 0) - testNow.getTime()
          expect(wait).toBeGreaterThanOrEqual(least)
          expect(wait).toBeLessThanOrEqual(least * 1.1)
        },
      ),
    )
  })

  it('a 2xx alone is a success, and a 410 is for good', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.boolean(), (status, applied) => {
        const success = status >= 200 && status < 300
        const expected = success ? (applied ? 'applied' : 'sent') : status === 410 ? 'gone' : 'again'
        expect(tryOutcome({ status, applied }, secondsOn(5))).toBe(expected)
      }),
    )
    expect(tryOutcome({ status: null, applied: false }, secondsOn(5))).toBe('again')
    expect(tryOutcome({ status: 500, applied: false }, null)).toBe('failed')
  })
})

onBothEngines('settling a delivery', (world) => {
  let people: string[]
  beforeAll(async () => {
    await publish(world())
    people = await inventCustomers(world().system(), 9)
  })
  /** A decision of the nth customer on its way to a subscription of its own. */
  async function due(nth: number) {
    const subject = people[nth] ?? ''
    const at = await subscribe(world(), url, { madeUpTo: await feedEnd(world()) })
    const who = signedIn(world(), subject)
    const decision = await decideOn(who, sms, 'given')
    while ((await positionEvents(world().worker())).more);
    const claim = async (now: Date) =>
      (
        await claimDeliveries(
          { ...world().worker(), now },
          { subscriptionId: at.id, limit: 10, leaseSeconds: 25 },
        )
      ).filter(({ customerId }) => customerId === subject)
    const [held] = await claim(testNow)
    if (!held) throw new Error('nothing was due')
    const row = async () => (await deliveriesOf(world(), at)).find(({ id }) => id === held.id)
    const noted = async () =>
      (await auditOf(world().db, { objectId: held.id })).map(
        ({ action, customerId, actorKind, actorId }) => ({ action, customerId, actorKind, actorId }),
      )
    const settle = (now: Date, tried: Parameters<typeof settleDelivery>[2], as = held) =>
      settleDelivery({ ...world().worker(), now }, as, tried, 0)
    return { at, who, subject, decision, held, claim, row, noted, settle }
  }

  it('a delivery that arrives is sent, without a word of obeying', async () => {
    const { settle, row, noted } = await due(0)
    expect(await settle(secondsOn(1), answered(204))).toBe('sent')
    expect(await row()).toMatchObject({
      ...{ state: 'sent', attempts: 1, sentAt: secondsOn(1), confirmedAt: null, lastStatus: 204 },
    })
    expect(await noted()).toEqual([])
  })

  it('a delivery whose receiver says that it is applied is confirmed, and the customer’s log says so', async () => {
    const { settle, row, noted, subject } = await due(1)
    expect(await settle(secondsOn(1), answered(200, true))).toBe('applied')
    expect(await row()).toMatchObject({ state: 'sent', sentAt: secondsOn(1), confirmedAt: secondsOn(1) })
    const actor = { actorKind: 'worker', actorId: null }
    expect(await noted()).toEqual([{ action: 'delivery.confirmed', customerId: subject, ...actor }])
  })

  it('a delivery that fails is tried again on time, and what comes after it for the customer waits as well', async () => {
    const { settle, row, claim, who, decision, at, held } = await due(2)
    await decideOn(who, sms, 'withdrawn', decision)
    while ((await positionEvents(world().worker())).more);
    expect(await settle(secondsOn(1), answered(500))).toBe('again')
    expect(await row()).toMatchObject({ state: 'due', attempts: 1, dueAt: secondsOn(6), lastStatus: 500 })
    expect((await deliveriesOf(world(), at)).at(-1)).toMatchObject({ dueAt: secondsOn(6), attempts: 0 })
    expect(await claim(secondsOn(5))).toEqual([])
    const [again] = await claim(secondsOn(6))
    expect(again).toMatchObject({ id: held.id, attempts: 2 })
    expect(await settle(secondsOn(7), answered(200), again)).toBe('sent')
    expect((await claim(secondsOn(7))).map(({ body }) => body.data.data)).toMatchObject([
      { outcome: 'withdrawn' },
    ])
  })

  it('a delivery that fails holds up neither another consent of the customer nor an event of another type', async () => {
    const { settle, claim, who, at, decision } = await due(8)
    await decideOn(who, 'marketing-calls', 'given')
    await decideOn(who, sms, 'withdrawn', decision)
    await world()
      .db.insert(events)
      .values(eventRow(who, { type: 'complaint.filed', objectId: randomUUID() }))
    while ((await positionEvents(world().worker())).more);
    await settle(secondsOn(1), answered(500))
    const passed = await claim(secondsOn(2))
    expect(passed.map(({ body, orderedBy }) => [body.type, orderedBy])).toEqual([
      ['consent.decided', 'marketing-calls'],
      ['complaint.filed', expect.any(String)],
    ])
    const dueAt = (await deliveriesOf(world(), at)).map((row) => [row.orderedBy === sms, row.dueAt])
    expect(dueAt).toEqual([
      [true, secondsOn(6)],
      [false, secondsOn(27)],
      [true, secondsOn(6)],
      [false, secondsOn(27)],
    ])
  })

  it('a delivery is given up after the tenth try, which is noted, and what waited for it goes on', async () => {
    const { settle, row, claim, noted, who, decision } = await due(3)
    await decideOn(who, sms, 'withdrawn', decision)
    while ((await positionEvents(world().worker())).more);
    let now = secondsOn(0)
    let [held] = await claim(secondsOn(26))
    for (let tries = 2; tries < 10; tries++) {
      expect(held?.attempts).toBe(tries)
      await settle(now, { status: null, fault: 'unreachable', applied: false }, held)
      now = new Date((await row())?.dueAt ?? 0)
      ;[held] = await claim(now)
    }
    expect(await settle(now, answered(503), held)).toBe('failed')
    expect(await row()).toMatchObject({ state: 'failed', attempts: 10, lastStatus: 503, sentAt: null })
    expect((await noted()).map(({ action }) => action)).toEqual(['delivery.failed'])
    expect((await claim(now)).map(({ body }) => body.data.data)).toMatchObject([{ outcome: 'withdrawn' }])
  })

  it('a delivery answered 410 disables the subscription and stays due', async () => {
    const { settle, row, claim, at } = await due(4)
    expect(await settle(secondsOn(1), answered(410))).toBe('gone')
    const [subscription] = await world().db.select().from(subscriptions).where(eq(subscriptions.id, at.id))
    expect(subscription).toMatchObject({ state: 'disabled', stateReason: 'gone' })
    expect(await row()).toMatchObject({ state: 'due', lastStatus: 410 })
    expect(await claim(secondsOn(60))).toEqual([])
    expect(await world().audited()).toContain('subscription.disabled')
  })

  it('a delivery is not set back by a worker that took longer than its lease, but counts where it arrived', async () => {
    const { settle, row, claim, held } = await due(5)
    const [later] = await claim(secondsOn(26))
    await settle(secondsOn(27), answered(500), held)
    expect(await row()).toMatchObject({ state: 'due', attempts: 2, lastStatus: null })
    await settle(secondsOn(28), answered(200), held)
    expect(await row()).toMatchObject({ state: 'sent', sentAt: secondsOn(28) })
    await settle(secondsOn(29), answered(500), later)
    expect(await row()).toMatchObject({ state: 'sent', lastStatus: 200 })
  })

  it('a delivery is confirmed later by its own system alone, once', async () => {
    const { settle, row, noted, at, subject, held } = await due(6)
    await settle(secondsOn(1), answered(200))
    const system = (systemId: string, now: Date) => ({
      ...world().ctx({ kind: 'system', systemId, scopes: ['deliveries:confirm'] }),
      now,
    })
    const { id } = held
    await expect(confirmDelivery(system('another', secondsOn(2)), { id })).rejects.toMatchObject({
      code: 'not-found',
    })
    const confirmBy = minutesOn(240)
    const confirmed = { id, confirmedAt: secondsOn(3), confirmBy }
    expect(await confirmDelivery(system(at.systemId, secondsOn(3)), { id })).toEqual(confirmed)
    expect(await confirmDelivery(system(at.systemId, secondsOn(9)), { id })).toEqual(confirmed)
    expect(await row()).toMatchObject({ confirmedAt: secondsOn(3) })
    const actor = { actorKind: 'system', actorId: at.systemId }
    expect(await noted()).toEqual([{ action: 'delivery.confirmed', customerId: subject, ...actor }])
  })

  it('a delivery said to be applied many times at once is noted once', async () => {
    const { settle, noted, at, held } = await due(7)
    await settle(secondsOn(1), answered(200))
    const ctx = world().ctx({ kind: 'system', systemId: at.systemId, scopes: ['deliveries:confirm'] })
    const said = await Promise.all([1, 2, 3].map(() => confirmDelivery(ctx, { id: held.id })))
    expect(new Set(said.map(({ confirmedAt }) => confirmedAt.getTime()))).toEqual(
      new Set([testNow.getTime()]),
    )
    expect(await noted()).toHaveLength(1)
  })

  it('a delivery is confirmed and sent by nobody else', async () => {
    const id = people[0] ?? ''
    for (const ctx of [
      world().worker(),
      world().staff(),
      world().ctx({ kind: 'system', systemId: 'crm', scopes: [] }),
    ])
      await expect(confirmDelivery(ctx, { id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      claimDeliveries(world().system(), { subscriptionId: id, limit: 1, leaseSeconds: 25 }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})
