import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { customers } from '#db/schema/customers.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { type Catalogue, catalogueShape } from '#policy/schema.ts'
import { anyCountry } from '#policy/shapes.ts'
import { at, daysOn, minutesOn } from '#testing/clock.ts'
import { shop, tellDisclosures } from '#testing/disclosures.ts'
import { refusal } from '#testing/expect.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { anywhere } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { listComplaints } from '../complaints/list-complaints.ts'
import { showComplaint } from '../complaints/show-complaint.ts'
import { decide } from '../consents/decide.ts'
import { listConsents } from '../consents/list-consents.ts'
import { showReceipt } from '../consents/show-receipt.ts'
import { listQueue } from '../desk/list-queue.ts'
import { openCase } from '../desk/open-case.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { reveal } from '../holdings/reveal.ts'
import { revealForLook } from '../looks/reveal-for-look.ts'
import { showDeskLook } from '../looks/show-desk-look.ts'
import { showLook } from '../looks/show-look.ts'
import { showOverview } from '../overview/show-overview.ts'
import { listDisclosures } from '../recipients/list-disclosures.ts'
import { listRecipients } from '../recipients/list-recipients.ts'
import { addSubscription } from '../systems/add-subscription.ts'
import { addSystem } from '../systems/add-system.ts'
import { showSystem } from '../systems/show-system.ts'
import { publishPolicy } from './publish-policy.ts'

const first = catalogue()
afterEach(() => {
  globalThis.arqauCatalogue = first
})

/** The ids that a bank can rename or drop, by kind. */
const idsOf = {
  fields: allFields(first).map(({ id }) => id),
  consents: first.consents.consents.map(({ id }) => id),
  recipients: first.recipients.recipients.map(({ id }) => id),
  purposes: first.purposes.map(({ id }) => id),
  sources: first.sources.map(({ id }) => id),
  retentions: first.retentions.map(({ id }) => id),
  categories: first.categories.map(({ id }) => id),
  countries: first.recipients.countries
    .map(({ code }) => code)
    .filter((code) => code !== 'KZ' && code !== anyCountry),
}
type Kind = keyof typeof idsOf
const kinds = Object.keys(idsOf) as Kind[]
/** Country codes have two letters, so they change their second one. */
const other = (kind: Kind, id: string) => (kind === 'countries' ? `Q${id[0]}` : `${id}-two`)

/** The catalogue without the ids of these kinds, with new ones in their place, and with other titles throughout. */
function rewritten(dropped: readonly Kind[], nth: number): Catalogue {
  const ids = new Map(dropped.flatMap((kind) => idsOf[kind].map((id) => [id, other(kind, id)])))
  const change = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return key === 'mask' ? value : (ids.get(value) ?? value)
    const isTitle = (key === 'title' || key === 'name' || key === 'short') && typeof value === 'object'
    if (!isTitle || !value || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).map(([locale, text]) => [locale, `${text} ${nth}`]))
  }
  return catalogueShape.parse(JSON.parse(JSON.stringify(first), change))
}

const consents = ['marketing-sms', 'partner-sharing']
const fields = ['phone', 'email', 'operations']

onBothEngines('rows that were written under an earlier policy', (world) => {
  let stage: LookStage
  let mine: LookStage['customer'] & { reference: string }
  let caseIds: string[]
  let lookId: string
  let decisions: string[]
  beforeAll(async () => {
    await publishPolicy(world().worker(), first)
    stage = await lookStage(world())
    const [row] = await world()
      .db.select({ reference: customers.reference })
      .from(customers)
      .where(eq(customers.id, stage.customer.subject))
    mine = { ...stage.customer, reference: row?.reference ?? '' }
    await putHoldings(world().system(mine.subject), {
      holdings: [{ field: 'operations', value: '12 400 ₸', quantity: 3, obtainedVia: 'transfer' }],
    })
    for (const consent of consents) {
      const wanted = first.consents.consents.find(({ id }) => id === consent)
      await decide(mine, {
        consent,
        outcome: 'given',
        previousId: null,
        confirmed: wanted?.confirmation !== undefined,
      })
    }
    decisions = (await listConsents(mine)).groups.flatMap((group) =>
      group.consents.flatMap(({ history }) => history.map(({ id }) => id)),
    )
    await tellDisclosures(
      world(),
      mine,
      ...first.recipients.recipients.map(({ id, fields: told, collective }) => ({
        id: `D-${id}`,
        recipient: id,
        fields: told,
        disclosedAt: testNow,
        ...(collective && { to: shop }),
      })),
    )
    const about = [
      { kind: 'field', id: 'email' },
      { kind: 'consent', id: 'marketing-sms' },
      { kind: 'recipient', id: 'unqaghaz' },
    ]
    caseIds = []
    for (const one of about)
      caseIds.push((await fileComplaint(mine, { kind: 'ordinary', about: one, text: 'Неге?' })).id)
    const look = await stage.running('data')
    lookId = look.lookId
    await revealForLook(look.agent, { lookId, field: 'email', reason: 'check-complaint тексеру' })
    await reveal(mine, { field: 'phone' })
    const keeper = await world().signedInStaff('administrator')
    const name = { kk: 'SMS', ru: 'SMS', en: 'SMS' }
    await addSystem(keeper, { id: 'sms-gateway', name, recipient: null })
    const wanted = {
      systemId: 'sms-gateway',
      url: 'https://sms.example.kz/hook',
      types: ['consent.decided'],
      consents: ['marketing-sms'],
    }
    await addSubscription(keeper, wanted, anywhere)
  })

  /** Everything that customers and staff are shown of these rows. */
  async function everyView(now: Date) {
    const customer = at(mine, now)
    const officer = at(await world().signedInStaff('officer'), now)
    const desk = { ...officer, subject: mine.subject }
    const told = await listDisclosures(customer, { period: 'all' })
    const recipients = [...new Set(told.disclosures.map(({ recipient }) => recipient.id))]
    return {
      overview: await showOverview(customer),
      holdings: await listHoldings(customer),
      consents: await listConsents(customer),
      recipients: await listRecipients(customer),
      told,
      toldTo: await Promise.all(
        recipients.map((recipient) => listDisclosures(customer, { recipient, period: 'all' })),
      ),
      activity: await listActivity(customer, { kind: 'consents' }),
      complaints: await listComplaints(customer),
      complaint: await Promise.all(caseIds.map((caseId) => showComplaint(customer, { caseId }))),
      desk: await Promise.all(caseIds.map((caseId) => openCase(desk, { caseId }))),
      queue: await listQueue(officer, {}),
      receipts: await Promise.all(decisions.map((id) => showReceipt(customer, { id }))),
      look: await showLook(customer, { lookId }),
      deskLook: await showDeskLook(officer, { lookId }),
      system: await showSystem(officer, { systemId: 'sms-gateway' }),
      values: await Promise.all(fields.map((field) => reveal({ ...customer, actor: fresh(now) }, { field }))),
    }
  }
  const fresh = (verifiedAt: Date) => ({ ...mine.actor, verifiedAt }) as typeof mine.actor

  it('every page says what it said when the policy renames or drops what its rows name', async () => {
    const before = await everyView(minutesOn(5))
    let nth = 1
    await fc.assert(
      fc.asyncProperty(fc.subarray(kinds, { minLength: 1 }), async (dropped) => {
        nth += 1
        const now = daysOn(nth)
        globalThis.arqauCatalogue = rewritten(dropped, nth)
        await publishPolicy(at(world().worker(), now), globalThis.arqauCatalogue)
        const after = await everyView(daysOn(nth + 0.5))
        expect(after.told.disclosures).toEqual(before.told.disclosures)
        expect(after.toldTo.map(({ total }) => total)).toEqual(before.toldTo.map(({ total }) => total))
        for (const [place, receipt] of after.receipts.entries())
          expect(receipt).toEqual(before.receipts[place])
        expect(after.complaint.map(({ about }) => about)).toEqual(before.complaint.map(({ about }) => about))
        expect(after.desk.map(({ shown }) => shown.about)).toEqual(
          before.desk.map(({ shown }) => shown.about),
        )
        expect(after.look.openings).toEqual(before.look.openings)
        expect(after.deskLook.openings).toEqual(before.deskLook.openings)
        expect(after.system.subscriptions[0]?.consents).toEqual(before.system.subscriptions[0]?.consents)
        expect(after.values).toEqual(before.values)
        const about = (view: typeof before) =>
          view.activity.entries.filter(({ action }) => action.startsWith('consent.')).map((one) => one.about)
        expect(about(after)).toEqual(about(before))
        const decidedOn = (view: typeof before) =>
          [...view.consents.groups.flatMap((group) => group.consents), ...view.consents.former]
            .flatMap(({ history }) => history)
            .map(({ id }) => id)
            .sort()
        expect(decidedOn(after)).toEqual(decidedOn(before))
        const held = (view: typeof before) =>
          view.holdings.categories
            .flatMap((category) => category.fields)
            .filter((field) => field.held)
            .map(({ id, held: there }) => `${id} ${there?.masked}`)
            .sort()
        expect(held(after)).toEqual(held(before))
        const times = (view: typeof before) =>
          [...view.recipients.recipients, ...view.recipients.former].reduce(
            (sum, { disclosed }) => sum + disclosed.thisYear,
            0,
          )
        expect(times(after)).toBe(times(before))
      }),
      { numRuns: 4, examples: [[kinds]] },
    )
  })

  it('a row that names what no policy ever had is shown by its id', async () => {
    const [row] = await world().db.select().from(disclosures).limit(1)
    if (!row) throw new Error('a disclosure was told')
    const unnamed = { toNameSealed: null, toKind: null, toCountry: null }
    const strange = { recipient: 'long-gone', purpose: 'forgotten', fields: ['shoe-size'], ...unnamed }
    await world()
      .db.insert(disclosures)
      .values({ ...row, ...strange, id: crypto.randomUUID() })
    const { disclosures: told, choices } = await listDisclosures(mine, {
      period: 'all',
      recipient: 'long-gone',
    })
    expect(told).toMatchObject([
      {
        recipient: { id: 'long-gone', title: null, abroad: [] },
        purpose: { id: 'forgotten', title: null },
        fields: [{ id: 'shoe-size', title: null }],
      },
    ])
    expect(choices.recipients).toContainEqual({ id: 'long-gone', title: null })
    expect((await listRecipients(mine)).former).toMatchObject([{ id: 'long-gone', title: null }])
    await expect(listDisclosures(mine, { recipient: 'never-told' })).rejects.toEqual(refusal('invalid'))
    await showOverview(mine)
  })
})
