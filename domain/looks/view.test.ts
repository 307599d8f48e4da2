import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import type { LookPage } from '#db/schema/looks.ts'
import { sessions } from '#db/schema/sessions.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { minutesOn } from '#testing/clock.ts'
import { onBothEngines, testNow, testPhones } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { attach } from '../cases/attach.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { listComplaints } from '../complaints/list-complaints.ts'
import { showComplaint } from '../complaints/show-complaint.ts'
import { withdrawComplaint } from '../complaints/withdraw-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import { decide } from '../consents/decide.ts'
import { listConsents } from '../consents/list-consents.ts'
import { withdrawMarketing } from '../consents/withdraw-marketing.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { changeLocale } from '../customers/change-locale.ts'
import { customerKey } from '../customers/customer-key.ts'
import { contactDetails } from '../holdings/contact-details.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { reveal } from '../holdings/reveal.ts'
import { dismissSuggestion } from '../overview/dismiss-suggestion.ts'
import { showOverview } from '../overview/show-overview.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { listDisclosures } from '../recipients/list-disclosures.ts'
import { listRecipients } from '../recipients/list-recipients.ts'
import { recordDisclosures } from '../recipients/record-disclosures.ts'
import { endSession } from '../sessions/end-session.ts'
import { listSessions } from '../sessions/list-sessions.ts'
import type { SupportCtx } from './open-page.ts'

type Own = Ctx & { subject: string; reference: string }
const address = '192.0.2.18'

onBothEngines('the customer’s pages, looked at with leave', (world) => {
  let own: Own
  let support: SupportCtx
  let caseId: string

  /** A signed-in browser of the customer, begun so long ago. */
  async function begin(customer: Own, startedAt: Date): Promise<Own> {
    const id = randomUUID()
    const sealed = await world().db.transaction(async (tx) =>
      seal(await customerKey(customer, tx), address, `sessions:${id}:address`),
    )
    const times = { startedAt, lastSeenAt: startedAt, verifiedAt: testNow }
    const browser = { device: 'Chrome, Android', addressSealed: sealed, gpc: false }
    await world()
      .db.insert(sessions)
      .values({ customerId: customer.subject, id, ...times, ...browser })
    return { ...customer, actor: { kind: 'customer', sessionId: id, verifiedAt: testNow } }
  }

  beforeAll(async () => {
    await publishPolicy({ ...world().worker(), now: minutesOn(-9000) }, catalogue())
    const customer = await world().customer()
    await begin(customer, minutesOn(-8000))
    own = await begin(customer, minutesOn(-5))
    const system = { ...world().system(own.subject), now: minutesOn(-60) }
    const given = {
      phone: testPhones[0],
      location: 'Алматы',
      credentials: 'gulsim8:2f1c',
      'device-model': 'A55',
    }
    const holdings = Object.entries(given).map(([field, value]) => ({ field, value, obtainedVia: 'app' }))
    await putHoldings(system, { holdings })
    await recordDisclosures(system, {
      disclosures: [
        { customer: own.reference, recipient: 'unqaghaz', fields: ['phone'], disclosedAt: minutesOn(-90) },
      ],
    })
    await decide(own, { consent: 'marketing-sms', outcome: 'given', previousId: null })
    await reveal(own, { field: 'phone' })
    await dismissSuggestion(own, { suggestion: 'email-missing' })
    caseId = (await fileComplaint(own, { kind: 'ordinary', text: 'Қарашада үш SMS келді' })).id
    const actor = {
      kind: 'support',
      lookId: randomUUID(),
      page: 'overview',
      pages: [],
      staffId: 'Қ-114',
      role: 'agent',
      sessionId: randomUUID(),
      authenticatedAt: testNow,
    } as const
    support = { ...world().ctx(actor, own.subject), subject: own.subject, actor }
  })

  /** The context of the look on one page. */
  const on = (page: LookPage): typeof support => ({ ...support, actor: { ...support.actor, page } })

  describe('pages in a look show the same, with nothing to be used', () => {
    it('the overview in a look is the customer’s own', async () => {
      const [theirs, seen] = [await showOverview(own), await showOverview(on('overview'))]
      expect(seen).toEqual({ ...theirs, live: false, suggestions: seen.suggestions })
      expect(theirs.since.from).toEqual(minutesOn(-8000))
      expect(theirs.since.total).toBeGreaterThan(0)
      expect(theirs.live).toBe(true)
    })

    it('the suggestions in a look include those the customer hid', async () => {
      const ids = async (ctx: Ctx) => (await showOverview(ctx)).suggestions.map(({ id }) => id)
      expect(await ids(own)).not.toContain('email-missing')
      expect(await ids(on('overview'))).toEqual(
        expect.arrayContaining([...(await ids(own)), 'email-missing']),
      )
    })

    it('the data page in a look takes a reason for a value, and some values are never shown', async () => {
      const [theirs, seen] = [await listHoldings(own), await listHoldings(on('data'))]
      expect(seen).toEqual({ ...theirs, revealedBy: 'reason' })
      expect(theirs.revealedBy).toBe('code')
      const fields = seen.categories.flatMap((category) => category.fields)
      const revealable = (id: string) => fields.find((field) => field.id === id)?.held?.revealable
      expect(['phone', 'credentials', 'device-model'].map(revealable)).toEqual([true, false, false])
      expect(JSON.stringify(seen)).not.toContain(testPhones[0])
    })

    it('the consents in a look are the customer’s own', async () => {
      const theirs = await listConsents(own)
      expect(await listConsents(on('consents'))).toEqual({ ...theirs, live: false })
      expect(theirs.live).toBe(true)
    })

    it('the consents in a look are the same whatever the browser of the agent says of itself', async () => {
      const gpc = (ctx: Ctx): Ctx => ({ ...ctx, browser: { ...ctx.browser, gpc: true } })
      expect(await listConsents(gpc(on('consents')))).toEqual(await listConsents(on('consents')))
      expect((await listConsents(gpc(own))).gpc).toBe(true)
    })

    it('the recipients in a look, and what they were told, are the customer’s own', async () => {
      expect(await listRecipients(on('recipients'))).toEqual(await listRecipients(own))
      const told = await listDisclosures(on('recipients'), { period: 'all' })
      expect(told).toEqual(await listDisclosures(own, { period: 'all' }))
      expect(told.total).toBe(1)
    })

    it('the complaints in a look are the customer’s own', async () => {
      expect(await listComplaints(on('complaints'))).toEqual(await listComplaints(own))
      const theirs = await showComplaint(own, { caseId })
      expect(theirs).toMatchObject({ live: true, can: { write: true, withdraw: true } })
      expect(await showComplaint(on('complaints'), { caseId })).toEqual({
        ...theirs,
        live: false,
        can: { write: false, disagree: false, withdraw: false },
      })
    })

    it('the activity in a look is the customer’s own', async () => {
      const theirs = await listActivity(own)
      expect(await listActivity(on('activity'))).toEqual(theirs)
      expect(theirs.total).toBeGreaterThan(3)
    })

    it('the settings in a look are without the network addresses', async () => {
      const theirs = await contactDetails(own)
      expect(theirs).toMatchObject({ locale: 'kk', live: true })
      expect(await contactDetails({ ...on('settings'), locale: 'en' })).toEqual({ ...theirs, live: false })
      const [session] = await listSessions(own)
      expect(session).toMatchObject({ address, current: true, endable: false })
      expect(await listSessions(on('settings'))).toEqual([
        { ...session, address: null, current: false, endable: false },
      ])
    })
  })

  it('nothing can be done in a look', async () => {
    const { lastStep } = await showComplaint(own, { caseId })
    const [session] = await listSessions(own)
    const before = await world().audited()
    const text = 'Мен емеспін, бірақ жазамын'
    const tries = {
      decide: decide(support, { consent: 'marketing-sms', outcome: 'withdrawn', previousId: null }),
      withdrawMarketing: withdrawMarketing(support),
      fileComplaint: fileComplaint(support, { kind: 'ordinary', text }),
      writeMessage: writeMessage(support, { caseId, text, lastStep }),
      withdrawComplaint: withdrawComplaint(support, { caseId, lastStep }),
      attach: attach(support, { name: 'a.txt', bytes: new Uint8Array(8) }),
      changeLocale: changeLocale(support, { locale: 'en' }),
      endSession: endSession(support, { id: session?.id }),
      dismissSuggestion: dismissSuggestion(support, { suggestion: 'marketing-all' }),
      reveal: reveal(support, { field: 'phone' }),
    }
    for (const [name, tried] of Object.entries(tries))
      await expect(tried, name).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world().audited()).toEqual(before)
  })

  it('only the customer’s own reveals of a value count as theirs', async () => {
    const reveals = async () => {
      const { categories } = await listHoldings(own)
      return categories.flatMap(({ fields }) => fields).find(({ id }) => id === 'phone')?.held
    }
    const before = await reveals()
    await world()
      .db.insert(auditLog)
      .values({
        customerId: own.subject,
        id: randomUUID(),
        at: testNow,
        action: 'holding.revealed',
        actorKind: 'support',
        actorId: 'Қ-114',
        detail: { field: 'phone' },
        requestId: 'look-test',
      })
    const after = await reveals()
    expect(after?.reveals).toBe(before?.reveals)
    expect(after?.staffReveals).toBe((before?.staffReveals ?? 0) + 1)
  })

  it('asking in a look for a complaint of another customer is written down, with the agent who looked', async () => {
    const stranger = randomUUID()
    await expect(showComplaint(on('complaints'), { caseId: stranger })).rejects.toMatchObject({
      code: 'not-found',
    })
    const [row] = await auditOf(world().db, { objectId: stranger })
    expect(row).toMatchObject({
      action: 'complaint.not-found',
      customerId: own.subject,
      actorKind: 'support',
      actorId: 'Қ-114',
      lookId: support.actor.lookId,
    })
  })
})
