import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { deliveries } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { minutesOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { type SystemsStage, systemsStage } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { countLate } from './count-late.ts'
import { behindSeconds, healthStateOf, worstOf } from './health-state.ts'
import { listSystems } from './list-systems.ts'
import { removeSubscription } from './remove-subscription.ts'
import { healthStates } from './schema.ts'
import { showSystem } from './show-system.ts'

describe('how a subscription does', () => {
  const well = { state: 'active', late: 0, failing: 0, lagSeconds: null, lastSentAt: testNow }

  it('a subscription does as the worst that is so of it', () => {
    expect(healthStateOf(well)).toBe('well')
    expect(healthStateOf({ ...well, lagSeconds: behindSeconds })).toBe('well')
    expect(healthStateOf({ ...well, lagSeconds: behindSeconds + 1 })).toBe('behind')
    expect(healthStateOf({ ...well, lagSeconds: 900, failing: 1 })).toBe('failing')
    expect(healthStateOf({ ...well, lastSentAt: null })).toBe('unsent')
    expect(healthStateOf({ ...well, lastSentAt: null, lagSeconds: 900 })).toBe('behind')
    expect(healthStateOf({ ...well, state: 'draft' })).toBe('draft')
    expect(healthStateOf({ ...well, failing: 1, state: 'paused' })).toBe('paused')
    expect(healthStateOf({ ...well, failing: 1, state: 'disabled' })).toBe('gone')
    for (const state of ['draft', 'active', 'paused', 'disabled'])
      expect(healthStateOf({ ...well, state, late: 1 })).toBe('late')
  })

  it('a system is as bad as the worst of its subscriptions, and no worse', () => {
    const some = fc.array(fc.constantFrom(...healthStates))
    fc.assert(
      fc.property(some, (all) => {
        const worst = worstOf(all)
        const place = (one: (typeof healthStates)[number]) => healthStates.indexOf(one)
        expect(all.every((one) => place(one) >= place(worst))).toBe(true)
        expect(all.length === 0 ? worst === 'silent' : all.includes(worst)).toBe(true)
      }),
    )
  })
})

onBothEngines('the health of systems', (world) => {
  let stage: SystemsStage

  beforeAll(async () => {
    stage = await systemsStage(world())
  })

  const healthOf = async (systemId: string, at = testNow) => {
    const { subscriptions: all, ...line } = await showSystem({ ...stage.officer, now: at }, { systemId })
    return { ...line, health: all[0]?.health }
  }
  const caughtUp = async (subscriptionId: string, madeUpTo: number) =>
    world().db.update(subscriptions).set({ madeUpTo }).where(eq(subscriptions.id, subscriptionId))

  it('the health of a new system is that nothing was sent yet', async () => {
    const systemId = await stage.system()
    expect(await healthOf(systemId)).toMatchObject({
      healthState: 'silent',
      waiting: 0,
      late: 0,
      lastSentAt: null,
    })
    const { systemId: told } = await stage.subscribed()
    expect((await healthOf(told)).health).toEqual({
      healthState: 'unsent',
      waiting: 0,
      lagSeconds: null,
      failing: 0,
      tries: 0,
      fault: null,
      lastSentAt: null,
      lastConfirmedAt: null,
      late: 0,
    })
  })

  it('the health of a system counts what waits, since when, what failed and why, and what went well last', async () => {
    const { systemId, subscriptionId } = await stage.subscribed()
    const events = []
    for (const at of [0, 1, 2, 3]) events.push(await stage.decided(minutesOn(at)))
    const [sent, failing, again, due] = events.map(({ event }) => event)
    const done = { state: 'sent' as const, attempts: 1, sentAt: minutesOn(1), confirmedAt: minutesOn(2) }
    await stage.delivery(subscriptionId, sent ?? '', { systemId, ...done })
    const failed = { systemId, createdAt: minutesOn(5), dueAt: minutesOn(5) }
    await stage.delivery(subscriptionId, failing ?? '', { ...failed, attempts: 3, lastFault: 'timeout' })
    await stage.delivery(subscriptionId, again ?? '', { ...failed, attempts: 1, lastStatus: 503 })
    expect(await healthOf(systemId, minutesOn(6))).toMatchObject({ waiting: 6 })
    await caughtUp(subscriptionId, events.at(-1)?.position ?? 0)
    await stage.delivery(subscriptionId, due ?? '', failed)
    expect((await healthOf(systemId, minutesOn(6))).health).toEqual({
      healthState: 'failing',
      waiting: 3,
      lagSeconds: 60,
      failing: 2,
      tries: 4,
      fault: 'timeout',
      lastSentAt: minutesOn(1),
      lastConfirmedAt: minutesOn(2),
      late: 0,
    })
  })

  it('a system is late once a confirmation is owed past its time, until it is given or the subscription removed', async () => {
    const before = await countLate(stage.officer)
    const { systemId, subscriptionId } = await stage.subscribed()
    const { event, position } = await stage.decided(minutesOn(10))
    await caughtUp(subscriptionId, position)
    const sent = { systemId, state: 'sent' as const, sentAt: minutesOn(11), confirmBy: minutesOn(25) }
    const id = await stage.delivery(subscriptionId, event, sent)
    const at = (moment: Date) => ({ ...stage.officer, now: moment })
    expect(await countLate(at(minutesOn(25)))).toBe(before)
    expect(await countLate(at(minutesOn(26)))).toBe(before + 1)
    const late = await showSystem(at(minutesOn(26)), { systemId })
    expect(late).toMatchObject({ healthState: 'late', late: 1, nextLate: null })
    expect(late.lateDeliveries).toEqual([
      {
        id,
        consent: { id: 'marketing-sms', title: expect.stringMatching(/SMS/) },
        decidedAt: minutesOn(10),
        confirmBy: minutesOn(25),
        sentAt: minutesOn(11),
      },
    ])
    const { systems } = await listSystems(at(minutesOn(26)))
    expect(systems[0]).toMatchObject({ id: systemId, healthState: 'late' })

    const confirm = (confirmedAt: Date | null) =>
      world().db.update(deliveries).set({ confirmedAt }).where(eq(deliveries.id, id))
    await confirm(minutesOn(27))
    expect(await healthOf(systemId, minutesOn(28))).toMatchObject({
      healthState: 'well',
      late: 0,
      lateDeliveries: [],
    })
    await confirm(null)
    await removeSubscription(stage.administrator, { subscriptionId })
    expect(await countLate(at(minutesOn(26)))).toBe(before)
    expect(await healthOf(systemId, minutesOn(26))).toMatchObject({
      healthState: 'silent',
      lateDeliveries: [],
    })
  })

  it('what is late is listed a page at a time, and nothing is missed or repeated where many share a moment', async () => {
    const { systemId, subscriptionId } = await stage.subscribed()
    const ids: string[] = []
    for (let nth = 0; nth < 45; nth++) {
      const { event } = await stage.decided(minutesOn(100 + nth))
      const confirmBy = minutesOn(200 + Math.floor(nth / 30))
      ids.push(await stage.delivery(subscriptionId, event, { systemId, confirmBy }))
    }
    const officer = { ...stage.officer, now: minutesOn(300) }
    const seen: string[] = []
    const sizes: number[] = []
    let late: string | undefined
    do {
      const view = await showSystem(officer, { systemId, late })
      expect(view.late).toBe(45)
      sizes.push(view.lateDeliveries.length)
      seen.push(...view.lateDeliveries.map(({ id }) => id))
      late = view.nextLate ?? undefined
    } while (late)
    expect(sizes).toEqual([20, 20, 5])
    expect(seen.toSorted()).toEqual(ids.toSorted())
    for (const cursor of ['', 'abc', 'x'.repeat(300)])
      await expect(showSystem(officer, { systemId, late: cursor })).rejects.toEqual(refusal('invalid'))
    await expect(showSystem(officer, { systemId: 'nowhere' })).rejects.toEqual(refusal('not-found'))
  })

  it('what is late is counted for officers alone', async () => {
    for (const ctx of [stage.administrator, world().worker(), await world().signedInStaff('supervisor')])
      await expect(countLate(ctx)).rejects.toEqual(refusal('forbidden'))
  })
})
