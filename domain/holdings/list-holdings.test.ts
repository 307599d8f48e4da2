import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { holdings } from '#db/schema/holdings.ts'
import { catalogue } from '#policy/load.ts'
import { asVerb } from '#testing/as-verb.ts'
import { auditOf } from '#testing/audit.ts'
import { at, minutesOn, secondsOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testPhones, type World } from '#testing/world.ts'
import { decide } from '../consents/decide.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { read } from '../transaction.ts'
import { contactDetails } from './contact-details.ts'
import { listHoldings } from './list-holdings.ts'
import { putHoldings } from './put-holdings.ts'
import { reveal } from './reveal.ts'
import type { FieldView, HoldingsView } from './schema.ts'

const given = (field: string, value: string, more: object = {}) => ({
  field,
  value,
  obtainedVia: 'account-opening',
  ...more,
})
const address = 'Шымкент қ., Тәуке хан даңғылы, 5-үй'

const put = (world: World, customer: { subject: string }, ...list: object[]) =>
  putHoldings(world.system(customer.subject), { holdings: list })
const fieldIn = (view: HoldingsView, id: string): FieldView | undefined =>
  view.categories.flatMap((category) => category.fields).find((field) => field.id === id)
const rowOf = async (world: World, customer: { subject: string }, field: string) => {
  const own = and(eq(holdings.customerId, customer.subject), eq(holdings.field, field))
  const [row] = await world.db.select().from(holdings).where(own)
  if (!row) throw new Error(`nothing is held in ${field}`)
  return row
}

onBothEngines('a customer’s holdings', (world) => {
  const own = async (): Promise<[Ctx & { subject: string }, Ctx & { subject: string }]> => {
    const [mine, other] = [await world().customer(0), await world().customer(1)]
    const obtainedAt = '2021-03-14T06:00:00Z'
    await put(
      world(),
      mine,
      given('phone', testPhones[0], { obtainedAt }),
      given('address', address),
      given('operations', '12 400 ₸', { quantity: 312, obtainedVia: 'transfer' }),
      given('device-model', 'Galaxy A55', { obtainedVia: 'app' }),
      given('credentials', 'gulsim8:2f1c'),
      given('bank-requisites', 'KZ000000000000004417'),
    )
    await put(world(), other, given('phone', testPhones[1]), given('email', 'somebody@example.kz'))
    return [mine, other]
  }
  let people: ReturnType<typeof own> | undefined
  const both = () => {
    people ??= own()
    return people
  }

  describe('list', () => {
    it('says of every field of the catalogue whether it is held, masked', async () => {
      const [mine] = await both()
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

    it('offers to show only what is behind a mask and may be seen', async () => {
      const [mine] = await both()
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

    it('follows the consents as they stand at the moment', async () => {
      const [, other] = await both()
      await publishPolicy(world().worker(), catalogue())
      const decided = await decide(other, { consent: 'marketing-sms', outcome: 'given', previousId: null })
      const live = async (ctx: Ctx) => {
        const phone = fieldIn(await listHoldings(ctx), 'phone')
        const marketing = phone?.uses.find((use) => use.purpose === 'marketing')?.live
        return [marketing, phone?.recipients.find((one) => one.id === 'zhetel-media')?.live]
      }
      expect(await live(other)).toEqual([true, true])
      const years: Ctx = { ...other, now: new Date('2040-01-01T00:00:00Z') }
      expect(await live(years)).toEqual([false, false])
      const previousId = decided.history[0]?.id
      await decide(other, { consent: 'marketing-sms', outcome: 'withdrawn', previousId })
      expect(await live(other)).toEqual([false, false])
    })

    it('lets no value out that its mask hides', async () => {
      const [mine, other] = await both()
      const text = JSON.stringify(await listHoldings(mine))
      for (const value of [testPhones[0], 'Тәуке', 'gulsim8', '12 400', 'KZ0000', testPhones[1], 'somebody'])
        expect([value, text.includes(value)]).toEqual([value, false])
      expect((await listHoldings(other)).totals.held).toBe(2)
    })

    it('speaks the reader’s language', async () => {
      const [mine] = await both()
      const view = await listHoldings({ ...mine, locale: 'ru' }, { q: 'ТЕЛЕФОНА' })
      expect(view.categories.flatMap((category) => category.fields.map((field) => field.title))).toContain(
        'Номер мобильного телефона',
      )
    })

    it('narrows by what the address says, and tells what it could not take', async () => {
      const [mine] = await both()
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

    it('shows one category whole, or one field alone', async () => {
      const [mine] = await both()
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

    it('is for customers', async () => {
      for (const ctx of [world().visitor(), world().staff(), world().system(), world().worker()])
        await expect(listHoldings(ctx)).rejects.toEqual(refusal('forbidden'))
    })
  })

  describe('reveal', () => {
    it('shows the value whole, and writes the look down', async () => {
      const [mine] = await both()
      const before = await auditOf(world().db, { customerId: mine.subject, action: 'holding.revealed' })
      expect(await reveal(mine, { field: 'address' })).toEqual({
        field: 'address',
        value: address,
        rule: 'address',
        hideAfterSeconds: 60,
      })
      const after = await auditOf(world().db, { customerId: mine.subject, action: 'holding.revealed' })
      expect(after).toHaveLength(before.length + 1)
      const row = await rowOf(world(), mine, 'address')
      const entry = after.find((one) => !before.some((earlier) => earlier.id === one.id))
      expect(entry).toMatchObject({
        actorKind: 'customer',
        detail: { field: 'address' },
        objectId: row.id,
        requestId: mine.requestId,
      })
      expect(fieldIn(await listHoldings(mine), 'address')?.held?.reveals).toBe(after.length)
    })

    it('asks for a fresh code after ten minutes, and then shows and logs nothing', async () => {
      const [mine] = await both()
      const before = await auditOf(world().db, { customerId: mine.subject, action: 'holding.revealed' })
      const later: Ctx = at(mine, secondsOn(601))
      await expect(reveal(later, { field: 'address' })).rejects.toEqual(refusal('step-up'))
      expect(
        await auditOf(world().db, { customerId: mine.subject, action: 'holding.revealed' }),
      ).toHaveLength(before.length)
    })

    it('refuses what is never shown, what is not held and what is no field', async () => {
      const [mine] = await both()
      await expect(reveal(mine, { field: 'credentials' })).rejects.toEqual(refusal('forbidden'))
      await expect(reveal(mine, { field: 'email' })).rejects.toEqual(refusal('not-found'))
      await expect(reveal(mine, { field: 'shoe-size' })).rejects.toEqual(refusal('not-found'))
      await expect(reveal(mine, {})).rejects.toEqual(refusal('invalid'))
    })

    it('is for the customer in their own session', async () => {
      const [mine] = await both()
      for (const ctx of [
        world().visitor(),
        world().staff(mine.subject),
        world().system(mine.subject),
        world().worker(),
      ])
        await expect(reveal(ctx, { field: 'address' })).rejects.toEqual(refusal('forbidden'))
    })

    it('shows thirty values a minute to a customer, and no more', async () => {
      const [, other] = await both()
      const minute: Ctx = at(other, minutesOn(5))
      for (let look = 0; look < 30; look++) await reveal(minute, { field: 'email' })
      await expect(reveal(minute, { field: 'email' })).rejects.toEqual(refusal('too-many'))
      const next: Ctx = { ...minute, now: new Date(minute.now.getTime() + 60_000) }
      await expect(reveal(next, { field: 'email' })).resolves.toMatchObject({ value: 'somebody@example.kz' })
    })

    it('does not open a value that was moved to another row', async () => {
      const [mine] = await both()
      const { id, valueSealed } = await rowOf(world(), mine, 'address')
      const elsewhere = crypto.randomUUID()
      await world().db.update(holdings).set({ id: elsewhere }).where(eq(holdings.id, id))
      const before = await auditOf(world().db, { customerId: mine.subject, action: 'holding.revealed' })
      await expect(reveal(mine, { field: 'address' })).rejects.toThrow()
      expect(
        await auditOf(world().db, { customerId: mine.subject, action: 'holding.revealed' }),
      ).toHaveLength(before.length)
      const key = await read(asVerb(mine), (tx) => customerKey(mine, tx))
      expect(openText(key, valueSealed, `holdings:${id}:value`)).toBe(address)
      await world().db.update(holdings).set({ id }).where(eq(holdings.id, elsewhere))
    })
  })

  describe('contact details', () => {
    it('are masked, and the customer’s own', async () => {
      const [mine, other] = await both()
      const kazakh = { locale: 'kk', live: true }
      expect(await contactDetails(mine)).toEqual({ ...kazakh, phone: '+7 701 ••• •• 18', email: null })
      expect(await contactDetails(other)).toEqual({
        ...kazakh,
        phone: '+7 701 ••• •• 25',
        email: 's••••@••••.kz',
      })
      await expect(contactDetails(world().staff(mine.subject))).rejects.toEqual(refusal('forbidden'))
    })
  })
})
