import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testIins } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { askStateConsent } from './ask-state-consent.ts'
import { StateServiceFailed } from './state-service.ts'

onBothEngines('a question to the state service', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

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

  it('a question to the state service is answered to the asker, written down, and kept nowhere else', async () => {
    questions = []
    const before = (await asksOf()).length
    expect(await askStateConsent(crm, { consent: 'partner-sharing' }, knows(true))).toEqual({
      ...{ consent: 'partner-sharing', state: 'given', since: '2026-01-01T00:00:00Z', until: null },
    })
    expect(questions).toEqual([{ iin: testIins[1], code: 'PARTNER-SHARING' }])
    expect(await askStateConsent(crm, { consent: 'storage-abroad' }, knows(false))).toMatchObject({
      state: 'not-given',
    })
    const asks = (await asksOf()).slice(before)
    expect(asks).toMatchObject([
      {
        ...{ customerId: crm.subject, actorId: 'crm' },
        detail: { consent: 'partner-sharing', code: 'PARTNER-SHARING' },
      },
      { detail: { consent: 'storage-abroad' } },
    ])
    expect(JSON.stringify(asks)).not.toContain(testIins[1])
  })

  it('a question that the service leaves unanswered is written down all the same', async () => {
    const before = (await asksOf()).length
    const silent = { askConsent: () => Promise.reject(new StateServiceFailed('unreachable')) }
    expect(await askStateConsent(crm, { consent: 'partner-sharing' }, silent)).toEqual({
      ...{ consent: 'partner-sharing', state: 'unreachable', since: null, until: null },
    })
    expect(await asksOf()).toHaveLength(before + 1)
  })

  it('a question is not asked where it cannot be, nor by whom it may not', async () => {
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
    for (const ctx of others) await expect(ask(ctx, 'partner-sharing')).rejects.toEqual(refusal('forbidden'))
    expect(questions).toEqual([])
    expect(await asksOf()).toHaveLength(before)
  })
})
