import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { asVerb } from '#testing/as-verb.ts'
import { auditOf } from '#testing/audit.ts'
import { minutesOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { type Customer, type LookStage, lookStage } from '#testing/looks.ts'
import { onBothEngines } from '#testing/world.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { prepareComplaint } from '../complaints/prepare-complaint.ts'
import { showComplaint } from '../complaints/show-complaint.ts'
import { read } from '../transaction.ts'
import { answerLook } from './answer-look.ts'
import { askForLook } from './ask-for-look.ts'
import { endLook } from './end-look.ts'
import { expireLooks } from './expire-looks.ts'
import { findLatestLook } from './find-latest-look.ts'
import { openLooks } from './open-looks.ts'
import { showDeskLook } from './show-desk-look.ts'
import { showLook } from './show-look.ts'
import { startLook } from './start-look.ts'
import { watchLook } from './watch-look.ts'

const watched = (ctx: Customer) => read(asVerb(ctx), (tx) => openLooks(ctx, tx))

onBothEngines('beginning and ending a look', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })

  it('a look begins right after a sign-in, once granted, once', async () => {
    const { agent, lookId } = await stage.asking()
    await expect(startLook(agent, { lookId })).rejects.toEqual(lockedBy('look.no-started'))
    await answerLook(stage.customer, { lookId, answer: 'grant' })
    const stale = { ...agent, now: minutesOn(3) }
    await expect(startLook(stale, { lookId })).rejects.toEqual(refusal('step-up'))
    const another = await world().signedInStaff()
    await expect(startLook(another, { lookId })).rejects.toEqual(refusal('not-found'))
    const tries = await Promise.allSettled([startLook(agent, { lookId }), startLook(agent, { lookId })])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await stage.stateFor(lookId)).toBe('running')
  })

  it('a look ends at once by the customer’s word, by the agent’s, a supervisor’s, and by itself', async () => {
    const byCustomer = await stage.running()
    await endLook(stage.customer, { lookId: byCustomer.lookId })
    const byAgent = await stage.running()
    await endLook(byAgent.agent, { lookId: byAgent.lookId })
    const bySenior = await stage.running()
    await expect(endLook(await world().signedInStaff(), { lookId: bySenior.lookId })).rejects.toEqual(
      refusal('not-found'),
    )
    await endLook(await world().signedInStaff('supervisor'), { lookId: bySenior.lookId })
    const byClock = await stage.running()
    expect(await stage.stateFor(byClock.lookId, minutesOn(15))).toBe('ended')
    const sides = async (lookId: string) => (await showLook(stage.customer, { lookId })).steps.at(-1)?.side
    expect(await sides(byCustomer.lookId)).toBe('customer')
    expect(await sides(byAgent.lookId)).toBe('looker')
    expect(await sides(bySenior.lookId)).toBe('senior')
    await expect(endLook(stage.customer, { lookId: byCustomer.lookId })).rejects.toEqual(
      lockedBy('look.no-ended'),
    )
  })

  it('looks are written off when their clocks have run out, once, by any number of workers', async () => {
    const [waiting, granted, begun] = [await stage.asking(), await stage.asking(), await stage.running()]
    await answerLook(stage.customer, { lookId: granted.lookId, answer: 'grant' })
    const worker = { ...world().worker(), now: minutesOn(20) }
    await Promise.all([expireLooks(worker), expireLooks(worker)])
    expect(await expireLooks(worker)).toBe(0)
    const last = async (lookId: string) => (await showLook(stage.customer, { lookId })).steps.at(-1)
    expect(await last(waiting.lookId)).toMatchObject({ kind: 'expired', side: 'clock' })
    expect(await last(granted.lookId)).toMatchObject({ kind: 'expired', side: 'clock' })
    expect(await last(begun.lookId)).toMatchObject({ kind: 'ended', side: 'clock' })
    expect(await auditOf(world().db, { objectId: begun.lookId, action: 'look.ended' })).toHaveLength(1)
  })

  it('a look is told of on the customer’s pages while it is open', async () => {
    const nobodys = await world().customer(3)
    expect(await watched(nobodys)).toEqual([])
    const { lookId } = await stage.running()
    expect((await watched(stage.customer)).find(({ id }) => id === lookId)).toMatchObject({
      state: 'running',
      until: minutesOn(15),
    })
    expect((await watched({ ...stage.customer, now: minutesOn(15) })).map(({ id }) => id)).not.toContain(
      lookId,
    )
  })

  it('the state of a look is told to the agent who looks and to those who answer for looks, and to nobody else', async () => {
    const { agent, lookId } = await stage.running()
    const supervisor = await world().signedInStaff('supervisor')
    for (const ctx of [agent, supervisor])
      expect(await watchLook(ctx, { lookId })).toEqual({ state: 'running', steps: 3 })
    expect(await watchLook({ ...agent, now: minutesOn(15) }, { lookId })).toEqual({
      state: 'ended',
      steps: 3,
    })
    await expect(watchLook(await world().signedInStaff(), { lookId })).rejects.toEqual(refusal('not-found'))
    const others = [stage.customer, world().worker(), await world().signedInStaff('administrator')]
    for (const ctx of others) await expect(watchLook(ctx, { lookId })).rejects.toEqual(refusal('forbidden'))
  })

  it('a look can be complained about by its customer, and by nobody else', async () => {
    const { agent, lookId } = await stage.running()
    const about = { kind: 'look', id: lookId } as const
    const filed = await fileComplaint(stage.customer, { kind: 'ordinary', about, text: 'Неге қарадыңыз?' })
    const { about: told } = await showComplaint(stage.customer, { caseId: filed.id })
    expect(told).toEqual({ ...about, title: agent.actor.staffId })
    expect((await prepareComplaint(stage.customer, { look: lookId })).look).toEqual(told)
    const another = await world().customer(1)
    expect((await prepareComplaint(another, { look: lookId })).look).toBeNull()
    await expect(
      fileComplaint(another, { kind: 'ordinary', about, text: 'Неге қарадыңыз?' }),
    ).rejects.toEqual(refusal('invalid'))
  })

  it('the look that was asked for last is found by its customer alone', async () => {
    await stage.asking()
    const agent = { ...(await world().signedInStaff()), now: minutesOn(30) }
    const { lookId } = await askForLook(agent, stage.wanted())
    expect(await findLatestLook(stage.customer)).toBe(lookId)
    expect(await findLatestLook(await freshCustomer(world()))).toBeNull()
    await expect(findLatestLook(agent)).rejects.toEqual(refusal('forbidden'))
  })

  it('a look that is not there is not found, and the asking is noted', async () => {
    const before = (await world().audited()).filter((action) => action === 'look.not-found').length
    const agent = await world().signedInStaff()
    const lookId = randomUUID()
    for (const verb of [showDeskLook, watchLook, startLook, endLook])
      await expect(verb(agent, { lookId })).rejects.toEqual(refusal('not-found'))
    await expect(showLook(stage.customer, { lookId })).rejects.toEqual(refusal('not-found'))
    const after = (await world().audited()).filter((action) => action === 'look.not-found').length
    expect(after - before).toBe(5)
  })
})
