import { expect, it } from 'vitest'
import { asVerb } from '#testing/as-verb.ts'
import { invalidFor } from '#testing/expect.ts'
import { onBothEngines, testIins, testPhones } from '#testing/world.ts'
import { read } from '../transaction.ts'
import { changeLocale } from './change-locale.ts'
import { customerKey } from './customer-key.ts'
import { registerCustomer } from './register-customer.ts'

onBothEngines('registering a customer', (world) => {
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

  it('a customer is registered by nobody but a system', async () => {
    for (const actor of [world().visitor(), world().staff(), world().worker(), await world().customer(2)])
      await expect(registerCustomer(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
  })
})
