import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { messages } from '#db/schema/messages.ts'
import { auditOf } from '#testing/audit.ts'
import { at, minutesOn, secondsOn } from '#testing/clock.ts'
import { lockedBy } from '#testing/expect.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { onBothEngines, type World } from '#testing/world.ts'
import { blockSignIn } from '../measures/block-sign-in.ts'
import { unblockSignIn } from '../measures/unblock-sign-in.ts'
import { answerLook } from './answer-look.ts'
import { approveLook } from './approve-look.ts'
import { askForLook } from './ask-for-look.ts'
import { expireLooks } from './expire-looks.ts'
import { openPage } from './open-page.ts'
import { prepareLook } from './prepare-look.ts'
import { showDeskLook } from './show-desk-look.ts'
import { showLook } from './show-look.ts'
import { startLook } from './start-look.ts'

/** A block by a system, and its end, at a second. */
const block = (world: World, { customer }: LookStage, second: number) =>
  blockSignIn(at(world.system(customer.subject), secondsOn(second)), { reason: 'phone-lost' })
const unblock = (world: World, { customer }: LookStage, second: number) =>
  unblockSignIn(at(world.system(customer.subject), secondsOn(second)), { reason: 'identity-confirmed' })

onBothEngines('a look of a customer whose sign-in is blocked', (world) => {
  it('a look under way ends with the block: its next page does not open, and the log and a notice say so once', async () => {
    const stage = await lookStage(world())
    const { agent, lookId } = await stage.running('consents')
    const open = (second: number) => openPage(at(agent, secondsOn(second)), { lookId, page: 'consents' })
    await open(29)
    await block(world(), stage, 30)
    await expect(open(30)).rejects.toEqual(lockedBy('look.over'))
    expect(await stage.stateFor(lookId, secondsOn(30))).toBe('ended')
    await expireLooks(at(world().worker(), secondsOn(31)))
    await expireLooks(at(world().worker(), secondsOn(36)))
    const { subject } = stage.customer
    expect(await auditOf(world().db, { customerId: subject, action: 'look.ended' })).toMatchObject([
      { actorKind: 'worker', detail: { by: 'block' } },
    ])
    const sent = await world().db.select().from(messages).where(eq(messages.customerId, subject))
    const told = sent.filter(({ kind }) => kind === 'look-ended')
    expect(told).toHaveLength(2)
    const { steps } = await showLook(at(stage.customer, secondsOn(40)), { lookId })
    expect(steps.at(-1)).toMatchObject({ kind: 'ended', side: 'block' })
    await unblock(world(), stage, 50)
    await expect(open(60)).rejects.toEqual(lockedBy('look.over'))
  })

  it('a look that was granted does not begin, and one that waits is granted by nobody, though the block is lifted', async () => {
    const stage = await lookStage(world(), 1)
    const [granted, waiting, urgent] = [
      await stage.asking(),
      await stage.asking(),
      await stage.asking({ kind: 'break-glass' }),
    ]
    await answerLook(stage.customer, { lookId: granted.lookId, answer: 'grant' })
    await block(world(), stage, 30)
    const senior = await world().signedInStaff('supervisor')
    const refused = async (second: number) => {
      const when = secondsOn(second)
      await expect(startLook(at(granted.agent, when), granted)).rejects.toEqual(lockedBy('look.no-started'))
      await expect(
        answerLook(at(stage.customer, when), { lookId: waiting.lookId, answer: 'grant' }),
      ).rejects.toEqual(lockedBy('look.no-granted'))
      await expect(approveLook(at(senior, when), { ...urgent, answer: 'grant' })).rejects.toEqual(
        lockedBy('look.no-approved'),
      )
    }
    await refused(40)
    await unblock(world(), stage, 50)
    await refused(60)
    expect(await expireLooks(at(world().worker(), secondsOn(61)))).toBe(3)
    expect((await showDeskLook(at(granted.agent, secondsOn(62)), granted)).steps.at(-1)).toMatchObject({
      kind: 'expired',
      side: 'block',
    })
  })

  it('no look is asked for while sign-in is blocked; afterwards one is, and its time runs as ever', async () => {
    const stage = await lookStage(world(), 2)
    await block(world(), stage, 0)
    const agent = await world().signedInStaff()
    const why = lockedBy('look.sign-in-blocked')
    for (const kind of ['leave', 'break-glass'])
      await expect(askForLook(agent, stage.wanted({ kind }))).rejects.toEqual(why)
    await expect(prepareLook(agent, { reference: stage.reference })).rejects.toEqual(why)
    await unblock(world(), stage, 60)
    const later = at(agent, secondsOn(70))
    const { lookId } = await askForLook(later, stage.wanted())
    await answerLook(at(stage.customer, secondsOn(80)), { lookId, answer: 'grant' })
    await startLook(at(later, secondsOn(90)), { lookId })
    expect(await stage.stateFor(lookId, minutesOn(16))).toBe('running')
    expect(await stage.stateFor(lookId, minutesOn(17))).toBe('ended')
  })

  it('a look asked for at the moment of a block is over as long as the block holds', async () => {
    const stage = await lookStage(world(), 3)
    const { agent, lookId } = await stage.asking()
    await block(world(), stage, -30)
    expect((await showDeskLook(at(agent, secondsOn(1)), { lookId })).state).toBe('expired')
  })
})
