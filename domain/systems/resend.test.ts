import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { deliveries } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { auditOf } from '#testing/audit.ts'
import { minutesOn } from '#testing/clock.ts'
import { lockedBy, wrongAt } from '#testing/expect.ts'
import { type SystemsStage, systemsStage } from '#testing/systems.ts'
import { onBothEngines } from '#testing/world.ts'
import { positionEvents } from '../events/position-events.ts'
import { resend } from './resend.ts'

onBothEngines('sending again', (world) => {
  let stage: SystemsStage

  beforeAll(async () => {
    stage = await systemsStage(world())
  })

  const row = async (id: string) => {
    const [found] = await world().db.select().from(subscriptions).where(eq(subscriptions.id, id))
    if (!found) throw new Error('no such subscription')
    return found
  }

  it('a subscription is sent again what happened from a place or a moment on', async () => {
    const { subscriptionId } = await stage.subscribed()
    const placed: number[] = []
    for (const at of [10, 20, 30]) placed.push((await stage.decided(minutesOn(at))).position)
    const [, second = 0, third = 0] = placed
    const setTo = (madeUpTo: number) =>
      world().db.update(subscriptions).set({ madeUpTo }).where(eq(subscriptions.id, subscriptionId))
    const officer = { ...stage.officer, now: minutesOn(40) }
    await setTo(third)
    expect(await resend(officer, { subscriptionId, from: 'position', position: second })).toEqual({
      places: 2,
    })
    expect((await row(subscriptionId)).madeUpTo).toBe(second - 1)
    const [log] = await auditOf(world().db, { objectId: subscriptionId, action: 'subscription.resent' })
    expect(log?.detail).toEqual({ from: second - 1, to: third })

    await setTo(third)
    await resend(officer, { subscriptionId, from: 'moment', at: minutesOn(30).toISOString() })
    expect((await row(subscriptionId)).madeUpTo).toBe(second)
    await setTo(third)
    await resend(officer, { subscriptionId, from: 'moment', at: minutesOn(20.5).toISOString() })
    expect((await row(subscriptionId)).madeUpTo, 'rather too much than too little').toBe(second - 1)
  })

  it('a subscription is not sent again what was not sent yet, nor what is still to come', async () => {
    const { subscriptionId } = await stage.subscribed()
    const { madeUpTo } = await row(subscriptionId)
    const from = (rest: object) => resend(stage.officer, { subscriptionId, ...rest })
    await expect(from({ from: 'position', position: madeUpTo + 1 })).rejects.toEqual(
      lockedBy('system.nothing-to-resend'),
    )
    await expect(from({ from: 'moment', at: minutesOn(1) })).rejects.toEqual(wrongAt('at'))
    await expect(from({ from: 'moment', at: 'yesterday' })).rejects.toEqual(wrongAt('at'))
    for (const position of [0, -1, 1.5, 'x'])
      await expect(from({ from: 'position', position })).rejects.toEqual(wrongAt('position'))
    await expect(from({ from: 'the-start' })).rejects.toEqual(wrongAt('from'))
    expect((await row(subscriptionId)).madeUpTo).toBe(madeUpTo)
  })

  it('deliveries that are sent again are made due by the worker, and what was confirmed stays confirmed', async () => {
    const { subscriptionId } = await stage.subscribed()
    const { position } = await stage.decided(minutesOn(50))
    await positionEvents(world().worker())
    const of = eq(deliveries.subscriptionId, subscriptionId)
    const done = { state: 'sent' as const, attempts: 2, sentAt: minutesOn(51), confirmedAt: minutesOn(52) }
    const [sent] = await world().db.update(deliveries).set(done).where(of).returning()
    expect(sent).toMatchObject({ position })
    const officer = { ...stage.officer, now: minutesOn(60) }
    await resend(officer, { subscriptionId, from: 'moment', at: minutesOn(50) })
    await positionEvents({ ...world().worker(), now: minutesOn(61) })
    const again = await world().db.select().from(deliveries).where(of)
    const last = again.filter((one) => one.position === position)
    expect(last).toMatchObject([{ id: sent?.id, state: 'due', attempts: 0, confirmedAt: minutesOn(52) }])
    expect((await row(subscriptionId)).madeUpTo).toBe(position)
  })
})
