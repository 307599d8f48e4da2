import { asc, eq } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { beforeAll, expect, it, vi } from 'vitest'
import { deliveries, events } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { asVerb } from '#testing/as-verb.ts'
import { minutesOn } from '#testing/clock.ts'
import {
  decideOn,
  deliveriesOf,
  feedEnd,
  inventCustomers,
  publish,
  signedIn,
  subscribe,
} from '#testing/systems.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import { emit } from '../emit.ts'
import { isRefusal } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { claimDeliveries } from './claim-deliveries.ts'
import { positionEvents } from './position-events.ts'
import { readEvents } from './read-events.ts'
import { pushBody } from './schema.ts'

const sms = 'marketing-sms'
const push = 'marketing-push'
const url = 'https://gateway.bank.example/hooks'

const placeAll = async (world: World) => {
  while ((await positionEvents(world.worker())).more);
}
const feed = (world: World) =>
  world.db
    .select({
      id: events.id,
      position: events.position,
      number: events.number,
      customerId: events.customerId,
    })
    .from(events)
    .orderBy(asc(events.position))

onBothEngines('the feed', (world) => {
  let people: string[]
  beforeAll(async () => {
    await publish(world())
    people = await inventCustomers(world().system(), 6)
  })
  const customer = (nth: number) => signedIn(world(), people[nth] ?? '')

  it('an event gets its place in the feed once, in the order of writing and without gaps', async () => {
    const [first, second] = [customer(0), customer(1)]
    const given = await decideOn(first, sms, 'given')
    await decideOn(second, sms, 'given')
    await decideOn(first, sms, 'withdrawn', given)
    await placeAll(world())
    const placed = await feed(world())
    expect(placed.map(({ position }) => position)).toEqual(placed.map((_, at) => at + 1))
    expect(placed.map(({ number }) => number)).toEqual(
      placed.map(({ number }) => number).toSorted((a, b) => a - b),
    )
    await decideOn(first, push, 'given')
    await placeAll(world())
    expect((await feed(world())).slice(0, placed.length)).toEqual(placed)
  })

  it('places in the feed are given by one worker at a time, however many look', async () => {
    const who = customer(2)
    for (const consent of [sms, push]) await decideOn(who, consent, 'given')
    const done = await Promise.all([1, 2, 3, 4].map(() => positionEvents(world().worker())))
    expect(done.reduce((sum, { placed }) => sum + placed, 0)).toBe(2)
    const positions = (await feed(world())).map(({ position }) => position)
    expect(positions).toEqual(positions.map((_, at) => at + 1))
  })

  it('a worker is ended when it is idle in the middle by a server alone: the embedded engine has one session', async () => {
    await decideOn(customer(1), 'marketing-email', 'given')
    const asked = vi.spyOn(PgDialect.prototype, 'sqlToQuery')
    expect((await positionEvents(world().worker())).placed).toBe(1)
    const statements = asked.mock.results.map(({ value }) => value.sql)
    asked.mockRestore()
    const isServer = world().login !== world().feeds
    expect(statements.some((text) => text.includes('arqau feed'))).toBe(true)
    expect(statements.some((text) => text.includes('_timeout'))).toBe(isServer)
  })

  it('the feed tells a system everything about an event, by the bank’s own reference, and goes on after a position', async () => {
    const who = customer(3)
    let decision: string | null = null
    for (const outcome of ['given', 'withdrawn', 'given', 'withdrawn', 'given'] as const)
      decision = await decideOn(who, sms, outcome, decision)
    await placeAll(world())
    const all = await readEvents(world().system(), {})
    const last = all.events.at(-1)
    expect(last).toEqual({
      id: expect.any(String),
      type: 'consent.decided',
      at: testNow.toISOString(),
      position: all.next,
      customer: expect.stringMatching(/^T-\d+$/),
      data: {
        ...{ decision, consent: sms, outcome: 'given', channel: 'portal', locale: 'kk', policyVersion: 1 },
        decidedAt: testNow.toISOString(),
        expiresAt: expect.any(String),
      },
    })
    expect(JSON.stringify(all)).not.toContain(who.subject)
    const page = await readEvents(world().system(), { after: '1', limit: '2' })
    expect(page).toEqual({ events: all.events.slice(1, 3), next: 3, more: true })
    expect(await readEvents(world().system(), { after: all.next })).toEqual({
      ...{ events: [], next: all.next, more: false },
    })
  })

  it('the feed can be read by type, and goes on past what was not asked for', async () => {
    const who = customer(4)
    await change(asVerb(who), async (tx) => {
      await record(who, tx, { action: 'complaint.filed' })
      await emit(who, tx, 'complaint.filed', 'complaint-1')
    })
    await decideOn(who, push, 'given')
    await placeAll(world())
    const { next } = await readEvents(world().system(), {})
    const filed = await readEvents(world().system(), { types: 'complaint.filed,complaint.moved' })
    expect(filed.events.map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'complaint.filed', data: { complaint: 'complaint-1' } },
    ])
    expect(filed).toMatchObject({ next, more: false })
  })

  it.each([
    [{ after: '-1' }, 'event.after'],
    [{ after: 'x' }, 'event.after'],
    [{ limit: '1001' }, 'event.limit'],
    [{ limit: '0' }, 'event.limit'],
    [{ types: 'consent.decided,x' }, 'event.type'],
    [{ since: '1' }, 'invalid.unknown-field'],
  ])('the feed is not read with %o', async (input, key) => {
    const refused = await readEvents(world().system(), input).catch((error: unknown) => error)
    expect(isRefusal(refused, 'invalid') && refused.details.issues[0]?.key).toBe(key)
  })

  it('the feed is for systems whose key carries the permission', async () => {
    const without = world().ctx({ kind: 'system', systemId: 'crm', scopes: ['consents:check'] })
    for (const ctx of [without, world().worker(), world().staff(), customer(5)])
      await expect(readEvents(ctx, {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(positionEvents(world().system())).rejects.toMatchObject({ code: 'forbidden' })
  })
})

onBothEngines('making and claiming deliveries', (world) => {
  let people: string[]
  beforeAll(async () => {
    await publish(world())
    people = await inventCustomers(world().system(), 4)
  })
  const customer = (nth: number) => signedIn(world(), people[nth] ?? '')

  it('deliveries are made for the subscriptions to the type and the consent, with the time to obey of the catalogue', async () => {
    const madeUpTo = await feedEnd(world())
    const [any, onSms, onPush, onLooks, paused, disabled] = [
      await subscribe(world(), url, { madeUpTo }),
      await subscribe(world(), url, { madeUpTo, types: ['consent.decided'], consents: [sms] }),
      await subscribe(world(), url, { madeUpTo, types: ['consent.decided'], consents: [push] }),
      await subscribe(world(), url, { madeUpTo, types: ['look.asked'] }),
      await subscribe(world(), url, { madeUpTo, state: 'paused' }),
      await subscribe(world(), url, { madeUpTo, state: 'disabled' }),
    ]
    const who = customer(0)
    await decideOn(who, sms, 'given')
    await change(asVerb(who), async (tx) => {
      await record(who, tx, { action: 'complaint.filed' })
      await emit(who, tx, 'complaint.filed', 'complaint-1')
    })
    await placeAll(world())
    const made = async (at: { id: string }) =>
      (await deliveriesOf(world(), at)).map(({ position, confirmBy }) => ({ position, confirmBy }))
    const decided = { position: madeUpTo + 1, confirmBy: minutesOn(240) }
    expect(await made(any)).toEqual([decided, { position: madeUpTo + 2, confirmBy: null }])
    expect(await made(onSms)).toEqual([decided])
    expect(await made(onPush)).toEqual([])
    expect(await made(onLooks)).toEqual([])
    expect(await made(paused)).toHaveLength(2)
    expect(await made(disabled)).toEqual([])
    const ids = (await deliveriesOf(world(), any)).map(({ id }) => id)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/)
    expect(await positionEvents(world().worker())).toEqual({ placed: 0, made: 0, more: false })
  })

  it('deliveries are made again from where the subscription is set back to, under the same ids', async () => {
    const who = customer(1)
    const at = await subscribe(world(), url, { madeUpTo: await feedEnd(world()) })
    await decideOn(who, sms, 'withdrawn', await decideOn(who, sms, 'given'))
    await placeAll(world())
    const before = await deliveriesOf(world(), at)
    const confirmedAt = minutesOn(1)
    await world()
      .db.update(deliveries)
      .set({ state: 'sent', attempts: 3, sentAt: minutesOn(1), confirmedAt, lastStatus: 200 })
      .where(eq(deliveries.subscriptionId, at.id))
    const [, second] = before
    await world()
      .db.update(subscriptions)
      .set({ madeUpTo: (second?.position ?? 0) - 1 })
      .where(eq(subscriptions.id, at.id))
    await placeAll(world())
    const after = await deliveriesOf(world(), at)
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(after[0]).toMatchObject({ state: 'sent', attempts: 3 })
    for (const again of after.slice(1))
      expect(again).toMatchObject({
        state: 'due',
        attempts: 0,
        confirmedAt,
        sentAt: minutesOn(1),
        lastStatus: null,
      })
  })

  it('deliveries are claimed by one worker, with all that a receiver is told, and in the customer’s order', async () => {
    const wanted = { types: ['consent.decided' as const], consents: [push] }
    const at = await subscribe(world(), url, { ...wanted, madeUpTo: await feedEnd(world()) })
    const [first, second] = [customer(2), customer(3)]
    const given = await decideOn(first, push, 'given')
    await decideOn(first, push, 'withdrawn', given)
    await decideOn(second, push, 'given')
    await placeAll(world())
    const due = { subscriptionId: at.id, limit: 10, leaseSeconds: 25 }
    const claims = await Promise.all([1, 2].map(() => claimDeliveries(world().worker(), due)))
    const held = claims.flat()
    expect(held.map(({ body }) => body.data)).toMatchObject([
      { data: { decision: given } },
      { customer: expect.stringMatching(/^T-\d+$/) },
    ])
    for (const { id, body, url: to } of held) {
      expect(pushBody.parse(body)).toEqual(body)
      expect(body.data.delivery).toBe(id)
      expect(to).toBe(url)
    }
    expect(await claimDeliveries(world().worker(), due)).toEqual([])
    const later = { ...world().worker(), now: new Date(testNow.getTime() + 26_000) }
    expect((await claimDeliveries(later, due)).map(({ id }) => id)).toEqual(held.map(({ id }) => id))
  })
})
