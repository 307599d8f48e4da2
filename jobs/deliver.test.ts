import { expect, it } from 'vitest'
import { giveBackDelivery } from '#domain/events/give-back-delivery.ts'
import { type DeliveryStage, eachOnDeliveryStage, minuteMs } from '#testing/delivery-stage.ts'
import { startReceiver } from '#testing/receiver.ts'
import { onBothEngines } from '#testing/world.ts'

onBothEngines('deliveries to a receiver', (world) => {
  let stage: DeliveryStage
  eachOnDeliveryStage(world, 40, (fresh) => {
    stage = fresh
  })

  it('deliveries go out as soon as a worker looks, each once', async () => {
    const { decisions, work, told, rows } = stage
    const made = await decisions(0, 3)
    await work()
    await work()
    expect(told()).toEqual(made)
    expect((await rows()).map(({ state, attempts }) => ({ state, attempts }))).toEqual(
      made.map(() => ({ state: 'sent', attempts: 1 })),
    )
  })

  it('a delivery waits at a slow receiver without keeping another, or other customers, waiting', async () => {
    const { decisions, worker, told, rows, receiver } = stage
    const other = await startReceiver()
    const prompt = await stage.subscribe(other.url)
    const gates: (() => void)[] = []
    const [slow] = await decisions(2, 1)
    receiver.answer((response, { text }) => {
      const answer = () => response.writeHead(204).end()
      if (slow && text.includes(slow)) gates.push(answer)
      else answer()
    })
    await worker.tick()
    await expect.poll(() => gates).toHaveLength(1)
    const quick = [...(await decisions(3, 2)), ...(await decisions(4, 2))]
    await worker.tick()
    await expect.poll(() => told().toSorted()).toEqual([slow, ...quick].toSorted())
    await expect.poll(() => other.received).toHaveLength(5)
    await expect
      .poll(async () => (await rows(prompt)).map(({ state }) => state))
      .toEqual(Array(5).fill('sent'))
    for (const open of gates) open()
    await worker.idle()
    expect((await rows()).map(({ state }) => state)).toEqual(Array(5).fill('sent'))
    await other.stop()
  })

  it('deliveries that a stopping worker has no answer to are given back, and sent by the next at once', async () => {
    const { decisions, worker, work, told, rows, receiver } = stage
    const [made] = await decisions(6, 1)
    receiver.answer(() => {})
    await worker.tick()
    await expect.poll(told).toEqual([made])
    const abandoning = new AbortController()
    const stopped = worker.stop(abandoning.signal)
    expect(await rows()).toMatchObject([{ state: 'due', dueAt: new Date(stage.now().getTime() + 15_000) }])
    abandoning.abort()
    await stopped
    expect(await rows()).toMatchObject([{ state: 'due', dueAt: stage.now(), lastFault: null, attempts: 1 }])
    receiver.answer((response) => response.writeHead(204).end())
    await work(stage.newWorker())
    expect(told()).toEqual([made, made])
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it('deliveries under way when a worker stops are finished while there is time', async () => {
    const { decisions, worker, told, rows, receiver } = stage
    const [made] = await decisions(7, 1)
    let answer = () => {}
    receiver.answer((response) => {
      answer = () => response.writeHead(204).end()
    })
    await worker.tick()
    await expect.poll(told).toEqual([made])
    const stopped = worker.stop(new AbortController().signal)
    answer()
    await stopped
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 1 }])
  })

  it('deliveries are given back by the worker alone', async () => {
    const [customerId = ''] = stage.people
    const held = { customerId, id: customerId, attempts: 1 }
    for (const ctx of [world().visitor(), world().system(), world().staff()])
      await expect(giveBackDelivery(ctx, held)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('deliveries wait while their subscription is paused, and none is lost', async () => {
    const { decisions, work, told, receiver } = stage
    await stage.setState('paused')
    const made = await decisions(8, 2)
    await work()
    expect(receiver.received).toEqual([])
    await stage.setState('active')
    await work()
    expect(told()).toEqual(made)
  })

  it('deliveries are shared between two workers: nothing twice, nothing left', async () => {
    const { decisions, work, told, rows, receiver, people } = stage
    const made = (await Promise.all(people.map((_, nth) => decisions(nth, 2)))).flat()
    receiver.answer((response) => void setTimeout(() => response.writeHead(204).end(), 3))
    await Promise.all([work(), work(stage.newWorker())])
    await work()
    expect(told().toSorted()).toEqual(made.toSorted())
    expect((await rows()).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(
      made.map(() => 'sent 1'),
    )
  })

  it('deliveries keep a customer’s order, whatever fails in between', async () => {
    const { decisions, work, receiver } = stage
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
      await Promise.all([work(), work(stage.newWorker())])
      stage.later(30 * minuteMs)
    }
    for (const own of made) expect(taken.filter((one) => own.includes(String(one)))).toEqual(own)
  })
})
