import { beforeAll, expect, it } from 'vitest'
import { actionsOf } from '#testing/audit.ts'
import { at, minutesOn } from '#testing/clock.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { onBothEngines } from '#testing/world.ts'
import { acknowledgeLook } from './acknowledge-look.ts'
import { endLook } from './end-look.ts'
import { expireLooks } from './expire-looks.ts'
import { showLook } from './show-look.ts'

onBothEngines('acknowledging a look', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })

  const written = async (lookId: string) =>
    (await actionsOf(world().db, { objectId: lookId })).filter((action) => action === 'look.acknowledged')
  const over = async () => {
    const { agent, lookId } = await stage.running()
    await endLook(agent, { lookId })
    return { agent, lookId }
  }

  it('a look that is over is acknowledged by its customer, once, with its audit row', async () => {
    const { lookId } = await over()
    expect((await showLook(stage.customer, { lookId })).can.acknowledge).toBe(true)
    await acknowledgeLook(stage.customer, { lookId })
    const view = await showLook(stage.customer, { lookId })
    expect(view).toMatchObject({ state: 'ended', can: { acknowledge: false } })
    expect(view.steps.at(-1)).toMatchObject({ kind: 'acknowledged', side: 'customer', staff: null })
    await acknowledgeLook(stage.customer, { lookId })
    expect((await showLook(stage.customer, { lookId })).steps).toEqual(view.steps)
    expect(await written(lookId)).toHaveLength(1)
  })

  it('a look is acknowledged once when the customer presses twice at the same time', async () => {
    const { lookId } = await over()
    await Promise.all([1, 2].map(() => acknowledgeLook(stage.customer, { lookId })))
    expect(await written(lookId)).toHaveLength(1)
  })

  it('a look whose minutes have run out can be acknowledged before the worker has written its end', async () => {
    const { lookId } = await stage.running()
    const later = at(stage.customer, minutesOn(15))
    await acknowledgeLook(later, { lookId })
    await expireLooks(at(world().worker(), minutesOn(16)))
    const { state, steps } = await showLook(at(stage.customer, minutesOn(17)), { lookId })
    expect(state).toBe('ended')
    expect(steps.slice(-2).map(({ kind }) => kind)).toEqual(['acknowledged', 'ended'])
  })

  it('a look that has not begun or is under way cannot be acknowledged', async () => {
    const [waiting, running] = [await stage.asking(), await stage.running()]
    for (const { lookId } of [waiting, running]) {
      await expect(acknowledgeLook(stage.customer, { lookId })).rejects.toEqual(
        lockedBy('look.no-acknowledged'),
      )
      expect(await written(lookId)).toEqual([])
    }
    const unused = at(stage.customer, minutesOn(30))
    await expect(acknowledgeLook(unused, { lookId: waiting.lookId })).rejects.toEqual(
      lockedBy('look.no-acknowledged'),
    )
  })

  it('a look is acknowledged by nobody but its customer', async () => {
    const { agent, lookId } = await over()
    const stranger = await world().customer(1)
    await expect(acknowledgeLook(stranger, { lookId })).rejects.toEqual(refusal('not-found'))
    for (const ctx of [agent, await world().signedInStaff('officer'), world().worker()])
      await expect(acknowledgeLook(ctx, { lookId })).rejects.toEqual(refusal('forbidden'))
    expect(await written(lookId)).toEqual([])
  })
})
