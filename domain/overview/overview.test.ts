import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { sessions } from '#db/schema/sessions.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue } from '#policy/schema.ts'
import { asVerb } from '#testing/as-verb.ts'
import { at, daysOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { decide } from '../consents/decide.ts'
import { recordDecision } from '../consents/record-decision.ts'
import { changeLocale } from '../customers/change-locale.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { recordDisclosures } from '../recipients/record-disclosures.ts'
import { record } from '../record.ts'
import { fileRequest } from '../requests/file-request.ts'
import { withdrawRequest } from '../requests/withdraw-request.ts'
import { change } from '../transaction.ts'
import { dismissSuggestion } from './dismiss-suggestion.ts'
import { showOverview } from './show-overview.ts'

const policy = catalogue()
const withoutConsent = (id: string): Catalogue => ({
  ...policy,
  consents: { ...policy.consents, consents: policy.consents.consents.filter((one) => one.id !== id) },
})

onBothEngines('showing the overview', (world) => {
  beforeAll(async () => {
    await publishPolicy(at(world().worker(), daysOn(-1000)), withoutConsent('storage-abroad'))
    await publishPolicy(at(world().worker(), daysOn(-3)), policy)
  })
  const put = (who: Subject, holdings: { field: string; value: string }[], now = testNow) =>
    putHoldings(at(world().system(who.subject), now), {
      holdings: holdings.map((one) => ({ ...one, obtainedVia: 'app' })),
    })
  /** A session as signing in leaves it. */
  const began = async (who: Subject, startedAt: Date): Promise<Subject> => {
    const id = randomUUID()
    const session: Subject = { ...who, actor: { kind: 'customer', sessionId: id, verifiedAt: startedAt } }
    await change(asVerb(at(session, startedAt)), async (tx) => {
      await tx.insert(sessions).values({
        ...{
          customerId: who.subject,
          id,
          device: 'Chrome, Android',
          addressSealed: new Uint8Array(1),
          gpc: false,
        },
        ...{ startedAt, lastSeenAt: startedAt, verifiedAt: startedAt },
      })
      await record(at(session, startedAt), tx, { action: 'session.started', objectId: id })
    })
    return session
  }

  it('the overview reads well when there is next to nothing', async () => {
    const view = await showOverview(await freshCustomer(world()))
    expect(view).toEqual({
      policyVersion: 2,
      looks: [],
      questions: [],
      expiring: [],
      held: { fields: 0, categories: 0 },
      recipients: 0,
      consents: { given: 0, others: policy.consents.consents.length },
      reviews: [],
      openCase: null,
      others: { complaints: 0, requests: 0 },
      since: { from: null, changes: [], total: 0 },
      suggestions: [{ id: 'email-missing', count: 1 }],
      live: true,
    })
  })

  it('the overview counts what is held, who receives it and what was given', async () => {
    const who = await freshCustomer(world())
    await put(who, [
      { field: 'phone', value: who.phone },
      { field: 'email', value: 'aru@example.kz' },
      { field: 'location', value: 'Алматы' },
    ])
    const before = await showOverview(who)
    expect(before.held).toEqual({ fields: 3, categories: 2 })
    await decide(who, { consent: 'partner-sharing', outcome: 'given', previousId: null })
    const after = await showOverview(who)
    expect(after.consents).toEqual({ given: 1, others: before.consents.others - 1 })
    expect(after.recipients).toBe(before.recipients + 1)
  })

  it('a customer is asked for a decision on what is old, near its end, or newer than they are', async () => {
    const who = await freshCustomer(world())
    await decide(at(who, daysOn(-760)), { consent: 'device-camera', outcome: 'given', previousId: null })
    await decide(at(who, daysOn(-300)), {
      consent: 'advertising-identifier',
      outcome: 'given',
      previousId: null,
    })
    const newer = await showOverview({ ...who, locale: 'en' })
    expect(newer.expiring.map(({ id }) => id)).toEqual(['advertising-identifier'])
    expect(newer.reviews.map(({ consent, reason }) => [consent, reason])).toEqual([['device-camera', 'old']])
    expect(newer.reviews[0]?.title).toBe('Camera')
    await world().db.execute(`update customers set created_at = '2020-01-01' where id = '${who.subject}'`)
    const older = await showOverview(who)
    expect(older.reviews.map(({ consent, reason }) => [consent, reason])).toContainEqual([
      'storage-abroad',
      'new',
    ])
  })

  it('a consent is new to a customer who was not here since it came, and to no other', async () => {
    const isNew = async (who: Subject) =>
      (await showOverview(who)).reviews.some(({ reason }) => reason === 'new')
    const [away, back] = [await freshCustomer(world()), await freshCustomer(world())]
    for (const who of [away, back]) {
      await world().db.execute(`update customers set created_at = '2020-01-01' where id = '${who.subject}'`)
      await began(who, daysOn(-30))
    }
    await began(back, daysOn(-2))
    expect([await isNew(await began(away, testNow)), await isNew(await began(back, testNow))]).toEqual([
      true,
      false,
    ])
  })

  it('what others did since the last visit is told newest first, disclosures to one recipient as one', async () => {
    const who = await freshCustomer(world())
    await began(who, daysOn(-30))
    await began(who, daysOn(-6))
    const line = { customer: who.reference, fields: ['phone'], recipient: 'unqaghaz' }
    await recordDisclosures(at(world().system(who.subject), daysOn(0)), {
      disclosures: [
        { ...line, disclosedAt: daysOn(-20) },
        { ...line, disclosedAt: daysOn(-5) },
        { ...line, disclosedAt: daysOn(-4) },
        { ...line, recipient: 'zhuirik', fields: ['address'], disclosedAt: daysOn(-5) },
      ],
    })
    await decide(at(who, daysOn(-2.5)), { consent: 'marketing-push', outcome: 'given', previousId: null })
    const given = {
      consent: 'marketing-sms',
      outcome: 'given',
      previousId: null,
      channel: 'branch',
      locale: 'ru',
    }
    await recordDecision(at(world().system(who.subject), daysOn(-2)), given)
    const now = await began(who, daysOn(0))
    const { since } = await showOverview({ ...now, locale: 'ru' })
    expect(since.from).toEqual(daysOn(-6))
    expect(since.total).toBe(4)
    expect(since.changes.map((one) => one.kind)).toEqual(['entry', 'policy', 'disclosures', 'disclosures'])
    expect(since.changes[0]).toMatchObject({
      entry: { action: 'consent.given', code: 'branch', about: { title: 'Реклама по SMS' } },
    })
    expect(since.changes[1]).toMatchObject({ number: 2 })
    expect(since.changes[2]).toMatchObject({ recipient: { id: 'unqaghaz' }, times: 2, at: daysOn(-4) })
    expect(since.changes[3]).toMatchObject({ recipient: { id: 'zhuirik' }, times: 1 })
  })

  it('the overview shows five changes and says how many there are', async () => {
    const who = await freshCustomer(world())
    await began(who, daysOn(0))
    const consents =
      'device-camera device-gallery quality-improvement marketing-sms marketing-push partner-sharing'
    for (const [place, consent] of consents.split(' ').entries())
      await recordDecision(at(world().system(who.subject), daysOn(0.1 + place / 10)), {
        ...{ consent, outcome: 'given', previousId: null, channel: 'app', locale: 'kk' },
        confirmed: true,
      })
    const { since } = await showOverview(at(await began(who, daysOn(2)), daysOn(2)))
    expect(since).toMatchObject({ from: daysOn(0), total: 6 })
    expect(since.changes).toHaveLength(5)
  })

  it('what the customer did themselves since the last visit is in the log alone', async () => {
    const who = await freshCustomer(world())
    const before = await began(who, daysOn(-6))
    await decide(at(before, daysOn(-5)), { consent: 'marketing-sms', outcome: 'given', previousId: null })
    await fileComplaint(at(before, daysOn(-4)), { kind: 'ordinary', text: 'SMS келіп тұр' })
    await changeLocale(at(before, daysOn(-4)), { locale: 'ru' })
    const now = await began(who, daysOn(0))
    expect((await showOverview(now)).since).toMatchObject({ from: daysOn(-6), total: 1 })
    expect((await showOverview(now)).since.changes).toMatchObject([{ kind: 'policy' }])
    const own = (await listActivity(now)).entries.map(({ action }) => action)
    expect(own).toEqual(
      expect.arrayContaining([
        'consent.given',
        'complaint.filed',
        'profile.locale-changed',
        'session.started',
      ]),
    )
  })

  it('the overview shows the open complaint whose last day is nearest', async () => {
    const who = await freshCustomer(world())
    const complaint = { kind: 'ordinary', text: 'SMS келіп тұр' }
    await fileComplaint(at(who, daysOn(-3)), complaint)
    const first = await fileComplaint(at(who, daysOn(-13)), { ...complaint, text: 'Бірінші' })
    const view = await showOverview(who)
    expect(view.openCase).toMatchObject({
      ...{ type: 'complaint', id: first.id, subject: 'Бірінші' },
      progress: { day: 13, of: 30 },
    })
    expect(view.others).toEqual({ complaints: 1, requests: 0 })
  })

  it('an open request stands in one list with the complaints, and one that is over does not', async () => {
    const who = await freshCustomer(world())
    await fileComplaint(at(who, daysOn(-3)), { kind: 'ordinary', text: 'SMS келіп тұр' })
    const over = await fileRequest(at(who, daysOn(-2)), { kind: 'withdrawal' })
    await withdrawRequest(at(who, daysOn(-1)), { caseId: over.id, lastStep: 2 })
    const { id } = await fileRequest(at(who, daysOn(-1)), { kind: 'information' })
    await fileRequest(at(who, daysOn(-1)), { kind: 'policy-objection', text: 'Жарнамаға қарсымын' })
    const { openCase, others } = await showOverview(who)
    expect(openCase).toMatchObject({ type: 'request', id, kind: 'information', pause: null })
    expect(others).toEqual({ complaints: 1, requests: 1 })
    const later = (await showOverview(at(who, daysOn(30)))).openCase
    expect(later).toMatchObject({ id, progress: { state: 'late' } })
  })

  it('the overview is the customer’s alone', async () => {
    const { subject } = await freshCustomer(world())
    for (const ctx of [
      world().visitor(),
      world().system(subject),
      world().staff(subject),
      world().worker(),
    ]) {
      await expect(showOverview(ctx)).rejects.toEqual(refusal('forbidden'))
      await expect(dismissSuggestion(ctx, { suggestion: 'email-missing' })).rejects.toEqual(
        refusal('forbidden'),
      )
    }
  })
})
