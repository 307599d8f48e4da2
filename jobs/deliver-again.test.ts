import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { subscriptions } from '#db/schema/systems.ts'
import { actionsOf } from '#testing/audit.ts'
import { type DeliveryStage, eachOnDeliveryStage, minuteMs } from '#testing/delivery-stage.ts'
import { startReceiver, status } from '#testing/receiver.ts'
import { onBothEngines, testNow } from '#testing/world.ts'

const applied = status(200, '{"status":"applied"}')

onBothEngines('deliveries that are tried again', (world) => {
  let stage: DeliveryStage
  eachOnDeliveryStage(world, 4, (fresh) => {
    stage = fresh
  })

  it('deliveries outlast an hour in which the receiver is down, in order and under their own ids', async () => {
    const { decisions, work, told, rows, later, now } = stage
    const { port } = new URL(stage.receiver.url)
    await stage.receiver.stop()
    const made = await decisions(0, 3)
    for (const wait of [0, 6_000, 5.5 * minuteMs, 33 * minuteMs, 21 * minuteMs]) {
      later(wait)
      await work()
    }
    const [first, ...others] = await rows()
    expect(now().getTime() - testNow.getTime()).toBeGreaterThanOrEqual(59 * minuteMs)
    expect(first).toMatchObject({ state: 'due', attempts: 4, lastFault: 'unreachable', lastStatus: null })
    expect(others.map(({ attempts }) => attempts)).toEqual([0, 0])
    stage.receiver = await startReceiver('127.0.0.1', Number(port))
    later(2.2 * 60 * minuteMs)
    await work()
    expect(told()).toEqual(made)
    const ids = (await rows()).map(({ id }) => id)
    expect(stage.receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(ids)
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([5, 1, 1])
  })

  it('a delivery that is always refused holds up its own consent alone: a withdrawal of another goes out at once', async () => {
    const { decisions, work, told, later, rows } = stage
    const [given = '', withdrawn] = await decisions(0, 2)
    stage.receiver.answer((response, { text }) => response.writeHead(text.includes(given) ? 422 : 204).end())
    await work()
    const others = await decisions(0, 2, 'marketing-calls')
    await work()
    expect(told()).toEqual([given, ...others])
    for (const wait of [6_000, 5.5 * minuteMs, 33 * minuteMs]) {
      later(wait)
      await work()
    }
    expect(told()).toEqual([given, ...others, given, given, given])
    expect((await rows()).map(({ state }) => state)).toEqual(['due', 'due', 'sent', 'sent'])
    stage.receiver.answer(status(204))
    later(2.2 * 60 * minuteMs)
    await work()
    expect(told().slice(-2)).toEqual([given, withdrawn])
  })

  it('a delivery comes again after the receiver closed in the middle of its answer, and after a 500', async () => {
    const { decisions, work, told, rows, later, now, receiver } = stage
    const made = await decisions(1, 2)
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
    later(6 * minuteMs)
    await work()
    expect(told()).toEqual([made[0], made[0], ...made])
    expect(await rows()).toMatchObject([
      { state: 'sent', attempts: 3, confirmedAt: now() },
      { state: 'sent', attempts: 1, confirmedAt: now() },
    ])
  })

  it('a delivery that is sent once more and confirmed again changes nothing', async () => {
    const { decisions, work, rows, later, receiver } = stage
    await decisions(2, 1)
    receiver.answer(applied)
    await work()
    const [before] = await rows()
    await world()
      .db.update(subscriptions)
      .set({ madeUpTo: (before?.position ?? 0) - 1 })
      .where(eq(subscriptions.id, stage.at.id))
    later(minuteMs)
    await work()
    expect(receiver.received).toHaveLength(2)
    expect(await rows()).toEqual([{ ...before, dueAt: expect.any(Date) }])
    expect(await actionsOf(world().db, { objectId: before?.id ?? '' })).toEqual(['delivery.confirmed'])
  })

  it('deliveries stop when the receiver answers 410, and go on where they stopped once it is let', async () => {
    const { decisions, work, told, later, receiver } = stage
    const made = await decisions(3, 2)
    receiver.answer(status(410))
    await work()
    expect(receiver.received).toHaveLength(1)
    receiver.answer(status(204))
    later(60 * minuteMs)
    await work()
    expect(receiver.received).toHaveLength(1)
    await stage.setState('active')
    await work()
    expect(told()).toEqual([made[0], ...made])
  })
})
