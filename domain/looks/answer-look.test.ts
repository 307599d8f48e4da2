import { beforeAll, expect, it } from 'vitest'
import { minutesOn } from '#testing/clock.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { onBothEngines } from '#testing/world.ts'
import { answerLook } from './answer-look.ts'
import { approveLook } from './approve-look.ts'
import { enterLookCode } from './enter-look-code.ts'
import { showLook } from './show-look.ts'
import { showLookCode } from './show-look-code.ts'

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

  it('a look is answered by a code read out on the phone, which five wrong tries make void', async () => {
    const { agent, lookId } = await stage.asking()
    await expect(enterLookCode(agent, { lookId, code: '000000' })).rejects.toEqual(
      refusal('invalid', { issues: [expect.objectContaining({ key: 'look.code-none' })] }),
    )
    const old = await showLookCode(stage.customer, { lookId })
    const { code } = await showLookCode(stage.customer, { lookId })
    const wrong = code === '123456' ? '654321' : '123456'
    await expect(enterLookCode(agent, { lookId, code: wrong })).rejects.toEqual(
      refusal('invalid', {
        issues: [expect.objectContaining({ key: 'look.code-wrong', params: { left: 4 } })],
      }),
    )
    if (old.code !== code)
      await expect(enterLookCode(agent, { lookId, code: old.code })).rejects.toEqual(refusal('invalid'))
    const another = await world().signedInStaff()
    await expect(enterLookCode(another, { lookId, code })).rejects.toEqual(refusal('not-found'))
    await enterLookCode(agent, { lookId, code })
    const view = await showLook(stage.customer, { lookId })
    expect(view.steps.at(-1)).toMatchObject({ kind: 'granted', side: 'looker', staff: agent.actor.staffId })
    await expect(enterLookCode(agent, { lookId, code })).rejects.toEqual(refusal('invalid'))

    const next = await stage.asking()
    const shown = await showLookCode(stage.customer, { lookId: next.lookId })
    const bad = shown.code === '123456' ? '654321' : '123456'
    for (const _ of Array(5))
      await expect(enterLookCode(next.agent, { lookId: next.lookId, code: bad })).rejects.toEqual(
        refusal('invalid'),
      )
    await expect(enterLookCode(next.agent, { lookId: next.lookId, code: shown.code })).rejects.toEqual(
      refusal('invalid'),
    )
    expect(await stage.stateFor(next.lookId)).toBe('waiting')
  })
})
