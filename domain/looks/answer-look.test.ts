import { beforeAll, expect, it } from 'vitest'
import { minutesOn } from '#testing/clock.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { answerLook } from './answer-look.ts'
import { approveLook } from './approve-look.ts'
import { showDeskLook } from './show-desk-look.ts'
import { showLook } from './show-look.ts'
import { spokenWords } from './spoken-words.ts'

onBothEngines('answering a look', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })

  it('a look is answered by its customer alone, once', async () => {
    const { agent, lookId } = await stage.asking()
    const stranger = await world().customer(2)
    await expect(answerLook(stranger, { lookId, answer: 'grant' })).rejects.toEqual(refusal('not-found'))
    await expect(answerLook(agent, { lookId, answer: 'grant' })).rejects.toEqual(refusal('forbidden'))
    await expect(
      approveLook(await world().signedInStaff('officer'), { lookId, answer: 'grant' }),
    ).rejects.toEqual(lockedBy('look.customers-answer'))
    expect(await stage.stateFor(lookId)).toBe('waiting')
    await answerLook(stage.customer, { lookId, answer: 'refuse' })
    await expect(answerLook(stage.customer, { lookId, answer: 'grant' })).rejects.toEqual(
      lockedBy('look.no-granted'),
    )
    expect(await stage.stateFor(lookId)).toBe('refused')
    expect((await world().audited()).filter((action) => action === 'look.not-found')).not.toEqual([])
  })

  it('a look is answered in one way when two answers come at once', async () => {
    const { lookId } = await stage.asking()
    const answers = (['grant', 'refuse'] as const).map((answer) =>
      answerLook(stage.customer, { lookId, answer }),
    )
    const tries = await Promise.allSettled(answers)
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await showLook(stage.customer, { lookId })).steps).toHaveLength(2)
  })

  it('a look is not answered after ten minutes', async () => {
    const { lookId } = await stage.asking()
    const late = { ...stage.customer, now: minutesOn(10) }
    await expect(answerLook(late, { lookId, answer: 'grant' })).rejects.toEqual(lockedBy('look.no-granted'))
    expect(await stage.stateFor(lookId, minutesOn(10))).toBe('expired')
  })

  it('the two words are on the customer’s page and at the asking agent’s desk alone, while there is an answer to give', async () => {
    const { agent, lookId } = await stage.asking()
    const own = async () => (await showLook(stage.customer, { lookId })).words
    const desk = async (ctx: Ctx) => (await showDeskLook(ctx, { lookId })).words
    expect(await own()).toEqual(spokenWords(lookId))
    expect(await desk(agent)).toEqual(await own())
    expect(await desk(await world().signedInStaff('officer'))).toBeNull()
    await answerLook(stage.customer, { lookId, answer: 'grant' })
    expect([await own(), await desk(agent)]).toEqual([null, null])
  })
})
