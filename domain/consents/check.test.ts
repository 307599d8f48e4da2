import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { at, daysOn, minutesOn, secondsOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { checkConsents, checkCustomer } from './check-consents.ts'
import type { CheckAnswer } from './check-schema.ts'
import { recordDecision } from './record-decision.ts'
import { cacheUntil, consentStateOf } from './rules.ts'
import { decisionOutcomes } from './schema.ts'

const minute = 60_000
const day = 24 * 60 * minute
const yes = { outcome: 'given', previousId: null, channel: 'app', locale: 'ru' }

onBothEngines('checking consents', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  /** Asks whether a system may, of one customer and one consent. */
  const check = async (customer: string, consent: string, ctx = world().api()): Promise<CheckAnswer> => {
    const [answer, ...others] = await checkConsents(ctx, { pairs: [{ customer, consent }] })
    expect(others).toEqual([])
    if (!answer) throw new Error('every pair has its answer')
    return answer
  }

  it('a check allows nothing that was never decided', async () => {
    const customer = await register(world())
    expect(await check(customer, 'marketing-sms')).toEqual({
      customer,
      consent: 'marketing-sms',
      allowed: false,
      reason: 'never',
      since: null,
      decision: null,
      policyVersion: null,
      cacheUntil: minutesOn(1),
      restricted: [],
    })
  })

  it('a check follows the customer from yes to no and back, naming each decision', async () => {
    const customer = await register(world())
    const system = world().api(customer)
    const first = (await recordDecision(system, { ...yes, consent: 'marketing-sms' })).history[0]?.id
    expect(await check(customer, 'marketing-sms')).toMatchObject({
      allowed: true,
      reason: 'given',
      since: testNow,
      decision: first,
      policyVersion: 1,
    })
    const tomorrow = at(system, daysOn(1))
    const no = { ...yes, consent: 'marketing-sms', outcome: 'withdrawn', previousId: first }
    const second = (await recordDecision(tomorrow, no)).history[0]?.id
    expect(await check(customer, 'marketing-sms', tomorrow)).toMatchObject({
      allowed: false,
      reason: 'withdrawn',
      since: tomorrow.now,
      decision: second,
    })
    expect(await check(customer, 'marketing-email', tomorrow)).toMatchObject({ reason: 'never' })
  })

  it('a check tells a refusal from silence', async () => {
    const customer = await register(world())
    await recordDecision(world().api(customer), { ...yes, consent: 'device-camera', outcome: 'withdrawn' })
    expect(await check(customer, 'device-camera')).toMatchObject({ allowed: false, reason: 'refused' })
  })

  it('a check stops allowing the moment a yes runs out, and is never to be believed past it', async () => {
    const customer = await register(world())
    const { history } = await recordDecision(world().api(customer), {
      ...yes,
      consent: 'advertising-identifier',
    })
    const end = history[0]?.expiresAt
    if (!end) throw new Error('a yes runs out')
    const before = { ...world().api(), now: new Date(end.getTime() - 1000) }
    expect(await check(customer, 'advertising-identifier', before)).toMatchObject({
      allowed: true,
      cacheUntil: end,
    })
    const after = { ...before, now: end }
    expect(await check(customer, 'advertising-identifier', after)).toMatchObject({
      allowed: false,
      reason: 'expired',
      since: end,
      decision: history[0]?.id,
    })
  })

  it('a check answers each pair in its place, whatever is unknown in it', async () => {
    const customer = await register(world())
    await recordDecision(world().api(customer), { ...yes, consent: 'personalisation' })
    const pairs = [
      { customer: 'nobody', consent: 'personalisation' },
      { customer, consent: 'personalisation' },
      { customer, consent: 'marketing-pigeon' },
      { customer: "'; drop table customers; --", consent: '{"a",b}' },
      { customer, consent: 'personalisation' },
      { customer, consent: 'marketing-sms' },
    ]
    const answers = await checkConsents(world().api(), { pairs })
    expect(answers.map(({ reason }) => reason)).toEqual([
      'unknown-customer',
      'given',
      'unknown-consent',
      'unknown-consent',
      'given',
      'never',
    ])
    expect(answers.map(({ customer, consent }) => ({ customer, consent }))).toEqual(pairs)
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(2)
  })

  it('checks that arrive together are told apart', async () => {
    const [one, other] = [await register(world()), await register(world())]
    await recordDecision(world().api(one), { ...yes, consent: 'marketing-sms' })
    const asked = Array.from({ length: 40 }, (_, nth) => ({
      customer: [one, other, 'nobody'][nth % 3] ?? '',
      consent: nth % 2 === 0 ? 'marketing-sms' : 'marketing-pigeon',
    }))
    const answers = await Promise.all(asked.map(({ customer, consent }) => check(customer, consent)))
    expect(answers.map(({ customer, consent }) => ({ customer, consent }))).toEqual(asked)
    for (const { customer, consent, reason } of answers) {
      const known = customer === one ? 'given' : customer === other ? 'never' : 'unknown-customer'
      expect(reason).toBe(consent === 'marketing-sms' ? known : 'unknown-consent')
    }
  })

  it('decisions that are told together are each taken on the chain of their own customer', async () => {
    const customers = await Promise.all(Array.from({ length: 6 }, () => register(world())))
    const decided = async (began: number) =>
      Promise.allSettled(
        [...customers, 'nobody'].map(async (reference, nth) => {
          const consent = nth % 2 === 0 ? 'marketing-sms' : 'credit-bureau'
          const { decision } = await check(reference, consent)
          const outcome = decision ? 'withdrawn' : 'given'
          const input = { ...yes, consent, outcome, previousId: decision, confirmed: true }
          return recordDecision(at(world().api(reference), secondsOn(began + nth)), input)
        }),
      )
    for (const [began, outcome] of [
      [0, 'given'],
      [24 * 3600, 'withdrawn'],
    ] as const) {
      const settled = await decided(began)
      expect(settled.pop()).toMatchObject({ status: 'rejected', reason: refusal('not-found') })
      const newest = settled.map((one) => (one.status === 'fulfilled' ? one.value.history[0] : one.reason))
      expect(newest).toMatchObject(customers.map((_, nth) => ({ outcome, at: secondsOn(began + nth) })))
    }
    const marketing = await check(customers[0] ?? '', 'marketing-sms')
    expect(marketing.since).toEqual(daysOn(1))
    expect(await check(customers[0] ?? '', 'credit-bureau')).toMatchObject({ reason: 'never' })
  })

  it('a check takes a thousand pairs at once, and not one more, nor none', async () => {
    const customer = await register(world())
    const pairs = Array.from({ length: 1000 }, () => ({ customer, consent: 'marketing-sms' }))
    expect(await checkConsents(world().api(), { pairs })).toHaveLength(1000)
    for (const wrong of [
      { pairs: [...pairs, ...pairs.slice(0, 1)] },
      { pairs: [] },
      {},
      null,
      { pairs: [{ customer }] },
      { pairs: [{ customer: 'C\u0000', consent: 'marketing-sms' }] },
      { pairs: [{ customer, consent: '' }] },
      { pairs: pairs.slice(0, 1), since: 'ever' },
      { pairs: [{ customer, consent: 'marketing-sms', iin: '' }] },
    ])
      await expect(checkConsents(world().api(), wrong)).rejects.toEqual(refusal('invalid'))
  })

  it('a check of a customer lists every consent, and says when there is none', async () => {
    const customer = await register(world())
    await recordDecision(world().api(customer), { ...yes, consent: 'marketing-calls' })
    const all = await checkCustomer(world().api(customer))
    expect(all.map(({ consent }) => consent)).toEqual(catalogue().consents.consents.map(({ id }) => id))
    expect(all.filter(({ allowed }) => allowed).map(({ consent }) => consent)).toEqual(['marketing-calls'])
    for (const reference of ['C\u0000', '', ' ', 'x'.repeat(65)])
      await expect(checkCustomer(world().api(reference))).rejects.toEqual(refusal('not-found'))
    await expect(checkCustomer(world().api('nobody'))).rejects.toEqual(refusal('not-found'))
    await expect(checkCustomer(world().api())).rejects.toEqual(refusal('forbidden'))
  })

  it('a check is for systems whose key says so, and for nobody else', async () => {
    const { subject } = await world().customer()
    const input = { pairs: [{ customer: 'C', consent: 'marketing-sms' }] }
    const keyless: Ctx = { ...world().api('C'), actor: { kind: 'system', systemId: 'crm', scopes: [] } }
    const others = [world().visitor(), world().staff(subject), world().worker(), world().system(subject)]
    for (const ctx of [keyless, ...others.slice(0, 3)]) {
      await expect(checkConsents(ctx, input)).rejects.toEqual(refusal('forbidden'))
      await expect(checkCustomer(ctx)).rejects.toEqual(refusal('forbidden'))
    }
  })

  it('a check leaves nothing behind', async () => {
    const customer = await register(world())
    const before = await world().audited()
    await check(customer, 'marketing-sms')
    await checkCustomer(world().api(customer))
    expect(await world().audited()).toEqual(before)
  })
})

describe('how long an answer may be believed', () => {
  const moments = fc.integer({ min: 0, max: 4 * day }).map((ms) => new Date(testNow.getTime() - 2 * day + ms))
  const head = fc.record({
    outcome: fc.constantFrom(...decisionOutcomes),
    expiresAt: fc.option(moments),
  })

  it('an answer is never believed past a minute, the consent’s own time, or the end of a yes', () => {
    fc.assert(
      fc.property(
        fc.option(head, { nil: undefined }),
        fc.integer({ min: 1, max: 3000 }),
        (latest, minutes) => {
          const until =
            cacheUntil({ obeyWithinMinutes: minutes }, latest, testNow).getTime() - testNow.getTime()
          expect(until).toBeGreaterThan(0)
          expect(until).toBeLessThanOrEqual(Math.min(minute, minutes * minute))
          if (consentStateOf(latest, testNow) === 'given' && latest?.expiresAt)
            expect(testNow.getTime() + until).toBeLessThanOrEqual(latest.expiresAt.getTime())
        },
      ),
    )
  })
})

/** A new customer's reference, as the bank knows them. */
async function register(world: World): Promise<string> {
  const reference = `C-${randomUUID()}`
  await freshCustomer(world, reference)
  return reference
}
