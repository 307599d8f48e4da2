import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { consentDecisions } from '#db/schema/consents.ts'
import { events } from '#db/schema/events.ts'
import { nobody } from '#db/schema/roles.ts'
import { catalogue } from '#policy/load.ts'
import { chainOf, findConsent } from '#testing/consents.ts'
import type { Subject } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { applicationAudit, applicationOf, applicationRow, stateService } from '#testing/state-applications.ts'
import { onBothEngines, testIins } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { decide } from '../consents/decide.ts'
import { listConsents } from '../consents/list-consents.ts'
import { putObligation } from '../holdings/put-obligation.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { takeStateApplication } from './take-state-application.ts'

onBothEngines('a withdrawal asked for at the state service', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  let mine: Subject
  const iin = testIins[0]
  beforeAll(async () => {
    mine = await world().customer(0)
  })

  const historyOf = async () => (await findConsent(mine, 'partner-sharing'))?.history ?? []
  /** Sees to it that sharing with partners stands as a test wants it. */
  const turn = async (outcome: 'given' | 'withdrawn') => {
    const [latest] = await historyOf()
    if (latest?.outcome === outcome) return
    await decide(mine, { consent: 'partner-sharing', outcome, previousId: latest?.id ?? null })
  }
  const decisionsOf = async (customer: Subject) => (await chainOf(world(), customer)).length

  it('a withdrawal asked for there becomes a decision here, with its origin, for the systems and for the customer', async () => {
    await turn('given')
    const { length } = await historyOf()
    const application = applicationOf(iin)
    expect(await takeStateApplication(stateService(world()), application)).toBe('withdrawn')
    const row = await applicationRow(world(), application.number)
    expect(row).toMatchObject({ customerId: mine.subject, consent: 'partner-sharing', answeredAt: null })
    const [decision] = await world()
      .db.select()
      .from(consentDecisions)
      .where(eq(consentDecisions.id, row?.decisionId ?? ''))
    expect(decision).toMatchObject({
      ...{ customerId: mine.subject, outcome: 'withdrawn', position: length + 1, channel: 'state-service' },
      ...{ evidence: application.number, locale: 'kk', actorKind: 'system', actorId: 'state-service' },
    })
    const told = await world()
      .db.select()
      .from(events)
      .where(eq(events.objectId, decision?.id ?? ''))
    expect(told).toMatchObject([{ type: 'consent.decided', customerId: mine.subject }])
    expect(await applicationAudit(world(), application.number)).toMatchObject([
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

  it('an application is taken once, however often it is listed', async () => {
    await turn('given')
    const application = applicationOf(iin)
    await takeStateApplication(stateService(world()), application)
    await turn('given')
    const before = await decisionsOf(mine)
    expect(await takeStateApplication(stateService(world()), application)).toBe('withdrawn')
    expect(await decisionsOf(mine), 'given anew since, and left so').toBe(before)
    expect(await applicationAudit(world(), application.number)).toHaveLength(1)
  })

  it('an application is taken by one of many that take it at the same moment', async () => {
    await turn('given')
    const application = applicationOf(iin)
    const before = await decisionsOf(mine)
    const taken = await Promise.allSettled(
      Array.from({ length: 6 }, () => takeStateApplication(stateService(world()), application)),
    )
    for (const one of taken)
      if (one.status === 'rejected') expect(one.reason).toEqual(refusal('conflict'))
      else expect(one.value).toBe('withdrawn')
    expect(taken.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await decisionsOf(mine)).toBe(before + 1)
    expect(await applicationAudit(world(), application.number)).toHaveLength(1)
  })

  it('an application to withdraw what is off already changes nothing', async () => {
    await turn('withdrawn')
    const before = await decisionsOf(mine)
    const application = applicationOf(iin)
    expect(await takeStateApplication(stateService(world()), application)).toBe('already-off')
    expect(await takeStateApplication(stateService(world()), applicationOf(iin, 'STORAGE-ABROAD'))).toBe(
      'already-off',
    )
    expect(await decisionsOf(mine)).toBe(before)
    expect(await applicationRow(world(), application.number)).toMatchObject({
      outcome: 'already-off',
      decisionId: null,
    })
  })

  it('an application is refused while a loan is to be repaid, and taken once it is', async () => {
    await decide(mine, { consent: 'credit-bureau', outcome: 'given', previousId: null })
    const loan = { kind: 'loan', contract: 'Қ-7', openedOn: '2026-01-10' }
    const { id } = await putObligation(world().system(mine.subject), loan)
    const before = await decisionsOf(mine)
    expect(await takeStateApplication(stateService(world()), applicationOf(iin, 'CREDIT-BUREAU'))).toBe(
      'obliged',
    )
    expect(await decisionsOf(mine)).toBe(before)
    await putObligation(world().system(mine.subject), { ...loan, id, closedOn: '2026-11-19' })
    expect(await takeStateApplication(stateService(world()), applicationOf(iin, 'CREDIT-BUREAU'))).toBe(
      'withdrawn',
    )
  })

  it('an application of a consent or by a person the bank does not know is answered so', async () => {
    const strange = applicationOf(iin, 'ANOTHER-BANK')
    expect(await takeStateApplication(stateService(world()), strange)).toBe('unknown-consent')
    expect(await applicationRow(world(), strange.number)).toMatchObject({
      customerId: mine.subject,
      consent: null,
    })
    const stranger = applicationOf(testIins[3])
    expect(await takeStateApplication(stateService(world()), stranger)).toBe('unknown-customer')
    expect(await applicationRow(world(), stranger.number)).toMatchObject({ customerId: nobody })
    const [entry] = await applicationAudit(world(), stranger.number)
    expect(JSON.stringify(entry), 'nobody’s IIN is kept').not.toContain(testIins[3])
  })

  it.each([
    { number: '' },
    { number: 'a b' },
    { iin: '80010110001' },
    { code: '' },
    { at: 'yesterday' },
    { extra: 1 },
  ])('an application with %o is refused', async (wrong) => {
    const application = { ...applicationOf(iin), ...wrong }
    await expect(takeStateApplication(stateService(world()), application)).rejects.toEqual(refusal('invalid'))
  })

  it('an application is the service’s to pass on, not a customer’s, a desk’s or a key’s without the permission', async () => {
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
    expect(await applicationRow(world(), application.number)).toBeUndefined()
  })
})
