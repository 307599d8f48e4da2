import { expect, it, vi } from 'vitest'
import { type DeliveryStage, eachOnDeliveryStage } from '#testing/delivery-stage.ts'
import { onBothEngines } from '#testing/world.ts'

type Claiming = typeof import('#domain/events/claim-deliveries.ts')

/** Called after a claim has looked, before the worker hears what it found. */
let hold: (() => Promise<void>) | undefined
vi.mock('#domain/events/claim-deliveries.ts', async (original: () => Promise<Claiming>) => {
  const { claimDeliveries, ...rest } = await original()
  return {
    ...rest,
    claimDeliveries: async (...asked: Parameters<typeof claimDeliveries>) => {
      const claimed = await claimDeliveries(...asked)
      await hold?.()
      return claimed
    },
  }
})

onBothEngines('deliveries that end while their worker looks for more', (world) => {
  let stage: DeliveryStage
  eachOnDeliveryStage(world, 2, (fresh) => {
    stage = fresh
  })

  it.each([
    ['another is still under way', true],
    ['nothing else is under way', false],
  ])('a delivery that waited for the one that ended goes out, though %s', async (_, another) => {
    const { decisions, worker, told, rows, receiver } = stage
    const slow = another ? await decisions(0, 1) : []
    const [first, second] = await decisions(1, 2)
    const answers = new Map<string, () => void>()
    receiver.answer((response, { text }) => {
      const of = [...slow, first].find((one) => one && text.includes(one))
      const answer = () => response.writeHead(204).end()
      if (of) answers.set(of, answer)
      else answer()
    })
    await worker.tick()
    await expect.poll(() => answers.size).toBe(slow.length + 1)
    // The worker is woken and looks: nothing is due yet. The first ends before it hears so.
    hold = async () => {
      hold = undefined
      answers.get(first ?? '')?.()
      const states = async () => (await rows()).map(({ state }) => state)
      await expect.poll(states).toEqual([...slow.map(() => 'due'), 'sent', 'due'])
    }
    await worker.tick()
    await expect.poll(() => told().includes(second)).toBe(true)
    for (const one of slow) answers.get(one)?.()
    await worker.idle()
    expect((await rows()).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(
      [...slow, first, second].map(() => 'sent 1'),
    )
  })
})
