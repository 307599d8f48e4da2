import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { deliveries, events } from '#db/schema/events.ts'
import { catalogue } from '#policy/load.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { consentAudit, eventsOf, findConsent, give, headOf, withdraw } from '#testing/consents.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { feedEnd, subscribe } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { claimDeliveries } from '../events/claim-deliveries.ts'
import { positionEvents } from '../events/position-events.ts'
import { readEvents } from '../events/read-events.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { decide } from './decide.ts'
import { expireConsents } from './expire-consents.ts'
import { listDeliveryProgress } from './list-delivery-progress.ts'
import { expiryOf } from './rules.ts'

const consent = 'marketing-sms'
const validity = catalogue().consents.consents.find(({ id }) => id === consent)?.validity ?? ''

onBothEngines('consents that run out', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))
  let nth = 0

  /** A consent given a little later than that of the case before, so that it ends later. */
  async function given(): Promise<{ own: Subject; decision: string; endsAt: Date }> {
    nth += 100
    const own = at(await freshCustomer(world()), secondsOn(nth))
    const decision = headOf(await decide(own, give(consent)))
    if (!decision) throw new Error('a decision was taken')
    return { own, decision, endsAt: expiryOf(own.now, validity) }
  }
  const expire = (now: Date) => expireConsents(at(world().worker(), now))
  const hours = (moment: Date, count: number) => new Date(moment.getTime() + count * 3_600_000)
  const before = (moment: Date) => new Date(moment.getTime() - 1)

  it('a consent that runs out is told at that moment, once, with its entry in the log', async () => {
    const { own, decision, endsAt } = await given()
    expect(await expire(before(endsAt))).toEqual({ expired: 0, more: false })
    expect(await expire(hours(endsAt, 3))).toEqual({ expired: 1, more: false })
    expect(await expire(hours(endsAt, 4))).toEqual({ expired: 0, more: false })
    expect((await eventsOf(world(), own)).map(({ type, objectId }) => `${type} ${objectId}`).sort()).toEqual([
      `consent.decided ${decision}`,
      `consent.expired ${decision}`,
    ])
    const [event] = await world()
      .db.select()
      .from(events)
      .where(eq(events.customerId, own.subject))
      .orderBy(events.number)
      .offset(1)
    expect(event?.at).toEqual(endsAt)
    expect((await consentAudit(world(), own)).at(-1)).toMatchObject({
      ...{
        action: 'consent.expired',
        objectId: decision,
        actorKind: 'worker',
        at: endsAt,
        detail: { consent },
      },
    })
    const log = await listActivity({ ...own, now: endsAt }, { kind: 'consents' })
    expect(log.entries[0]).toMatchObject({ action: 'consent.expired', by: 'portal', about: { id: consent } })
  })

  it('a consent that was withdrawn or given again is not ended, and many workers end one once', async () => {
    const off = await given()
    await decide(at(off.own, secondsOn(nth + 1)), withdraw(consent, off.decision))
    const again = await given()
    const once = await given()
    await decide(at(again.own, once.endsAt), give(consent, again.decision))
    const done = await Promise.all([1, 2, 3].map(() => expire(once.endsAt)))
    expect(done.reduce((sum, { expired }) => sum + expired, 0)).toBe(1)
    for (const { own } of [off, again])
      expect((await eventsOf(world(), own)).map(({ type }) => type)).not.toContain('consent.expired')
  })

  it('the feed and the deliveries carry the end, which has its own time to be confirmed', async () => {
    const { own, decision, endsAt } = await given()
    const { id } = await subscribe(world(), 'https://one.example.kz/hook', {
      types: ['consent.decided', 'consent.expired'],
      consents: [consent],
      madeUpTo: await feedEnd(world()),
    })
    await positionEvents(at(world().worker(), own.now))
    const after = await feedEnd(world())
    await expire(endsAt)
    const placed = at(world().worker(), endsAt)
    await positionEvents(placed)
    const { events: read } = await readEvents(world().system(), { after, types: 'consent.expired' })
    expect(read).toMatchObject([
      {
        type: 'consent.expired',
        at: endsAt.toISOString(),
        customer: own.reference,
        data: { decision, consent, expiredAt: endsAt.toISOString() },
      },
    ])
    const rows = await world()
      .db.select()
      .from(deliveries)
      .where(eq(deliveries.objectId, decision))
      .orderBy(deliveries.position)
    const obeyMs =
      (catalogue().consents.consents.find((one) => one.id === consent)?.obeyWithinMinutes ?? 0) * 60_000
    expect(rows.map(({ confirmBy }) => confirmBy?.getTime())).toEqual([
      own.now.getTime() + obeyMs,
      endsAt.getTime() + obeyMs,
    ])
    const applied = { state: 'sent', sentAt: own.now, confirmedAt: own.now } as const
    await world()
      .db.update(deliveries)
      .set(applied)
      .where(eq(deliveries.id, rows[0]?.id ?? ''))
    const [progress] = await listDeliveryProgress({ ...own, now: endsAt })
    expect(progress?.progress.deliveries).toMatchObject([{ state: 'applied', confirmedAt: own.now }])
    expect((await findConsent({ ...own, now: endsAt }, consent))?.state).toBe('expired')
    const claimed = await claimDeliveries(placed, { subscriptionId: id, limit: 100, leaseSeconds: 10 })
    const sent = claimed.filter(({ body }) => body.data.customer === own.reference)
    expect(sent.map(({ body }) => body.type)).toEqual(['consent.expired'])
  })

  it('ends of consents are told by the worker alone', async () => {
    for (const ctx of [world().system(), world().staff(), world().visitor(), await world().customer()])
      await expect(expireConsents({ ...ctx, now: testNow })).rejects.toEqual(refusal('forbidden'))
  })
})
