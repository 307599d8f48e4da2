import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { countryCodes } from '#db/schema/countries.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { catalogue } from '#policy/load.ts'
import { daysOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { shop, smsDisclosure, tellDisclosures, tellUnnamed } from '#testing/disclosures.ts'
import { invalid, invalidAt } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { listDisclosures } from './list-disclosures.ts'
import { listRecipients } from './list-recipients.ts'
import { disclosureLine } from './schema.ts'

const person = { name: 'Сейітова Ақмарал Бекқызы', kind: 'person', country: 'KZ' }
const paid = (more: object = {}) =>
  smsDisclosure(daysOn(-2), { recipient: 'payees-abroad', to: shop, fields: ['full-name'], ...more })

onBothEngines('the exact recipient of a disclosure', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))
  const listed = async (customer: Subject) =>
    (await listDisclosures(customer, { period: 'all' })).disclosures.map(({ to, unnamed, recipient }) => ({
      to,
      unnamed,
      abroad: recipient.abroad,
    }))
  const rowsOf = ({ subject }: Subject) =>
    world().db.select().from(disclosures).where(eq(disclosures.customerId, subject))

  it('the customer reads who exactly it was and in which country, and a person’s name masked', async () => {
    const customer = await freshCustomer(world())
    await tellDisclosures(world(), customer, paid(), paid({ to: person, disclosedAt: daysOn(-3) }))
    expect(await listed(customer)).toEqual([
      { to: { ...shop, abroad: true }, unnamed: false, abroad: [] },
      { to: { ...person, name: 'Се•••••• А•••••', abroad: false }, unnamed: false, abroad: [] },
    ])
  })

  it('one that was told before names were asked for says that it was not named, as abroad as its policy says', async () => {
    const customer = await freshCustomer(world())
    await tellUnnamed(world(), customer, paid({ to: undefined }))
    await tellDisclosures(world(), customer, smsDisclosure(daysOn(-3)))
    expect(await listed(customer)).toEqual([
      { to: null, unnamed: true, abroad: ['Кез келген ел'] },
      { to: null, unnamed: false, abroad: [] },
    ])
  })

  it('a name is in the open nowhere: not in the row, its id or the log', async () => {
    const customer = await freshCustomer(world())
    const ownId = paid({ to: person, id: undefined })
    await tellDisclosures(world(), customer, ownId)
    const rows = await rowsOf(customer)
    const [row] = rows
    expect(row).toMatchObject({ toKind: 'person', toCountry: 'KZ' })
    const logged = await world().db.select().from(auditLog).where(eq(auditLog.customerId, customer.subject))
    const kept = JSON.stringify([rows, logged]) + Buffer.from(row?.toNameSealed ?? []).toString('utf8')
    expect(kept).not.toContain('Сейітова')
    const other = { ...ownId, to: { ...person, name: 'Ли Виктор' } }
    await expect(tellDisclosures(world(), customer, other)).rejects.toEqual(
      invalid({ path: 'disclosures.0.id', key: 'disclosure.line-other', params: { line: 1 } }),
    )
  })

  it('the same exact recipient is a repeat, another name, kind or country is refused, in one call and in two', async () => {
    const customer = await freshCustomer(world())
    const first = paid()
    const spaced = { ...first, to: { ...shop, name: '  Ankara  Kitap A.S\u0327. ' } }
    expect(await tellDisclosures(world(), customer, first, spaced)).toEqual({ recorded: 1, repeated: 1 })
    expect(await tellDisclosures(world(), customer, first)).toEqual({ recorded: 0, repeated: 1 })
    const others = [{ name: 'Ankara Kitap' }, { kind: 'person' }, { country: 'DE' }].map((more) => ({
      ...first,
      to: { ...shop, ...more },
    }))
    const issues = (from: number) =>
      others.map((_, place) => ({
        path: `disclosures.${place + from}.id`,
        key: 'disclosure.line-other',
        params: { line: place + from + 1 },
      }))
    await expect(tellDisclosures(world(), customer, ...others)).rejects.toEqual(invalid(...issues(0)))
    const fresh = await freshCustomer(world())
    await expect(tellDisclosures(world(), fresh, first, ...others)).rejects.toEqual(invalid(...issues(1)))
    expect([(await rowsOf(customer)).length, (await rowsOf(fresh)).length]).toEqual([1, 0])
  })

  it('one that was recorded without a name is never given one', async () => {
    const customer = await freshCustomer(world())
    const line = paid()
    await tellUnnamed(world(), customer, { ...line, to: undefined })
    await expect(tellDisclosures(world(), customer, line)).rejects.toEqual(
      invalid({ path: 'disclosures.0.id', key: 'disclosure.line-other', params: { line: 1 } }),
    )
    expect((await listed(customer)).map(({ unnamed }) => unnamed)).toEqual([true])
  })

  it('every collective recipient asks for it, and no other takes it', async () => {
    const customer = await freshCustomer(world())
    const out = catalogue().recipients.recipients
    expect(out.filter(({ collective }) => collective).map(({ id }) => id)).toEqual([
      'transfer-counterparties-all',
      'state-bodies-all',
      'payees-abroad',
    ])
    const lines = out.map(({ id, collective }) => paid({ recipient: id, to: collective ? undefined : shop }))
    await expect(tellDisclosures(world(), customer, ...lines)).rejects.toEqual(
      invalid(
        ...out.map(({ collective }, place) => ({
          path: `disclosures.${place}.to`,
          key: collective ? 'disclosure.line-to-missing' : 'disclosure.line-to-needless',
          params: { line: place + 1 },
        })),
      ),
    )
    expect(await rowsOf(customer)).toEqual([])
  })

  it.each([
    ['no name', { name: ' ' }, 'name', 'disclosure.to-name'],
    ['a name that turns the text around', { name: 'A\u202eB' }, 'name', 'disclosure.to-name'],
    ['a country that is none', { country: 'XX' }, 'country', 'disclosure.to-country'],
    ['a country in small letters', { country: 'kz' }, 'country', 'disclosure.to-country'],
    ['any country', { country: '*' }, 'country', 'disclosure.to-country'],
    ['no kind', { kind: undefined }, 'kind', 'disclosure.to-kind'],
  ])('a line with %s is refused', async (_, more, path, key) => {
    const customer = await freshCustomer(world())
    await expect(tellDisclosures(world(), customer, paid({ to: { ...shop, ...more } }))).rejects.toEqual(
      invalidAt(`disclosures.0.to.${path}`, key),
    )
  })

  it('of each collective recipient the last three exact ones are shown, each once, the newest first', async () => {
    const customer = await freshCustomer(world())
    const names = ['E', 'D', 'C', 'C', 'B', 'A', 'B']
    const lines = names.map((name, place) => paid({ to: { ...shop, name }, disclosedAt: daysOn(-9 + place) }))
    const body = paid({ recipient: 'state-bodies-all', to: { ...shop, name: 'F', country: 'KZ' } })
    await tellDisclosures(world(), customer, ...lines, body)
    await tellDisclosures(world(), await freshCustomer(world()), paid({ to: { ...shop, name: 'Other' } }))
    const { recipients } = await listRecipients(customer)
    const lately = Object.fromEntries(
      recipients.map((one) => [one.id, one.lately.map(({ name }) => name).join(' ')]),
    )
    expect(lately).toMatchObject({
      'payees-abroad': 'B A C',
      'state-bodies-all': 'F',
      'transfer-counterparties-all': '',
      unqaghaz: '',
    })
  })

  it('a line takes exactly the countries of the list, and keeps a name as it was typed but for its spaces', () => {
    const line = (to: object) =>
      disclosureLine.safeParse({ recipient: 'payees-abroad', fields: ['phone'], disclosedAt: new Date(), to })
    fc.assert(
      fc.property(fc.string({ minLength: 2, maxLength: 2 }), (country) => {
        expect(line({ ...shop, country }).success).toBe(countryCodes.includes(country))
      }),
    )
    for (const country of countryCodes) expect(line({ ...shop, country }).success).toBe(true)
    const letters = fc.string({ unit: fc.constantFrom(...'Әә Її-.«»1ß漢'), maxLength: 230 })
    fc.assert(
      fc.property(letters, (name) => {
        const tidy = name.replace(/ +/g, ' ').trim().normalize('NFC')
        const read = line({ ...shop, name })
        expect(read.success).toBe(tidy.length > 0 && [...tidy].length <= 200)
        if (read.success) expect(read.data.to?.name).toBe(tidy)
      }),
    )
  })
})
