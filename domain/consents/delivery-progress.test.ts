import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EventType } from '#db/schema/event-types.ts'
import type { deliveries } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { catalogue } from '#policy/load.ts'
import { asVerb } from '#testing/as-verb.ts'
import { minutesOn } from '#testing/clock.ts'
import { eventAbout, insertDelivery, insertSubscription, insertSystem } from '#testing/system-rows.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { read } from '../transaction.ts'
import { decide } from './decide.ts'
import { listConsents } from './list-consents.ts'
import { listDeliveryProgress } from './list-delivery-progress.ts'
import { deliveryStateOf, progressOf } from './rules.ts'

const toSystem = (times: Partial<Omit<Parameters<typeof deliveryStateOf>[0], 'system'>>, system = 'SMS') => ({
  system,
  sentAt: null,
  confirmedAt: null,
  confirmBy: minutesOn(60),
  ...times,
})

describe("a decision's way to a system", () => {
  it.each([
    ['due', {}, 5],
    ['sent', { sentAt: minutesOn(1) }, 5],
    ['applied', { sentAt: minutesOn(1), confirmedAt: minutesOn(2) }, 5],
    ['applied', { sentAt: minutesOn(1), confirmedAt: minutesOn(60) }, 90],
    ['applied-late', { sentAt: minutesOn(1), confirmedAt: minutesOn(61) }, 90],
    ['late', {}, 61],
    ['late', { sentAt: minutesOn(1) }, 61],
    ['sent', { sentAt: minutesOn(1), confirmBy: null }, 90],
  ] as const)('a decision’s way to a system is %s', (state, times, minutes) => {
    expect(deliveryStateOf(toSystem(times), minutesOn(minutes))).toBe(state)
  })

  it('a decision’s way is as far as the slowest of the ways one system hears over, done before missing', () => {
    const { deliveries } = progressOf(
      testNow,
      [
        toSystem({}, 'Серіктес'),
        toSystem({ sentAt: minutesOn(1), confirmedAt: minutesOn(3) }, 'Б'),
        toSystem({ sentAt: minutesOn(1), confirmedAt: minutesOn(2) }, 'А'),
        toSystem({ sentAt: minutesOn(1) }, 'А'),
      ],
      minutesOn(5),
    )
    expect(deliveries.map(({ system, state }) => [system, state])).toEqual([
      ['Б', 'applied'],
      ['А', 'sent'],
      ['Серіктес', 'due'],
    ])
  })

  it('the progress of a decision is asked for less and less often, and no more once all is confirmed, late, or an hour old', () => {
    const missing = [toSystem({ sentAt: minutesOn(0) })]
    const againIn = (minutes: number, delivered = missing) =>
      progressOf(testNow, delivered, minutesOn(minutes)).againIn
    expect([0.1, 5, 30, 61].map((minutes) => againIn(minutes))).toEqual([1, 5, 30, null])
    expect(againIn(1, [toSystem({ confirmedAt: minutesOn(0.5) })])).toBeNull()
    expect(againIn(30, [toSystem({ confirmBy: minutesOn(15) })])).toBeNull()
    expect(againIn(0.5, [])).toBe(5)
    expect(againIn(2, [])).toBeNull()
  })

  it('a decision is under way only while a system may still be told of it', () => {
    const just = (connectedAt?: Date | null) => progressOf(testNow, [], minutesOn(0.1), connectedAt)
    expect(just()).toEqual({ deliveries: [], underway: true, againIn: 1 })
    expect(just(minutesOn(-1))).toMatchObject({ connection: 'before', underway: true, againIn: 1 })
    expect(just(testNow)).toMatchObject({ connection: 'before', underway: true })
    expect(just(minutesOn(0.05))).toMatchObject({ connection: 'after', underway: false, againIn: null })
    expect(just(null)).toEqual({ deliveries: [], underway: false, againIn: null })
  })

  it('a decision’s way stays late once it is late, until it is confirmed, and is never asked for for ever', () => {
    const moment = fc.integer({ min: 0, max: 3000 }).map(minutesOn)
    const maybe = fc.option(moment)
    fc.assert(
      fc.property(maybe, maybe, maybe, fc.array(moment), (sentAt, confirmedAt, confirmBy, moments) => {
        const one = toSystem({ sentAt, confirmedAt, confirmBy })
        const states = moments
          .toSorted((a, b) => a.getTime() - b.getTime())
          .map((now) => deliveryStateOf(one, now))
        const late = states.indexOf('late')
        expect(late === -1 || states.slice(late).every((state) => state === 'late')).toBe(true)
        expect(progressOf(testNow, [one], minutesOn(61)).againIn).toBeNull()
      }),
    )
  })
})

onBothEngines('listing the progress of deliveries', (world) => {
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    await insertSystem(world().db, 'sms-gateway', testNow)
    await insertSystem(world().db, 'partner', testNow, { kk: 'Серіктес', ru: 'Партнёр', en: 'Partner' })
  })
  const progressIn = async (ctx: Ctx, id: string) => {
    const { groups } = await listConsents(ctx)
    return groups.flatMap(({ consents }) => consents).find((one) => one.id === id)?.progress
  }

  it('the progress is shown for the latest decision alone, in the reader’s language, to the customer and in a look', async () => {
    const customer = await world().customer(0)
    expect(await progressIn(customer, 'marketing-sms')).toBeNull()
    const given = await decide(customer, { consent: 'marketing-sms', outcome: 'given', previousId: null })
    expect(given.progress).toEqual({ deliveries: [], underway: true, againIn: 1 })
    await deliver(world(), given.history[0]?.id, 'partner', {})
    const later = { ...customer, now: minutesOn(10) }
    const withdrawn = await decide(later, {
      consent: 'marketing-sms',
      outcome: 'withdrawn',
      previousId: given.history[0]?.id,
    })
    const decision = withdrawn.history[0]?.id
    await deliver(world(), decision, 'sms-gateway', { sentAt: minutesOn(10), confirmedAt: minutesOn(11) })
    await deliver(world(), decision, 'partner', { sentAt: minutesOn(10), confirmBy: minutesOn(70) })

    const now = { ...customer, now: minutesOn(12) }
    const progress = {
      deliveries: [
        {
          system: 'SMS шлюзі',
          state: 'applied',
          sentAt: minutesOn(10),
          confirmedAt: minutesOn(11),
          confirmBy: minutesOn(60),
        },
        {
          system: 'Серіктес',
          state: 'sent',
          sentAt: minutesOn(10),
          confirmedAt: null,
          confirmBy: minutesOn(70),
        },
      ],
      underway: false,
      againIn: 5,
    }
    expect(await progressIn(now, 'marketing-sms')).toEqual(progress)
    expect(await progressIn(now, 'marketing-push')).toBeNull()
    const look = { ...world().support(customer.subject, 'consents'), now: minutesOn(12) }
    expect(await progressIn(look, 'marketing-sms')).toEqual(progress)
    expect((await progressIn({ ...now, locale: 'en' }, 'marketing-sms'))?.deliveries[0]?.system).toBe(
      'SMS gateway',
    )
    expect(
      (await progressIn({ ...customer, now: minutesOn(71) }, 'marketing-sms'))?.deliveries[1]?.state,
    ).toBe('late')

    expect(await listDeliveryProgress(now)).toMatchObject([
      { consent: 'marketing-sms', decision: { id: decision, outcome: 'withdrawn' }, progress },
    ])
  })

  it('the progress of a decision is nobody else’s to see', async () => {
    const another = await world().customer(1)
    expect(await listDeliveryProgress(another)).toEqual([])
    const { subject } = another
    for (const ctx of [world().visitor(), world().staff(subject), world().system(subject), world().worker()])
      await expect(listDeliveryProgress(ctx)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

onBothEngines('the connections of systems', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  const connectionsIn = async (ctx: Ctx, consents: string[]) => {
    const { groups } = await listConsents(ctx)
    const views = new Map(groups.flatMap((group) => group.consents.map((view) => [view.id, view])))
    return consents.map((consent) => views.get(consent)?.progress?.connection)
  }

  it('a decision that was sent to no system says whether one was connected then, later or never', async () => {
    const { db, keys } = world()
    const customer = await world().customer(0)
    const connect = (consents: string[], createdAt: Date, types?: EventType[]) =>
      insertSubscription({ db, keys }, 'https://receiver.example.kz/', createdAt, {
        consents,
        state: 'disabled',
        ...(types && { types }),
      })
    await connect(['device-camera'], minutesOn(30))
    await connect(['device-gallery'], minutesOn(-30))
    await connect(['personalisation'], minutesOn(-30), ['complaint.filed'])
    const decided = ['device-camera', 'device-gallery', 'personalisation']
    for (const consent of decided) await decide(customer, { consent, outcome: 'given', previousId: null })
    const later = { ...customer, now: minutesOn(90) }
    const told = ['after', 'before', undefined]
    expect(await connectionsIn(later, decided)).toEqual(told)
    const look = { ...world().support(customer.subject, 'consents'), now: minutesOn(90) }
    expect(await connectionsIn(look, decided)).toEqual(told)
    const followed = new Map(
      (await listDeliveryProgress(later)).map(({ consent, progress }) => [consent, progress.connection]),
    )
    expect(decided.map((consent) => followed.get(consent))).toEqual(told)
  })

  it('customers learn since when a system is told of decisions, and neither its address nor its secret', async () => {
    const { db, keys } = world()
    await insertSubscription({ db, keys }, 'https://receiver.example.kz/', testNow, {})
    const customer = await world().customer(1)
    for (const ctx of [customer, world().support(customer.subject, 'consents')]) {
      for (const column of ['url', 'secret_wrapped', '*'])
        await expect(
          read(asVerb(ctx), (tx) => tx.execute(sql.raw(`select ${column} from subscriptions`))),
        ).rejects.toMatchObject({ cause: { code: '42501' } })
      const seen = await read(asVerb(ctx), (tx) =>
        tx.select({ types: subscriptions.types }).from(subscriptions),
      )
      expect(seen.length).toBeGreaterThan(0)
      expect(seen.every(({ types }) => types.includes('consent.decided'))).toBe(true)
    }
  })
})

/** Writes what the worker would have written of a decision's delivery. */
async function deliver(
  { db, keys }: World,
  decision: string | undefined,
  systemId: string,
  times: Pick<Partial<typeof deliveries.$inferInsert>, 'sentAt' | 'confirmedAt' | 'confirmBy'>,
): Promise<void> {
  const to = await insertSubscription({ db, keys }, 'https://receiver.example.kz/', testNow, { systemId })
  const state = times.sentAt ? 'sent' : 'due'
  const made = { state, attempts: 1, confirmBy: minutesOn(60), ...times } as const
  await insertDelivery(db, await eventAbout(db, decision ?? ''), to, made)
}
