import { randomUUID } from 'node:crypto'
import { isNotNull } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { customers } from '#db/schema/customers.ts'
import { catalogue } from '#policy/load.ts'
import { hoursOn } from '#testing/clock.ts'
import { findConsent, give, headOf } from '#testing/consents.ts'
import { type FreshCustomer, freshCustomer } from '#testing/customers.ts'
import { invalidAt } from '#testing/expect.ts'
import { addSystems, take, value } from '#testing/imports.ts'
import { exchangeAll, keyExchange, newPerson, type Step, started } from '#testing/key-exchange.ts'
import { codeFor, inSession } from '#testing/sign-in.ts'
import { applicationOf, stateService } from '#testing/state-applications.ts'
import { onBothEngines, withKeys } from '#testing/world.ts'
import { decide } from '../consents/decide.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { reveal } from '../holdings/reveal.ts'
import { findCustomer } from '../looks/find-customer.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { verifyCode } from '../sessions/verify-code.ts'
import { takeStateApplication } from '../state-service/take-state-application.ts'
import { checkKeys } from './check-keys.ts'
import { rehashCustomers } from './rehash-customers.ts'
import { rewrapKeys } from './rewrap-keys.ts'
import { showKeys } from './show-keys.ts'

onBothEngines('keys that are exchanged with traffic running', (world) => {
  const keys = keyExchange()
  const at = (step: Step) => withKeys(world(), keys[step])
  let known: FreshCustomer
  let hour = 0

  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    await addSystems(world())
    await started(at('before'))
    known = await freshCustomer(at('before'))
    await putHoldings(at('before').system(known.subject), {
      holdings: [
        { field: 'full-name', value: 'Ордабаева Гүлсім', obtainedVia: 'app' },
        { field: 'phone', value: known.phone, obtainedVia: 'app' },
      ],
    })
    for (let more = 0; more < 2; more += 1) await freshCustomer(at('before'))
  })

  /** What customers, staff and systems do all day, by a process with these keys. */
  async function traffic(step: Step): Promise<void> {
    hour += 2
    const process = at(step)
    const now = hoursOn(hour)
    const visitor = { ...process.visitor(), now }
    const code = await codeFor(process, visitor, known.phone)
    const signedIn = await verifyCode(visitor, { phone: known.phone, code })
    expect(signedIn.customerId).toBe(known.subject)
    const { reference, iin, phone } = known
    const again = { reference, iin, phone, locale: 'kk' }
    expect(await registerCustomer(process.system(), again)).toBe(known.subject)
    await expect(registerCustomer(process.system(), { ...again, reference: randomUUID() })).rejects.toEqual(
      invalidAt('iin', 'customer.iin-taken'),
    )
    const fresh = { kind: 'customer', reference: randomUUID(), ...newPerson(), locale: 'kk' }
    const lines = [fresh, value(fresh.reference, 'phone', fresh.phone), { ...again, kind: 'customer' }]
    const { lines: counts, faults } = await take(process, ...lines, { ...fresh, reference: randomUUID() })
    expect({ counts, faults }).toMatchObject({
      counts: { changed: 2, unchanged: 1, bad: 1 },
      faults: [{ path: 'iin', reason: 'customer.iin-taken' }],
    })
    const session = inSession(process, signedIn, now)
    const consent = await findConsent(session, 'marketing-sms')
    const outcome = consent?.state === 'given' ? 'withdrawn' : 'given'
    await decide(session, { ...give('marketing-sms', headOf(consent)), outcome })
    expect(await reveal(session, { field: 'phone' })).toMatchObject({ value: phone })
    const agent = await process.signedInStaff()
    for (const query of [iin, phone]) expect((await findCustomer(agent, { query })).found).not.toBeNull()
    expect(await takeStateApplication(stateService(process), applicationOf(iin))).not.toBe('unknown-customer')
  }

  it('traffic goes on before, between the batches and after, and nothing is left', async () => {
    await traffic('before')
    await started(at('ready'))
    for (const step of ['before', 'ready'] as const) await traffic(step)
    await started(at('turned'))
    for (const step of ['ready', 'turned'] as const) await traffic(step)
    const worker = at('turned').worker()
    await expect(checkKeys(at('after').worker())).rejects.toMatchObject({ kinds: ['master', 'lookup'] })
    const mixed: Step[] = ['ready', 'turned']
    let turn = 0
    const between = async () => (turn < 3 ? traffic(mixed[turn++ % 2] ?? 'turned') : undefined)
    expect(await exchangeAll(worker, rewrapKeys, between)).toBeGreaterThan(3)
    turn = 0
    expect(await exchangeAll(worker, rehashCustomers, between)).toBeGreaterThan(3)
    for (const one of [rewrapKeys, rehashCustomers]) await exchangeAll(worker, one)
    expect((await showKeys(worker)).left).toEqual([])
    await started(at('after'))
    for (const step of ['turned', 'after'] as const) await traffic(step)
    await exchangeAll(at('after').worker(), rehashCustomers)
    expect((await showKeys(at('after').worker())).left).toEqual([])
    const claims = await world().db.select().from(customers).where(isNotNull(customers.iinClaim))
    expect(claims).toEqual([])
    await traffic('after')
  })
})
