import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { consentDecisions } from '#db/schema/consents.ts'
import { events } from '#db/schema/events.ts'
import { nobody } from '#db/schema/roles.ts'
import { stateApplications } from '#db/schema/state-service.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { secondsOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testIins, testNow } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { decide } from '../consents/decide.ts'
import { listConsents } from '../consents/list-consents.ts'
import type { Ctx } from '../context.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { putObligation } from '../holdings/put-obligation.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { answerStateApplications } from './answer-state-applications.ts'
import { askStateConsent } from './ask-state-consent.ts'
import { decisionOn, nextAnswerAt } from './state-rules.ts'
import { type StateDecision, StateServiceFailed, stateOutcomes } from './state-service.ts'
import { takeStateApplication } from './take-state-application.ts'

describe('the rules of the state service', () => {
  it('refuse for a reason and for nothing else give one', () => {
    const told = stateOutcomes.map((outcome) => decisionOn('7', outcome))
    for (const { decision, reason } of told) expect(reason !== undefined).toBe(decision === 'refused')
    expect(decisionOn('7', 'obliged')).toEqual({ number: '7', decision: 'refused', reason: 'obligation' })
  })

  it('send again later each time, within six hours, for ever', () => {
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

onBothEngines('the state service', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  let count = 0
  const applicationOf = (iin: string, code = 'PARTNER-SHARING') => {
    count += 1
    return { number: `KDP-2026/${count}`, iin, code, at: '2026-11-20T11:58:00+05:00' }
  }
  const service = (): Ctx =>
    world().ctx({ kind: 'system', systemId: 'state-service', scopes: ['state-service:withdraw'] })
  const give = (mine: Ctx, consent: string) => decide(mine, { consent, outcome: 'given', previousId: null })
  const rowOf = async (number: string) => {
    const [row] = await world().db.select().from(stateApplications).where(eq(stateApplications.id, number))
    return row
  }
  const entriesOf = async (number: string) =>
    (await auditOf(world().db, {})).filter(
      ({ detail }) =>
        typeof detail === 'object' && detail !== null && 'number' in detail && detail.number === number,
    )

  describe('a withdrawal asked for there', () => {
    let mine: Ctx & { subject: string }
    const iin = testIins[0]
    beforeAll(async () => {
      mine = await world().customer(0)
      await give(mine, 'partner-sharing')
    })

    it('becomes a decision here, with its origin, for the systems and for the customer', async () => {
      const application = applicationOf(iin)
      expect(await takeStateApplication(service(), application)).toBe('withdrawn')
      const row = await rowOf(application.number)
      expect(row).toMatchObject({ customerId: mine.subject, consent: 'partner-sharing', answeredAt: null })
      const [decision] = await world()
        .db.select()
        .from(consentDecisions)
        .where(eq(consentDecisions.id, row?.decisionId ?? ''))
      expect(decision).toMatchObject({
        ...{ customerId: mine.subject, outcome: 'withdrawn', position: 2, channel: 'state-service' },
        ...{ evidence: application.number, locale: 'kk', actorKind: 'system', actorId: 'state-service' },
      })
      const told = await world()
        .db.select()
        .from(events)
        .where(eq(events.objectId, decision?.id ?? ''))
      expect(told).toMatchObject([{ type: 'consent.decided', customerId: mine.subject }])
      expect(await entriesOf(application.number)).toMatchObject([
        {
          ...{ action: 'state-application.taken', customerId: mine.subject, objectId: decision?.id },
          detail: { outcome: 'withdrawn', consent: 'partner-sharing', askedAt: application.at },
        },
      ])
      const shown = (await listConsents(mine)).groups.flatMap(({ consents }) => consents)
      const consent = shown.find(({ id }) => id === 'partner-sharing')
      expect(consent).toMatchObject({ state: 'withdrawn' })
      expect(consent?.history[0]).toMatchObject({ channel: 'state-service', outcome: 'withdrawn' })
      const [latest] = (await listActivity(mine)).entries
      expect(latest).toMatchObject({ action: 'consent.withdrawn', code: 'state-service' })
    })

    it('is taken once, however often it is listed', async () => {
      await giveAnew(mine)
      const application = applicationOf(iin)
      await takeStateApplication(service(), application)
      await giveAnew(mine)
      const before = await decisionsOf(mine)
      expect(await takeStateApplication(service(), application)).toBe('withdrawn')
      expect(await decisionsOf(mine), 'given anew since, and left so').toBe(before)
      expect(await entriesOf(application.number)).toHaveLength(1)
    })

    it('is taken by one of many that take it at the same moment', async () => {
      const application = applicationOf(iin)
      const before = await decisionsOf(mine)
      const taken = await Promise.allSettled(
        Array.from({ length: 6 }, () => takeStateApplication(service(), application)),
      )
      for (const one of taken)
        if (one.status === 'rejected') expect(one.reason).toEqual(refusal('conflict'))
        else expect(one.value).toBe('withdrawn')
      expect(taken.some(({ status }) => status === 'fulfilled')).toBe(true)
      expect(await decisionsOf(mine)).toBe(before + 1)
      expect(await entriesOf(application.number)).toHaveLength(1)
    })

    it('of what is off already changes nothing', async () => {
      const before = await decisionsOf(mine)
      const application = applicationOf(iin)
      expect(await takeStateApplication(service(), application)).toBe('already-off')
      expect(await takeStateApplication(service(), applicationOf(iin, 'STORAGE-ABROAD'))).toBe('already-off')
      expect(await decisionsOf(mine)).toBe(before)
      expect(await rowOf(application.number)).toMatchObject({ outcome: 'already-off', decisionId: null })
    })

    it('is refused while a loan is to be repaid, and taken once it is', async () => {
      await give(mine, 'credit-bureau')
      const loan = { kind: 'loan', contract: 'Қ-7', openedOn: '2026-01-10' }
      const { id } = await putObligation(world().system(mine.subject), loan)
      const before = await decisionsOf(mine)
      expect(await takeStateApplication(service(), applicationOf(iin, 'CREDIT-BUREAU'))).toBe('obliged')
      expect(await decisionsOf(mine)).toBe(before)
      await putObligation(world().system(mine.subject), { ...loan, id, closedOn: '2026-11-19' })
      expect(await takeStateApplication(service(), applicationOf(iin, 'CREDIT-BUREAU'))).toBe('withdrawn')
    })

    it('of a consent or by a person the bank does not know is answered so', async () => {
      const strange = applicationOf(iin, 'ANOTHER-BANK')
      expect(await takeStateApplication(service(), strange)).toBe('unknown-consent')
      expect(await rowOf(strange.number)).toMatchObject({ customerId: mine.subject, consent: null })
      const stranger = applicationOf(testIins[3])
      expect(await takeStateApplication(service(), stranger)).toBe('unknown-customer')
      expect(await rowOf(stranger.number)).toMatchObject({ customerId: nobody })
      const [entry] = await entriesOf(stranger.number)
      expect(JSON.stringify(entry), 'nobody’s IIN is kept').not.toContain(testIins[3])
    })

    it.each([
      { number: '' },
      { number: 'a b' },
      { iin: '80010110001' },
      { code: '' },
      { at: 'yesterday' },
      { extra: 1 },
    ])('with %o is refused', async (wrong) => {
      const application = { ...applicationOf(iin), ...wrong }
      await expect(takeStateApplication(service(), application)).rejects.toEqual(refusal('invalid'))
    })

    it('is the service’s to pass on, not a customer’s, a desk’s or a key’s without the permission', async () => {
      const application = applicationOf(iin)
      const others = [
        mine,
        world().visitor(),
        world().staff(mine.subject, 'officer'),
        world().worker(),
        world().ctx({ kind: 'system', systemId: 'crm', scopes: ['consents:decide'] }),
      ]
      for (const ctx of others)
        await expect(takeStateApplication(ctx, application)).rejects.toEqual(refusal('forbidden'))
      expect(await rowOf(application.number)).toBeUndefined()
    })

    const giveAnew = async (ctx: Ctx) => {
      const previousId = await latestId(ctx)
      await decide(ctx, { consent: 'partner-sharing', outcome: 'given', previousId })
    }
    const latestId = async (ctx: Ctx) => {
      const all = (await listConsents(ctx)).groups.flatMap(({ consents }) => consents)
      return all.find(({ id }) => id === 'partner-sharing')?.history[0]?.id ?? null
    }
    const decisionsOf = async ({ subject }: { subject: string }) =>
      (await world().db.select().from(consentDecisions).where(eq(consentDecisions.customerId, subject)))
        .length
  })

  describe('the bank’s answer', () => {
    const told: StateDecision[] = []
    const takes = { sendDecision: async (decision: StateDecision) => void told.push(decision) }
    const fails = { sendDecision: () => Promise.reject(new StateServiceFailed(503)) }
    const at = (now: Date): Ctx => ({ ...world().worker(), now })

    it('goes out once for each application, and is written down', async () => {
      const application = applicationOf(testIins[3], 'LINKED-SERVICES')
      await takeStateApplication(service(), application)
      let tried = 0
      do tried = (await answerStateApplications(at(testNow), takes)).tried
      while (tried > 0)
      const due = await world().db.select().from(stateApplications)
      expect(told.map(({ number }) => number).sort()).toEqual(due.map(({ id }) => id).sort())
      expect(told).toContainEqual({
        ...{ number: application.number, decision: 'refused', reason: 'unknown-person' },
      })
      expect(await rowOf(application.number)).toMatchObject({ answeredAt: testNow, attempts: 1 })
      expect((await entriesOf(application.number)).map(({ action }) => action)).toEqual([
        'state-application.taken',
        'state-application.answered',
      ])
      expect(await answerStateApplications(at(secondsOn(86_400)), takes)).toEqual({ tried: 0, taken: 0 })
    })

    it('that is not taken is sent again, a minute later and then later each time', async () => {
      const { number } = applicationOf(testIins[3])
      await takeStateApplication(service(), { ...applicationOf(testIins[3]), number })
      expect(await answerStateApplications(at(testNow), fails)).toEqual({ tried: 1, taken: 0 })
      expect(await answerStateApplications(at(secondsOn(59)), takes)).toEqual({ tried: 0, taken: 0 })
      expect(await answerStateApplications(at(secondsOn(60)), fails)).toEqual({ tried: 1, taken: 0 })
      expect(await answerStateApplications(at(secondsOn(179)), takes)).toEqual({ tried: 0, taken: 0 })
      expect((await entriesOf(number)).map(({ action }) => action)).toEqual(['state-application.taken'])
      expect(await answerStateApplications(at(secondsOn(180)), takes)).toEqual({ tried: 1, taken: 1 })
      expect(await rowOf(number)).toMatchObject({ attempts: 3, answeredAt: secondsOn(180) })
    })

    it('is sent by one of two workers, and by the other once the first is dead', async () => {
      const { number } = applicationOf(testIins[3])
      await takeStateApplication(service(), { ...applicationOf(testIins[3]), number })
      const dead = { sendDecision: () => new Promise<void>(() => {}) }
      void answerStateApplications(at(testNow), dead)
      await expect.poll(async () => (await rowOf(number))?.attempts, { interval: 5 }).toBe(1)
      expect(await answerStateApplications(at(testNow), takes)).toEqual({ tried: 0, taken: 0 })
      expect(await answerStateApplications(at(secondsOn(61)), takes)).toEqual({ tried: 1, taken: 1 })
    })

    it('that took longer than a worker’s minute counts when it is taken, and moves nothing when it is not', async () => {
      const slow = () => {
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        return { sendDecision: () => promise, resolve, reject }
      }
      const [late, failing] = [slow(), slow()]
      const { number } = applicationOf(testIins[3])
      await takeStateApplication(service(), { ...applicationOf(testIins[3]), number })
      const first = answerStateApplications(at(testNow), late)
      await expect.poll(async () => (await rowOf(number))?.attempts, { interval: 5 }).toBe(1)
      const second = answerStateApplications(at(secondsOn(61)), failing)
      await expect.poll(async () => (await rowOf(number))?.attempts, { interval: 5 }).toBe(2)
      expect(await answerStateApplications(at(secondsOn(122)), fails)).toEqual({ tried: 1, taken: 0 })
      const dueAt = (await rowOf(number))?.dueAt
      failing.reject(new StateServiceFailed('unreachable'))
      expect(await second).toEqual({ tried: 1, taken: 0 })
      expect((await rowOf(number))?.dueAt).toEqual(dueAt)
      late.resolve()
      expect(await first).toEqual({ tried: 1, taken: 1 })
      expect(await rowOf(number)).toMatchObject({ answeredAt: testNow })
      expect(await answerStateApplications(at(secondsOn(86_400)), takes)).toEqual({ tried: 0, taken: 0 })
    })

    it('is the worker’s to send', async () => {
      for (const ctx of [service(), world().staff(undefined, 'officer'), world().visitor()])
        await expect(answerStateApplications(ctx, takes)).rejects.toEqual(refusal('forbidden'))
    })
  })

  describe('a question to it', () => {
    const knows = (given: boolean) => ({
      askConsent: async (asked: { iin: string; code: string }) => {
        questions.push({ iin: asked.iin, code: asked.code })
        return { given, since: given ? '2026-01-01T00:00:00Z' : null, until: null }
      },
    })
    let questions: { iin: string; code: string }[] = []
    let crm: Ctx
    const asksOf = () => auditOf(world().db, { action: 'state-consent.asked' })
    beforeAll(async () => {
      const { subject } = await world().customer(1)
      const iin = [{ field: 'iin', value: testIins[1], obtainedVia: 'branch' }]
      await putHoldings(world().system(subject), { holdings: iin })
      crm = world().ctx({ kind: 'system', systemId: 'crm', scopes: ['state-service:ask'] }, subject)
    })

    it('is answered to the asker, written down, and kept nowhere else', async () => {
      expect(await askStateConsent(crm, { consent: 'partner-sharing' }, knows(true))).toEqual({
        ...{ consent: 'partner-sharing', state: 'given', since: '2026-01-01T00:00:00Z', until: null },
      })
      expect(questions).toEqual([{ iin: testIins[1], code: 'PARTNER-SHARING' }])
      expect(await askStateConsent(crm, { consent: 'storage-abroad' }, knows(false))).toMatchObject({
        state: 'not-given',
      })
      const asks = await asksOf()
      expect(asks).toMatchObject([
        {
          ...{ customerId: crm.subject, actorId: 'crm' },
          detail: { consent: 'partner-sharing', code: 'PARTNER-SHARING' },
        },
        { detail: { consent: 'storage-abroad' } },
      ])
      expect(JSON.stringify(asks)).not.toContain(testIins[1])
    })

    it('that the service leaves unanswered is written down all the same', async () => {
      const before = (await asksOf()).length
      const silent = { askConsent: () => Promise.reject(new StateServiceFailed('unreachable')) }
      expect(await askStateConsent(crm, { consent: 'partner-sharing' }, silent)).toEqual({
        ...{ consent: 'partner-sharing', state: 'unreachable', since: null, until: null },
      })
      expect(await asksOf()).toHaveLength(before + 1)
    })

    it('is not asked where it cannot be, nor by whom it may not', async () => {
      questions = []
      const before = (await asksOf()).length
      const ask = (ctx: Ctx, consent: string) => askStateConsent(ctx, { consent }, knows(true))
      await expect(ask(crm, 'no-such')).rejects.toEqual(refusal('invalid'))
      await expect(ask(crm, 'marketing-sms'), 'one the service does not keep').rejects.toEqual(
        refusal('invalid'),
      )
      await expect(askStateConsent(crm, { consent: 'partner-sharing' }, null)).rejects.toEqual(
        refusal('locked'),
      )
      const { subject } = await world().customer(2)
      await expect(ask({ ...crm, subject }, 'partner-sharing'), 'no IIN is held').rejects.toEqual(
        refusal('not-found'),
      )
      await expect(ask({ ...crm, subject: randomUUID() }, 'partner-sharing')).rejects.toEqual(
        refusal('not-found'),
      )
      const others = [
        world().visitor(),
        world().staff(subject, 'officer'),
        world().ctx({ kind: 'system', systemId: 'crm', scopes: ['consents:check'] }, subject),
      ]
      for (const ctx of others)
        await expect(ask(ctx, 'partner-sharing')).rejects.toEqual(refusal('forbidden'))
      expect(questions).toEqual([])
      expect(await asksOf()).toHaveLength(before)
    })
  })
})
