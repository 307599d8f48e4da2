import { expect, it } from 'vitest'
import { auditOf } from '#testing/audit.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalid, invalidAt, refusal } from '#testing/expect.ts'
import { holding, holdingRow, putFor, testAddress } from '#testing/holdings.ts'
import { onBothEngines, testIins, testNow, testPhones } from '#testing/world.ts'
import { putHoldings } from './put-holdings.ts'
import { reveal } from './reveal.ts'

onBothEngines('putting holdings', (world) => {
  it('values are kept sealed, and the log counts them without saying what they are', async () => {
    const customer = await world().customer(0)
    expect(
      await putFor(world(), customer, holding('address', testAddress), holding('salary', '420000')),
    ).toEqual({
      count: 2,
    })
    const row = await holdingRow(world(), customer, 'address')
    expect(Buffer.from(row.valueSealed).includes(Buffer.from('Шымкент'))).toBe(false)
    expect(row).toMatchObject({ obtainedVia: 'account-opening', obtainedAt: testNow, quantity: null })
    const logged = await auditOf(world().db, { customerId: customer.subject, action: 'holdings.put' })
    expect(logged.map((entry) => [entry.actorKind, entry.detail])).toEqual([['system', { count: 2 }]])
  })

  it('a value that is known already is replaced in its own row, and the rest are added', async () => {
    const customer = await world().customer(1)
    await putFor(world(), customer, holding('address', testAddress))
    const before = await holdingRow(world(), customer, 'address')
    await putFor(
      world(),
      customer,
      holding('contacts', 'Айша', { quantity: 3 }),
      holding('address', 'Алматы қ., 7-үй', { obtainedVia: 'branch' }),
    )
    const after = await holdingRow(world(), customer, 'address')
    expect(after).toMatchObject({ id: before.id, obtainedVia: 'branch' })
    expect(await holdingRow(world(), customer, 'contacts')).toMatchObject({ quantity: 3 })
    expect(await reveal(customer, { field: 'address' })).toMatchObject({ value: 'Алматы қ., 7-үй' })
  })

  it('an equal value stays as it is, with the time it was obtained, unless another time is given', async () => {
    const customer = await freshCustomer(world())
    const later = at(world().system(customer.subject), secondsOn(60))
    await putFor(world(), customer, holding('salary', '500000'))
    const before = await holdingRow(world(), customer, 'salary')
    expect(await putHoldings(later, { holdings: [holding('salary', '500000')] })).toEqual({ count: 1 })
    expect(await holdingRow(world(), customer, 'salary')).toEqual(before)
    const obtainedAt = new Date('2021-03-14T06:00:00Z')
    await putHoldings(later, { holdings: [holding('salary', '500000', { obtainedAt })] })
    const after = await holdingRow(world(), customer, 'salary')
    expect(after).toMatchObject({ id: before.id, obtainedAt, updatedAt: secondsOn(60) })
    const logged = await auditOf(world().db, { customerId: customer.subject, action: 'holdings.put' })
    expect(logged.slice(-3).map((entry) => entry.detail)).toEqual([{ count: 1 }, { count: 1 }, { count: 1 }])
  })

  // Five times, because the first finds too few open connections to be at once.
  it.each([1, 2, 3, 4, 5])(
    'the same new field is taken from all systems that put it at once (%d)',
    async () => {
      const customer = await freshCustomer(world())
      const values = ['Айша', 'Болат', 'Гүлсім', 'Дана', 'Ерлан', 'Жанна']
      const all = values.map((value) =>
        putFor(world(), customer, holding('salary', '1'), holding('contacts', value)),
      )
      expect(await Promise.all(all)).toEqual(values.map(() => ({ count: 2 })))
      expect(values).toContain((await reveal(customer, { field: 'contacts' })).value)
      const logged = await auditOf(world().db, { customerId: customer.subject, action: 'holdings.put' })
      expect(logged).toHaveLength(values.length)
    },
  )

  it('holdings with fields the catalogue lacks, doubles, empty values or more than 200 are refused whole', async () => {
    const customer = await world().customer(2)
    const refused = (list: object[], ...issues: { path: string; key: string }[]) =>
      expect(putFor(world(), customer, holding('salary', '1'), ...list)).rejects.toEqual(invalid(...issues))
    await refused([holding('shoe-size', '38')], { path: 'holdings.1.field', key: 'holding.unknown-field' })
    await refused([holding('salary', '2')], { path: 'holdings.1.field', key: 'holding.twice' })
    await refused([holding('address', ' ')], { path: 'holdings.1.value', key: 'holding.value' })
    await refused(Array(200).fill(holding('address', testAddress)), {
      path: 'holdings',
      key: 'holding.too-many',
    })
    await expect(holdingRow(world(), customer, 'salary')).rejects.toThrow('nothing is held')
  })

  it('a customer’s phone and IIN are held only as they were registered', async () => {
    const customer = await world().customer(3)
    await expect(putFor(world(), customer, holding('phone', testPhones[0]))).rejects.toEqual(
      invalidAt('holdings.0.value', 'holding.not-registered'),
    )
    await expect(putFor(world(), customer, holding('iin', testIins[0]))).rejects.toEqual(refusal('invalid'))
    await expect(
      putFor(world(), customer, holding('phone', testPhones[3]), holding('iin', testIins[3])),
    ).resolves.toEqual({
      count: 2,
    })
  })

  it.each([
    ['8 701 ', ' '],
    ['8(701)', '-'],
    [' +7 701 ', ' '],
    ['+7701', ''],
  ])(
    'a phone that begins with "%s" and is divided by "%s" is held as it was registered',
    async (begin, between) => {
      const customer = await freshCustomer(world())
      const { phone, iin } = customer
      const typed = begin + [phone.slice(5, 8), phone.slice(8, 10), phone.slice(10)].join(between)
      const spaced = `${iin.slice(0, 6)} ${iin.slice(6)}`
      await putFor(world(), customer, holding('phone', typed), holding('iin', spaced))
      expect(await reveal(customer, { field: 'phone' })).toMatchObject({ value: phone })
      const row = await holdingRow(world(), customer, 'iin')
      await putFor(world(), customer, holding('iin', iin))
      expect(await holdingRow(world(), customer, 'iin'), 'the same value, so the same row').toEqual(row)
    },
  )

  it('a value cannot have been obtained in the future, but a day is not ahead once it has begun in Almaty', async () => {
    const customer = await freshCustomer(world())
    const put = (obtainedAt: string, now = testNow) =>
      putHoldings(at(world().system(customer.subject), now), {
        holdings: [holding('salary', '1', { obtainedAt })],
      })
    for (const ahead of ['2026-11-20T07:05:01Z', '2026-11-20T12:06:00+05:00', '2026-11-21', '2030-01-01'])
      await expect(put(ahead), ahead).rejects.toEqual(
        invalidAt('holdings.0.obtainedAt', 'holding.time-ahead'),
      )
    await expect(holdingRow(world(), customer, 'salary')).rejects.toThrow('nothing is held')
    const atNight = new Date('2026-11-19T19:30:00Z')
    for (const [given, now] of [['2026-11-20T07:05:00Z'], ['2026-11-20'], ['2026-11-20', atNight]] as const)
      expect(await put(given, now), given).toEqual({ count: 1 })
  })

  it('holdings are put by systems alone, about a customer', async () => {
    const input = { holdings: [holding('salary', '1')] }
    const { subject } = world().ctx({ kind: 'worker' }, crypto.randomUUID())
    for (const ctx of [world().visitor(), world().staff(subject ?? ''), world().worker(), world().system()])
      await expect(putHoldings(ctx, input)).rejects.toEqual(refusal('forbidden'))
    await expect(putHoldings(world().system(crypto.randomUUID()), input)).rejects.toEqual(
      refusal('not-found'),
    )
  })
})
