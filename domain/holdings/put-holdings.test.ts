import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { holdings } from '#db/schema/holdings.ts'
import { auditOf } from '#testing/audit.ts'
import { invalid, invalidAt, refusal } from '#testing/expect.ts'
import { onBothEngines, testIins, testNow, testPhones, type World } from '#testing/world.ts'
import { putHoldings } from './put-holdings.ts'
import { reveal } from './reveal.ts'

const given = (field: string, value: string, more: object = {}) => ({
  field,
  value,
  obtainedVia: 'account-opening',
  ...more,
})
const address = 'Шымкент қ., Тәуке хан даңғылы, 5-үй'

const put = (world: World, customer: { subject: string }, ...list: object[]) =>
  putHoldings(world.system(customer.subject), { holdings: list })
const rowOf = async (world: World, customer: { subject: string }, field: string) => {
  const own = and(eq(holdings.customerId, customer.subject), eq(holdings.field, field))
  const [row] = await world.db.select().from(holdings).where(own)
  if (!row) throw new Error(`nothing is held in ${field}`)
  return row
}

onBothEngines('putting holdings', (world) => {
  it('keeps values sealed, and counts them in the log without saying what they are', async () => {
    const customer = await world().customer(0)
    expect(await put(world(), customer, given('address', address), given('salary', '420000'))).toEqual({
      count: 2,
    })
    const row = await rowOf(world(), customer, 'address')
    expect(Buffer.from(row.valueSealed).includes(Buffer.from('Шымкент'))).toBe(false)
    expect(row).toMatchObject({ obtainedVia: 'account-opening', obtainedAt: testNow, quantity: null })
    const logged = await auditOf(world().db, { customerId: customer.subject, action: 'holdings.put' })
    expect(logged.map((entry) => [entry.actorKind, entry.detail])).toEqual([['system', { count: 2 }]])
  })

  it('replaces what is known in its own row, and adds the rest', async () => {
    const customer = await world().customer(1)
    await put(world(), customer, given('address', address))
    const before = await rowOf(world(), customer, 'address')
    await put(
      world(),
      customer,
      given('contacts', 'Айша', { quantity: 3 }),
      given('address', 'Алматы қ., 7-үй', { obtainedVia: 'branch' }),
    )
    const after = await rowOf(world(), customer, 'address')
    expect(after).toMatchObject({ id: before.id, obtainedVia: 'branch' })
    expect(await rowOf(world(), customer, 'contacts')).toMatchObject({ quantity: 3 })
    expect(await reveal(customer, { field: 'address' })).toMatchObject({ value: 'Алматы қ., 7-үй' })
  })

  it('refuses, whole, fields the catalogue lacks, doubles, empty values and more than 200', async () => {
    const customer = await world().customer(2)
    const refused = (list: object[], ...issues: { path: string; key: string }[]) =>
      expect(put(world(), customer, given('salary', '1'), ...list)).rejects.toEqual(invalid(...issues))
    await refused([given('shoe-size', '38')], { path: 'holdings.1.field', key: 'holding.unknown-field' })
    await refused([given('salary', '2')], { path: 'holdings.1.field', key: 'holding.twice' })
    await refused([given('address', ' ')], { path: 'holdings.1.value', key: 'holding.value' })
    await refused(Array(200).fill(given('address', address)), { path: 'holdings', key: 'holding.too-many' })
    await expect(rowOf(world(), customer, 'salary')).rejects.toThrow('nothing is held')
  })

  it('takes only the phone and the IIN the customer was registered with', async () => {
    const customer = await world().customer(3)
    await expect(put(world(), customer, given('phone', testPhones[0]))).rejects.toEqual(
      invalidAt('holdings.0.value', 'holding.not-registered'),
    )
    await expect(put(world(), customer, given('iin', testIins[0]))).rejects.toEqual(refusal('invalid'))
    await expect(
      put(world(), customer, given('phone', testPhones[3]), given('iin', testIins[3])),
    ).resolves.toEqual({
      count: 2,
    })
  })

  it('is for systems, about a customer', async () => {
    const input = { holdings: [given('salary', '1')] }
    const { subject } = world().ctx({ kind: 'worker' }, crypto.randomUUID())
    for (const ctx of [world().visitor(), world().staff(subject ?? ''), world().worker(), world().system()])
      await expect(putHoldings(ctx, input)).rejects.toEqual(refusal('forbidden'))
    await expect(putHoldings(world().system(crypto.randomUUID()), input)).rejects.toEqual(
      refusal('not-found'),
    )
  })
})
