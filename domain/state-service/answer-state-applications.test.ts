import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { stateOutcomes } from '#db/schema/state-service.ts'
import { catalogue } from '#policy/load.ts'
import { secondsOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { applicationAudit, applicationOf, applicationRow, stateService } from '#testing/state-applications.ts'
import { onBothEngines, testIins, testNow } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { answerStateApplications } from './answer-state-applications.ts'
import { decisionOn, nextAnswerAt } from './state-rules.ts'
import { type StateDecision, StateServiceFailed } from './state-service.ts'
import { takeStateApplication } from './take-state-application.ts'

describe('the rules of the state service', () => {
  it('the state service is given a reason for a refusal and for nothing else', () => {
    const told = stateOutcomes.map((outcome) => decisionOn('7', outcome))
    for (const { decision, reason } of told) expect(reason !== undefined).toBe(decision === 'refused')
    expect(decisionOn('7', 'obliged')).toEqual({ number: '7', decision: 'refused', reason: 'obligation' })
  })

  it('an answer is sent again later each time, within six hours, for ever', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (attempts) => {
        const wait = (nextAnswerAt(attempts, testNow).getTime() - testNow.getTime()) / 1000
        const next = (nextAnswerAt(attempts + 1, testNow).getTime() - testNow.getTime()) / 1000
        expect(wait).toBeGreaterThanOrEqual(60)
        expect(next).toBeGreaterThanOrEqual(wait)
        expect(next).toBeLessThanOrEqual(6 * 60 * 60)
      }),
    )
  })
})

onBothEngines('the bank’s answer to the state service', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  const told: StateDecision[] = []
  const takes = { sendDecision: async (decision: StateDecision) => void told.push(decision) }
  const fails = { sendDecision: () => Promise.reject(new StateServiceFailed(503)) }
  const at = (now: Date): Ctx => ({ ...world().worker(), now })
  const answerAll = async () => {
    let tried = 0
    do tried = (await answerStateApplications(at(testNow), takes)).tried
    while (tried > 0)
  }
  // Each begins with nothing left to answer.
  beforeEach(async () => {
    await answerAll()
    told.length = 0
  })

  it('an answer goes out once for each application, and is written down', async () => {
    const applications = Array.from({ length: 12 }, () => applicationOf(testIins[3], 'LINKED-SERVICES'))
    for (const one of applications) await takeStateApplication(stateService(world()), one)
    const [application = applicationOf(testIins[3])] = applications
    await answerAll()
    expect(told.map(({ number }) => number).sort()).toEqual(applications.map(({ number }) => number).sort())
    expect(told).toContainEqual({
      ...{ number: application.number, decision: 'refused', reason: 'unknown-person' },
    })
    expect(await applicationRow(world(), application.number)).toMatchObject({
      answeredAt: testNow,
      attempts: 1,
    })
    expect((await applicationAudit(world(), application.number)).map(({ action }) => action)).toEqual([
      'state-application.taken',
      'state-application.answered',
    ])
    expect(await answerStateApplications(at(secondsOn(86_400)), takes)).toEqual({ tried: 0, taken: 0 })
  })

  it('an answer that is not taken is sent again, a minute later and then later each time', async () => {
    const { number } = applicationOf(testIins[3])
    await takeStateApplication(stateService(world()), { ...applicationOf(testIins[3]), number })
    expect(await answerStateApplications(at(testNow), fails)).toEqual({ tried: 1, taken: 0 })
    expect(await answerStateApplications(at(secondsOn(59)), takes)).toEqual({ tried: 0, taken: 0 })
    expect(await answerStateApplications(at(secondsOn(60)), fails)).toEqual({ tried: 1, taken: 0 })
    expect(await answerStateApplications(at(secondsOn(179)), takes)).toEqual({ tried: 0, taken: 0 })
    expect((await applicationAudit(world(), number)).map(({ action }) => action)).toEqual([
      'state-application.taken',
    ])
    expect(await answerStateApplications(at(secondsOn(180)), takes)).toEqual({ tried: 1, taken: 1 })
    expect(await applicationRow(world(), number)).toMatchObject({ attempts: 3, answeredAt: secondsOn(180) })
  })

  it('an answer is sent by one of two workers, and by the other once the first is dead', async () => {
    const { number } = applicationOf(testIins[3])
    await takeStateApplication(stateService(world()), { ...applicationOf(testIins[3]), number })
    const dead = { sendDecision: () => new Promise<void>(() => {}) }
    void answerStateApplications(at(testNow), dead)
    await expect.poll(async () => (await applicationRow(world(), number))?.attempts, { interval: 5 }).toBe(1)
    expect(await answerStateApplications(at(testNow), takes)).toEqual({ tried: 0, taken: 0 })
    expect(await answerStateApplications(at(secondsOn(61)), takes)).toEqual({ tried: 1, taken: 1 })
  })

  it('an answer that took longer than a worker’s minute counts when it is taken, and moves nothing when it is not', async () => {
    const slow = () => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      return { sendDecision: () => promise, resolve, reject }
    }
    const [late, failing] = [slow(), slow()]
    const { number } = applicationOf(testIins[3])
    await takeStateApplication(stateService(world()), { ...applicationOf(testIins[3]), number })
    const first = answerStateApplications(at(testNow), late)
    await expect.poll(async () => (await applicationRow(world(), number))?.attempts, { interval: 5 }).toBe(1)
    const second = answerStateApplications(at(secondsOn(61)), failing)
    await expect.poll(async () => (await applicationRow(world(), number))?.attempts, { interval: 5 }).toBe(2)
    expect(await answerStateApplications(at(secondsOn(122)), fails)).toEqual({ tried: 1, taken: 0 })
    const dueAt = (await applicationRow(world(), number))?.dueAt
    failing.reject(new StateServiceFailed('unreachable'))
    expect(await second).toEqual({ tried: 1, taken: 0 })
    expect((await applicationRow(world(), number))?.dueAt).toEqual(dueAt)
    late.resolve()
    expect(await first).toEqual({ tried: 1, taken: 1 })
    expect(await applicationRow(world(), number)).toMatchObject({ answeredAt: testNow })
    expect(await answerStateApplications(at(secondsOn(86_400)), takes)).toEqual({ tried: 0, taken: 0 })
  })

  it('an answer is the worker’s to send', async () => {
    for (const ctx of [stateService(world()), world().staff(undefined, 'officer'), world().visitor()])
      await expect(answerStateApplications(ctx, takes)).rejects.toEqual(refusal('forbidden'))
  })
})
