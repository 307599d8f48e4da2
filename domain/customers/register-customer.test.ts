import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { customerKeys, customers } from '#db/schema/customers.ts'
import { asVerb } from '#testing/as-verb.ts'
import { actionsOf, auditOf } from '#testing/audit.ts'
import { freshCustomer, iinOf } from '#testing/customers.ts'
import { invalid, invalidFor } from '#testing/expect.ts'
import { onBothEngines, testIins, testPhones } from '#testing/world.ts'
import { read } from '../transaction.ts'
import { changeLocale } from './change-locale.ts'
import { customerKey } from './customer-key.ts'
import { findByReference } from './find-by-reference.ts'
import { registerCustomer } from './register-customer.ts'

const phoneOf = (nth: number) => `+770155520${10 + nth}`
const person = (reference: string, nth: number, more: object = {}) => ({
  reference,
  iin: iinOf(nth),
  phone: phoneOf(nth),
  locale: 'kk',
  ...more,
})

onBothEngines('registering a customer', (world) => {
  const register = (given: object) => registerCustomer(world().system(), given)

  it('a customer is registered by a system, with a key of their own', async () => {
    const before = await world().audited()
    const { subject } = await world().customer(0)
    expect(await world().audited()).toEqual([...before, 'customer.registered'])
    const ctx = world().system(subject)
    expect((await read(asVerb(ctx), (tx) => customerKey(ctx, tx))).symmetricKeySize).toBe(32)
  })

  it.each([
    [{ iin: '800101100014' }, 'iin.check'],
    [{ iin: '8001' }, 'iin.length'],
    [{ phone: '+79161234567' }, 'phone.foreign'],
    [{ locale: 'de' }, 'locale.unknown'],
    [{ reference: ' ' }, 'customer.reference'],
    [{ reference: testIins[3] }, 'customer.reference-personal'],
    [{ reference: 'C-8(701)000-01-18' }, 'customer.reference-personal'],
  ])('a customer with %o is not registered', async (wrong, key) => {
    const before = await world().audited()
    const input = { reference: 'C-9', iin: testIins[3], phone: testPhones[3], locale: 'kk', ...wrong }
    await expect(registerCustomer(world().system(), input)).rejects.toMatchObject(invalidFor(key))
    expect(await world().audited()).toEqual(before)
  })

  it('a customer keeps their language in the profile', async () => {
    const customer = await world().customer(1)
    expect(await changeLocale(customer, { locale: 'ru' })).toEqual({ locale: 'ru' })
    await expect(changeLocale(customer, { locale: 'de' })).rejects.toMatchObject(invalidFor('locale.unknown'))
  })

  it('the language a customer has already is no change: nothing is written', async () => {
    const customer = await freshCustomer(world())
    const written = async () => (await auditOf(world().db, { customerId: customer.subject })).length
    const before = await written()
    await changeLocale(customer, { locale: 'en' })
    expect(await changeLocale(customer, { locale: 'en' })).toEqual({ locale: 'en' })
    expect(await written()).toBe(before + 1)
  })

  it('a customer is registered by nobody but a system', async () => {
    for (const actor of [world().visitor(), world().staff(), world().worker(), await world().customer(2)])
      await expect(registerCustomer(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('a person is registered once, however many calls do so at the same time', async () => {
    await Promise.all(Array.from({ length: 5 }, () => world().db.select().from(customers)))
    const calls = Array.from({ length: 5 }, () => register(person('R-0', 0)))
    const [id = '', ...more] = await Promise.all(calls)
    expect(new Set(more)).toEqual(new Set([id]))
    expect(await register(person('R-0', 0, { locale: 'ru' }))).toBe(id)
    expect(await actionsOf(world().db, { customerId: id })).toEqual(['customer.registered'])
    const [row] = await world()
      .db.select()
      .from(customers)
      .innerJoin(customerKeys, eq(customerKeys.customerId, customers.id))
      .where(eq(customers.reference, 'R-0'))
    expect(row?.customers).toMatchObject({ id, locale: 'kk' })
    expect(row?.customer_keys.wrappedKey).not.toBeNull()
  })

  it('a reference that contains an IIN or a mobile number is refused, unless it was taken before', async () => {
    const given = { ...person('R-4', 4), reference: `C-${iinOf(4)}` }
    const issue = { path: 'reference', key: 'customer.reference-personal' }
    await expect(register(given)).rejects.toEqual(invalid(issue))
    expect(await findByReference(world().ctx({ kind: 'key-check' }), given.reference)).toBeNull()
    const id = await register({ ...given, reference: '123456789012' })
    await world().db.update(customers).set({ reference: given.reference }).where(eq(customers.id, id))
    expect(await register(given)).toBe(id)
    expect(await findByReference(world().ctx({ kind: 'key-check' }), given.reference)).toBe(id)
  })

  it('a reference and an IIN that belong to another are refused, and each is named; a phone is not', async () => {
    await register(person('R-1', 1))
    await register(person('R-2', 2))
    const other = { path: 'reference', key: 'customer.other-identity' }
    const iin = { path: 'iin', key: 'customer.iin-taken' }
    const refused = (given: object, ...issues: (typeof iin)[]) =>
      expect(register(given)).rejects.toEqual(invalid(...issues))
    await refused(person('R-3', 1), iin)
    await refused(person('R-3', 1, { phone: phoneOf(2) }), iin)
    await refused(person('R-1', 1, { iin: iinOf(2) }), other, iin)
    await refused(person('R-1', 1, { iin: iinOf(3), phone: phoneOf(2) }), other)
    const [child, parent] = [
      await register(person('R-3', 3, { phone: phoneOf(2) })),
      await register(person('R-2', 2)),
    ]
    expect(child).not.toBe(parent)
  })
})
