import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { daysOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { shop, smsDisclosure, tellDisclosures } from '#testing/disclosures.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { decide } from '../consents/decide.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { listRecipients } from './list-recipients.ts'
import type { RecipientsView } from './schema.ts'

const find = (view: RecipientsView, id: string) => view.recipients.find((one) => one.id === id)
const held = (field: string, value = 'x') => ({ field, value, obtainedVia: 'app' })

onBothEngines('the list of recipients', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  /** A customer of whom something is held that recipients receive. */
  async function known(): Promise<Subject> {
    const customer = await freshCustomer(world())
    await putHoldings(world().system(customer.subject), {
      holdings: [
        held('iin', customer.iin),
        held('phone', customer.phone),
        held('diagnostics'),
        held('unique-identifiers'),
        held('email', 'a@example.kz'),
      ],
    })
    return customer
  }

  it('recipients are shown in the order of the policy’s classes, with ground, data and country', async () => {
    const { recipients } = await listRecipients({ ...(await known()), locale: 'en' })
    expect(recipients.map((one) => one.class.code)).toEqual(
      'R1 R2 R2 R2 R3 R4 R4 R5 R6 R7 R8 R9 R10'.split(' '),
    )
    expect(recipients.find((one) => one.id === 'state-bodies-all')).toMatchObject({
      state: 'receives',
      grounds: [
        {
          basis: { id: 'law', title: 'Legislation' },
          citation: expect.stringContaining('94\u2011V'),
          consent: null,
        },
      ],
      countries: [{ code: 'KZ', abroad: false }],
      disclosed: { thisYear: 0, last: null },
    })
    expect(recipients.find((one) => one.id === 'payees-abroad')?.countries).toContainEqual({
      code: '*',
      name: 'Any country',
      abroad: true,
      adequate: false,
    })
    expect(recipients.find((one) => one.id === 'zhuirik')?.fields).toEqual([
      { id: 'full-name', title: 'Full name', held: false, flows: false },
      { id: 'phone', title: 'Mobile phone number', held: true, flows: true },
      { id: 'address', title: 'Residential address', held: false, flows: false },
    ])
  })

  it('a recipient follows its consent: off, given, withdrawn, and back in the flow', async () => {
    const customer = await known()
    const stateNow = async () => {
      const view = await listRecipients(customer)
      const path = view.flow.paths.find((one) => one.recipient === 'kokbult')
      return [find(view, 'kokbult')?.state, find(view, 'kokbult')?.grounds[0]?.consent, path?.stopped]
    }
    const consent = { id: 'storage-abroad', title: expect.any(String) }
    expect(await stateNow()).toEqual(['off', { ...consent, state: 'never', since: null }, true])
    const given = await decide(customer, { consent: 'storage-abroad', outcome: 'given', previousId: null })
    expect(await stateNow()).toEqual(['receives', { ...consent, state: 'on', since: testNow }, false])
    const previousId = given.history[0]?.id ?? null
    await decide(customer, { consent: 'storage-abroad', outcome: 'withdrawn', previousId })
    expect(await stateNow()).toEqual(['off', { ...consent, state: 'withdrawn', since: testNow }, true])
  })

  it('recipients that only give, and those who would receive nothing because nothing is held, are told apart', async () => {
    const customer = await known()
    const view = await listRecipients(customer)
    expect(find(view, 'digital-documents-state')).toMatchObject({
      state: 'would-give',
      grounds: [{ consent: { id: 'device-documents', state: 'never' } }],
    })
    expect(find(view, 'payees-abroad')?.state).toBe('nothing-held')
    expect(view.flow.recipients.map((one) => one.id)).not.toContain('digital-documents-state')
    await decide(customer, { consent: 'device-documents', outcome: 'given', previousId: null })
    expect(find(await listRecipients(customer), 'digital-documents-state')?.state).toBe('gives-only')
  })

  it('what each recipient was told this year is counted, with when it was last told', async () => {
    const customer = await freshCustomer(world())
    await tellDisclosures(
      world(),
      customer,
      ...[0, 1, 2, 2, 2].map((ago) => smsDisclosure(daysOn(-ago))),
      { recipient: 'kokbult', fields: ['diagnostics', 'fault-logs'], disclosedAt: daysOn(-100) },
      { recipient: 'payees-abroad', to: shop, fields: ['full-name'], disclosedAt: daysOn(-400) },
    )
    const { recipients } = await listRecipients(customer)
    const told = Object.fromEntries(recipients.map((one) => [one.id, one.disclosed]))
    expect(told).toMatchObject({
      unqaghaz: { thisYear: 5, last: testNow },
      kokbult: { thisYear: 1, last: daysOn(-100) },
      'payees-abroad': { thisYear: 0, last: daysOn(-400) },
      zhuirik: { thisYear: 0, last: null },
    })
  })
})
