import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { customers } from '#db/schema/customers.ts'
import { catalogue } from '#policy/load.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt } from '#testing/expect.ts'
import { exchangeAll, keyExchange, newPerson, type Step, started } from '#testing/key-exchange.ts'
import { codeFor } from '#testing/sign-in.ts'
import { browserOf, onBothEngines, testNow, withKeys } from '#testing/world.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { askForLook } from '../looks/ask-for-look.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { verifyCode } from '../sessions/verify-code.ts'
import { signInStaff } from '../staff/sign-in-staff.ts'
import { checkKeys } from './check-keys.ts'
import { rehashCustomers } from './rehash-customers.ts'
import { showKeys } from './show-keys.ts'

const lookAbout = (reference: string) => ({
  reference,
  ...{ kind: 'leave', reason: 'check-complaint', text: 'SMS келісімінің күйін тексеру' },
  ...{ pages: ['consents'], minutes: 15 },
})

onBothEngines('the lookup key, exchanged', (world) => {
  const keys = keyExchange()
  const at = (step: Step) => withKeys(world(), keys[step])
  const rehashAll = () => exchangeAll(at('turned').worker(), rehashCustomers)
  const rowOf = async ({ subject }: { subject: string }) => {
    const [row] = await world().db.select().from(customers).where(eq(customers.id, subject))
    return row
  }

  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    await started(at('before'))
    await started(at('ready'))
    await started(at('turned'))
  })

  it.each([1, 2, 3, 4, 5])(
    'one IIN is one customer, however two processes register it at once (%d)',
    async () => {
      const { iin, phone } = newPerson()
      const register = (step: Step) =>
        registerCustomer(at(step).system(), { reference: randomUUID(), iin, phone, locale: 'kk' })
      const done = await Promise.allSettled([register('ready'), register('turned'), register('ready')])
      const refused = done.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
      expect(refused).toEqual([1, 2].map(() => invalidAt('iin', 'customer.iin-taken')))
      const rows = await world().db.select().from(customers)
      const hashes = keys.ready.lookups('iin', iin)
      expect(rows.filter(({ iinHash }) => hashes.includes(iinHash))).toHaveLength(1)
    },
  )

  it.each([
    ['ready', 'turned'],
    ['turned', 'ready'],
  ] as const)('a code that a process with %s keys sent is taken by one with %s keys', async (one, other) => {
    const { phone, subject } = await freshCustomer(at(one))
    const cookie = randomUUID()
    const browserAt = (step: Step) => {
      const visitor = at(step).visitor()
      return { ...visitor, browser: { ...visitor.browser, ...browserOf(keys[step], cookie) } }
    }
    const code = await codeFor(at(one), browserAt(one), phone)
    expect((await verifyCode(browserAt(other), { phone, code })).customerId).toBe(subject)
  })

  it('a number that moves while hashes are made again is found by the key that its row then names', async () => {
    const customer = await freshCustomer(at('ready'))
    await rehashAll()
    expect((await rowOf(customer))?.lookupKeyId).toBe(keys.after.lookupKeys[0].id)
    const { reference, iin } = customer
    const { phone } = newPerson()
    await registerCustomer(at('ready').system(), { reference, iin, phone, locale: 'kk' })
    expect(await rowOf(customer)).toMatchObject({
      lookupKeyId: keys.after.lookupKeys[0].id,
      phoneHash: keys.after.lookup('phone', phone),
    })
    await expect(
      registerCustomer(at('turned').system(), { reference, iin, phone: customer.phone, locale: 'kk' }),
    ).rejects.toEqual(invalidAt('phone', 'customer.phone-left'))
  })

  it('a customer of whom only hashes are kept is left and counted, until their registration is sent again', async () => {
    const { subject, reference, iin, phone } = await freshCustomer(at('ready'))
    await world()
      .db.update(customers)
      .set({ iinSealed: null, phoneSealed: null })
      .where(eq(customers.id, subject))
    await rehashAll()
    const former = keys.before.lookupKeys[0].id
    expect(await showKeys(at('turned').worker())).toMatchObject({
      left: expect.arrayContaining([{ kind: 'lookup', keyId: former, rows: 1 }]),
      hashAlone: 1,
    })
    await expect(checkKeys(at('after').worker())).rejects.toMatchObject({
      needed: expect.arrayContaining([{ kind: 'lookup', keyId: former, rows: 1 }]),
    })
    const audited = await world().audited()
    await registerCustomer(at('turned').system(), { reference, iin, phone, locale: 'kk' })
    expect(await world().audited()).toEqual(audited)
    await rehashAll()
    expect((await showKeys(at('turned').worker())).hashAlone).toBe(0)
    expect(await rowOf({ subject })).toMatchObject({
      iinHash: keys.after.lookup('iin', iin),
      phoneHash: keys.after.lookup('phone', phone),
    })
  })

  it('a holding that is not what the hash is of does not become it', async () => {
    const customer = await freshCustomer(at('ready'))
    const other = newPerson()
    await putHoldings(at('ready').system(customer.subject), {
      holdings: [{ field: 'phone', value: customer.phone, obtainedVia: 'app' }],
    })
    await world()
      .db.update(customers)
      .set({ phoneSealed: null, phoneHash: keys.before.lookup('phone', other.phone) })
      .where(eq(customers.id, customer.subject))
    await rehashAll()
    expect((await rowOf(customer))?.phoneHash).toBe(keys.before.lookup('phone', other.phone))
  })

  it.each([
    ['before their own hash is made again', 'ready', false],
    ['after it', 'ready', true],
    ['by the next key', 'turned', false],
  ] as const)(
    'staff who are customers never look at themselves: signed in %s',
    async (_, step, isRehashed) => {
      const customer = await freshCustomer(at('ready'))
      const { reference } = await fileComplaint(customer, { kind: 'ordinary', text: 'Нөмірімді кім берді?' })
      const agent = await at(step).signedInStaff('agent', customer.iin)
      if (isRehashed) await rehashAll()
      await expect(askForLook(agent, lookAbout(reference))).rejects.toMatchObject({
        details: { reason: 'look.oneself' },
      })
    },
  )

  it('a colleague who signed in before the exchange is known as one after it', async () => {
    const customer = await freshCustomer(at('before'))
    const vouched = { issuer: 'https://id.example.kz', subject: randomUUID(), authenticatedAt: testNow }
    await signInStaff(at('before').ctx({ kind: 'staff-sign-in' }), {
      ...vouched,
      role: 'agent',
      iin: customer.iin,
    })
    const { reference } = await fileComplaint(customer, { kind: 'ordinary', text: 'Нөмірімді кім берді?' })
    await rehashAll()
    const agent = await at('turned').signedInStaff()
    await expect(askForLook(agent, lookAbout(reference))).rejects.toMatchObject({
      details: { reason: 'look.colleague' },
    })
  })
})

onBothEngines('a database of a former release', (world) => {
  const keys = keyExchange()
  const at = (step: Step) => withKeys(world(), keys[step])

  it('rows without names get the name of the one key before it can be exchanged', async () => {
    const customer = await freshCustomer(at('before'))
    await world().db.update(customers).set({ lookupKeyId: '' })
    await expect(checkKeys(at('ready').worker())).rejects.toMatchObject({
      needed: [{ kind: 'lookup', keyId: '', rows: 1 }],
    })
    await started(at('before'))
    expect(await exchangeAll(at('before').worker(), rehashCustomers)).toBe(1)
    await started(at('ready'))
    const [row] = await world().db.select().from(customers).where(eq(customers.id, customer.subject))
    expect(row?.lookupKeyId).toBe(keys.before.lookupKeys[0].id)
  })
})
