import { beforeAll, expect, it } from 'vitest'
import { messages } from '#db/schema/messages.ts'
import { minutesOn } from '#testing/clock.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { type LookStage, lookStage, review } from '#testing/looks.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { answerLook } from './answer-look.ts'
import { approveLook } from './approve-look.ts'
import { askForLook } from './ask-for-look.ts'
import { endLook } from './end-look.ts'
import { reviewLook } from './review-look.ts'
import { showDeskLook } from './show-desk-look.ts'
import { startLook } from './start-look.ts'

onBothEngines('approving a look without the customer’s answer', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })

  it('a look without the customer’s answer is granted by the second of two senior colleagues, neither of them the one who asked', async () => {
    const asker = await world().signedInStaff('supervisor')
    const { lookId } = await askForLook(asker, stage.wanted({ kind: 'break-glass' }))
    expect((await world().db.select().from(messages)).some(({ kind }) => kind === 'look-urgent')).toBe(true)
    const approve = (ctx: Ctx) => approveLook(ctx, { lookId, answer: 'grant' })
    await expect(approve(asker)).rejects.toEqual(lockedBy('look.own-request'))
    for (const ctx of [await world().signedInStaff(), await world().signedInStaff('administrator')])
      await expect(approve(ctx)).rejects.toEqual(refusal('forbidden'))
    const [first, second] = [
      await world().signedInStaff('supervisor'),
      await world().signedInStaff('officer'),
    ]
    await approve(first)
    expect(await stage.stateFor(lookId)).toBe('waiting')
    await expect(approve(first)).rejects.toEqual(lockedBy('look.approved-already'))
    await approve(second)
    expect(await stage.stateFor(lookId)).toBe('granted')
    await startLook(asker, { lookId })
    await expect(reviewLook(second, review(lookId))).rejects.toEqual(lockedBy('look.no-reviewed'))
    await endLook(asker, { lookId })
    await expect(reviewLook(asker, review(lookId))).rejects.toEqual(refusal('forbidden'))
    expect(await showDeskLook(second, { lookId })).toMatchObject({ can: { review: true } })
    await reviewLook(second, review(lookId))
    await expect(reviewLook(second, review(lookId))).rejects.toEqual(lockedBy('look.no-reviewed'))
  })

  it('a look without the customer’s answer can still be refused by the customer, and is not asked for within a day of it', async () => {
    const own = await lookStage(world(), 1)
    const { agent, lookId } = await own.asking({ kind: 'break-glass' })
    await answerLook(own.customer, { lookId, answer: 'refuse' })
    const senior = await world().signedInStaff('officer')
    await expect(approveLook(senior, { lookId, answer: 'grant' })).rejects.toEqual(
      lockedBy('look.no-approved'),
    )
    const again = { ...agent, now: minutesOn(60 * 23) }
    await expect(askForLook(again, own.wanted({ kind: 'break-glass' }))).rejects.toEqual(
      lockedBy('look.was-refused'),
    )
    const nextDay = { ...agent, now: minutesOn(60 * 25) }
    expect(await askForLook(nextDay, own.wanted({ kind: 'break-glass' }))).toHaveProperty('lookId')
  })
})
