import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import type { Subject } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { fieldIn, heldCustomer, holding, putFor, putSix } from '#testing/holdings.ts'
import { onBothEngines, testPhones } from '#testing/world.ts'
import { decide } from '../consents/decide.ts'
import type { Ctx } from '../context.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { listHoldings } from './list-holdings.ts'

onBothEngines('the list of holdings', (world) => {
  let mine: Subject
  /** The second customer, of whom a phone number and an e-mail address are held. */
  let other: Subject
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    mine = await world().customer(0)
    await putSix(world(), mine, testPhones[0])
    other = await world().customer(1)
    await putFor(world(), other, holding('phone', testPhones[1]), holding('email', 'somebody@example.kz'))
  })

  it('the list of holdings says of every field of the catalogue whether it is held, masked', async () => {
    const view = await listHoldings(mine)
    expect(view.totals).toEqual({ held: 6, absent: 37, categories: 4, emptyCategories: 2 })
    expect(view.categories.map((category) => [category.id, category.held])).toEqual([
      ['user-data', 2],
      ['device-permissions', 0],
      ['usage-data', 1],
      ['payments', 1],
      ['third-party-data', 0],
      ['other-data', 2],
    ])
    expect(view.phone).toBe('+7 701 ••• •• 18')
    expect(fieldIn(view, 'phone')).toMatchObject({
      title: 'Ұялы телефон нөмірі',
      source: { id: 'given', sentence: 'Өзіңіз бердіңіз' },
      retention: 'шарт аяқталғаннан кейін 5\u00a0жыл сақталады',
      held: { masked: '+7 701 ••• •• 18', obtainedAt: new Date('2021-03-14T06:00:00Z'), revealable: true },
    })
    expect(fieldIn(view, 'operations')?.held).toMatchObject({
      masked: '••••••••',
      quantity: 312,
      obtainedVia: 'transfer',
    })
    expect(fieldIn(view, 'contacts')).toMatchObject({
      held: null,
      consent: { id: 'device-contacts', state: 'none' },
    })
    const [userData] = view.categories
    expect(userData?.fields.map((field) => field.held !== null)).toEqual([
      true,
      true,
      ...Array(6).fill(false),
    ])
  })

  it('a holding is offered to be shown only where it is behind a mask and may be seen', async () => {
    const view = await listHoldings(mine)
    const revealable = (id: string) => fieldIn(view, id)?.held?.revealable
    expect(['address', 'device-model', 'credentials', 'bank-requisites'].map(revealable)).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(fieldIn(view, 'device-model')?.held?.masked).toBe('Galaxy A55')
  })

  it('the uses and recipients of a holding follow the consents as they stand at the moment', async () => {
    const customer = await heldCustomer(world())
    const decided = await decide(customer, { consent: 'marketing-sms', outcome: 'given', previousId: null })
    const live = async (ctx: Ctx) => {
      const phone = fieldIn(await listHoldings(ctx), 'phone')
      const marketing = phone?.uses.find((use) => use.purpose === 'marketing')?.live
      return [marketing, phone?.recipients.find((one) => one.id === 'zhetel-media')?.live]
    }
    expect(await live(customer)).toEqual([true, true])
    const years: Ctx = { ...customer, now: new Date('2040-01-01T00:00:00Z') }
    expect(await live(years)).toEqual([false, false])
    const previousId = decided.history[0]?.id
    await decide(customer, { consent: 'marketing-sms', outcome: 'withdrawn', previousId })
    expect(await live(customer)).toEqual([false, false])
  })

  it('the list of holdings lets no value out that its mask hides', async () => {
    const text = JSON.stringify(await listHoldings(mine))
    for (const value of [testPhones[0], 'Тәуке', 'gulsim8', '12 400', 'KZ0000', testPhones[1], 'somebody'])
      expect([value, text.includes(value)]).toEqual([value, false])
    expect((await listHoldings(other)).totals.held).toBe(2)
  })

  it('the list of holdings speaks the reader’s language', async () => {
    const view = await listHoldings({ ...mine, locale: 'ru' }, { q: 'ТЕЛЕФОНА' })
    expect(view.categories.flatMap((category) => category.fields.map((field) => field.title))).toContain(
      'Номер мобильного телефона',
    )
  })

  it('the list of holdings is narrowed by what the address says, and tells what it could not take', async () => {
    const view = await listHoldings(mine, {
      recipient: 'zhuirik',
      purpose: 'profit',
      source: ['a', 'b'],
      q: 'НӨМІР',
    })
    expect(view).toMatchObject({
      filtered: true,
      ignored: ['purpose'],
      totals: { held: 1, absent: 0, categories: 1 },
    })
    expect(view.filters).toMatchObject({
      q: 'НӨМІР',
      source: '',
      purpose: 'profit',
      recipient: 'zhuirik',
    })
    expect(await listHoldings(mine, { q: 'жоқ нәрсе' })).toMatchObject({
      categories: [],
      totals: { held: 0 },
    })
    expect(await listHoldings(mine, { q: 'ұ'.repeat(5000) })).toMatchObject({
      filters: { q: 'ұ'.repeat(100) },
    })
  })

  it('the list of holdings shows one category whole, or one field alone', async () => {
    const [first] = catalogue().categories
    const category = await listHoldings(mine, { category: first?.id })
    expect(category.categories.map(({ id, fields }) => [id, fields.length])).toEqual([
      [first?.id, first?.fields.length],
    ])
    const field = await listHoldings(mine, { field: 'phone' })
    expect(field.categories.flatMap(({ fields }) => fields.map(({ id }) => id))).toEqual(['phone'])
    expect((await listHoldings(mine, { category: 'secrets', field: 'soul' })).ignored).toEqual([
      'category',
      'field',
    ])
  })

  it('the list of holdings is for customers', async () => {
    for (const ctx of [world().visitor(), world().staff(), world().system(), world().worker()])
      await expect(listHoldings(ctx)).rejects.toEqual(refusal('forbidden'))
  })
})
