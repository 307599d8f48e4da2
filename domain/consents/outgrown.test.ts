import { afterAll, expect, it } from 'vitest'
import type { Catalogue } from '#policy/schema.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { findConsent, give, headOf, withdraw } from '#testing/consents.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { invalidAt } from '#testing/expect.ts'
import { enact, restoreCatalogue, withConsent } from '#testing/policies.ts'
import { onBothEngines } from '#testing/world.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { putObligation } from '../holdings/put-obligation.ts'
import { showOverview } from '../overview/show-overview.ts'
import { listRecipients } from '../recipients/list-recipients.ts'
import { checkConsents, checkCustomer } from './check-consents.ts'
import { coverageFor } from './coverage.ts'
import { decide } from './decide.ts'
import { listConsents } from './list-consents.ts'
import { recordDecision } from './record-decision.ts'

const id = 'marketing-sms'
const abroad = (policy: Catalogue): Catalogue => ({
  ...policy,
  recipients: {
    ...policy.recipients,
    recipients: policy.recipients.recipients.map((one) =>
      one.id === 'unqaghaz' ? { ...one, countries: [...one.countries, 'DE'] } : one,
    ),
  },
})
const none = { purposes: [], fields: [], recipients: [], countries: [] }
const wider: [string, (policy: Catalogue) => Catalogue, object][] = [
  [
    'a field',
    withConsent(id, (one) => ({ ...one, fields: ['email', ...one.fields] })),
    { fields: ['Электрондық поштаның мекенжайы'] },
  ],
  [
    'a recipient',
    withConsent(id, (one) => ({ ...one, recipients: [...one.recipients, 'alma-sauda'] })),
    { recipients: [{ name: '«Алма Сауда» ЖШС', countries: ['Қазақстан'] }] },
  ],
  [
    'a purpose',
    withConsent(id, (one) => ({ ...one, purpose: 'quality' })),
    { purposes: [expect.any(String)] },
  ],
  [
    'a country of a recipient',
    abroad,
    { countries: [{ name: '«Үнқағаз Байланыс» ЖШС', countries: ['Германия'] }] },
  ],
]

onBothEngines('a yes to a consent that grows', (world) => {
  afterAll(restoreCatalogue)
  let nth = 0
  const soon = () => secondsOn(++nth)
  /** A customer with a yes under the version of that moment. */
  async function agreed(): Promise<{ own: Subject; decision: string | null; version: number }> {
    const version = await enact(world(), soon())
    const own = await freshCustomer(world())
    const given = await decide(at(own, soon()), give(id))
    return { own, decision: headOf(given), version }
  }
  const check = async ({ reference }: Subject, size = 1) => {
    const pairs = Array.from({ length: size }, () => ({ customer: reference, consent: id }))
    const answers = await checkConsents(at(world().api(), soon()), { pairs })
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    return answers[0]
  }

  it.each(wider)(
    'a yes does not stretch to %s, for a check of one, of a hundred, and of all',
    async (_, widen, added) => {
      const { own, decision, version } = await agreed()
      expect(await check(own)).toMatchObject({ allowed: true, reason: 'given' })
      await enact(world(), soon(), widen)
      const outgrown = { allowed: false, reason: 'outgrown', decision, policyVersion: version }
      expect(await check(own)).toMatchObject(outgrown)
      expect(await check(own, 100)).toMatchObject(outgrown)
      const all = await checkCustomer(at(world().api(own.reference), soon()))
      expect(all.find(({ consent }) => consent === id)).toMatchObject(outgrown)
      const view = await findConsent(at(own, soon()), id)
      expect(view?.state).toBe('outgrown')
      expect(view?.widened).toMatchObject({
        agreed: {
          purpose: 'Жарнама және ұсыныстар',
          fields: ['Ұялы телефон нөмірі'],
          recipients: [
            { name: '«Жетел Медиа» ЖШС' },
            { name: '«Үнқағаз Байланыс» ЖШС', countries: ['Қазақстан'] },
          ],
        },
        added: { ...none, ...added },
      })
      const { reviews, consents } = await showOverview(at(own, soon()))
      expect(reviews).toMatchObject([{ consent: id, reason: 'widened', at: view?.history[0]?.at }])
      expect(consents.given).toBe(0)
    },
  )

  it('no page counts an outgrown yes as a ground', async () => {
    const { own } = await agreed()
    const zhetel = async () =>
      (await listRecipients(at(own, soon()))).recipients.find((one) => one.id === 'zhetel-media')
    const uses = async () =>
      (await listHoldings(at(own, soon()))).categories
        .flatMap((category) => category.fields)
        .find((field) => field.id === 'phone')
        ?.uses.find((use) => use.purpose === 'marketing')?.live
    expect((await zhetel())?.grounds[0]?.consent?.state).toBe('on')
    expect(await uses()).toBe(true)
    await enact(world(), soon(), abroad)
    expect((await zhetel())?.grounds[0]?.consent?.state).toBe('outgrown')
    expect((await zhetel())?.state).toBe('off')
    expect(await uses()).toBe(false)
  })

  it('to shrink, to be reordered or reworded leaves a yes as it is', async () => {
    const { own } = await agreed()
    await enact(
      world(),
      soon(),
      withConsent(id, (one) => ({ ...one, recipients: ['unqaghaz'], allows: one.whileOff })),
    )
    expect(await check(own)).toMatchObject({ allowed: true, reason: 'given' })
    expect(await findConsent(at(own, soon()), id)).toMatchObject({ state: 'given', widened: null })
  })

  it('a yes that the consent grows back to counts again while nobody has ended it', async () => {
    const { own } = await agreed()
    await enact(world(), soon(), abroad)
    expect(await check(own)).toMatchObject({ reason: 'outgrown' })
    await enact(world(), soon())
    expect(await check(own)).toMatchObject({ allowed: true, reason: 'given' })
  })

  it('a fresh yes is to all of it, and a fresh no ends the question', async () => {
    const [one, other] = [await agreed(), await agreed()]
    const version = await enact(world(), soon(), abroad)
    const yes = await decide(at(one.own, soon()), give(id, one.decision))
    expect(yes).toMatchObject({ state: 'given', widened: null, history: [{ policyVersion: version }, {}] })
    expect(await check(one.own)).toMatchObject({ allowed: true, policyVersion: version })
    const no = await decide(at(other.own, soon()), withdraw(id, other.decision))
    expect(no).toMatchObject({ state: 'withdrawn', widened: null })
    expect((await showOverview(at(other.own, soon()))).reviews).toEqual([])
  })

  it('an obligation does not lock a yes that is outgrown', async () => {
    await enact(world(), soon())
    const own = await freshCustomer(world())
    await putObligation(world().system(own.subject), { kind: 'loan', contract: 'A', openedOn: '2025-06-09' })
    const given = await decide(at(own, soon()), give('credit-bureau'))
    await enact(
      world(),
      soon(),
      withConsent('credit-bureau', (one) => ({ ...one, fields: [...one.fields, 'email'] })),
    )
    const off = await decide(at(own, soon()), withdraw('credit-bureau', headOf(given)))
    expect(off.state).toBe('withdrawn')
  })

  it('a yes to a text that the consent has outgrown is refused, and one to an equal text is kept under its version', async () => {
    const old = await enact(world(), soon())
    const own = await freshCustomer(world())
    const { policyVersion } = await listConsents(at(own, soon()))
    expect(policyVersion).toBe(old)
    const newest = await enact(world(), soon(), abroad)
    const stale = { ...give(id), policyVersion: old }
    await expect(decide(at(own, soon()), stale)).rejects.toEqual(
      invalidAt('policyVersion', 'consent.text-changed'),
    )
    const passedOn = { ...stale, channel: 'branch', locale: 'kk' }
    await expect(recordDecision(at(world().api(own.reference), soon()), passedOn)).rejects.toEqual(
      invalidAt('policyVersion', 'consent.text-changed'),
    )
    for (const version of [newest + 1, 0, 1.5, 'two'])
      await expect(decide(at(own, soon()), { ...stale, policyVersion: version })).rejects.toEqual(
        invalidAt('policyVersion', 'consent.policy-version'),
      )
    expect((await findConsent(at(own, soon()), id))?.history).toEqual([])
    const same = await decide(at(own, soon()), { ...give('device-camera'), policyVersion: old })
    expect(same).toMatchObject({ state: 'given', history: [{ policyVersion: old }] })
    const off = withdraw('device-camera', headOf(same))
    expect((await decide(at(own, soon()), { ...off, policyVersion: old })).state).toBe('withdrawn')
  })

  it('what versions cover is worked out once and then looked up', async () => {
    const { version } = await agreed()
    const ctx = { ...at(world().api(), soon()), permission: 'consents:check' } as const
    const known = await coverageFor(ctx, [version])
    expect(await coverageFor(ctx, [version, null, undefined])).toBe(known)
    const next = await enact(world(), soon(), abroad)
    const again = await coverageFor(ctx, [version])
    expect(again.version).toBe(next)
    expect(again.covers(id, version)).toBe(false)
    expect(again.covers(id, next + 100)).toBe(false)
    // A version that nobody published is looked for again: somebody may publish it.
    expect((await coverageFor(ctx, [next + 1])).knows(next + 1)).toBe(false)
    const last = await enact(world(), soon())
    expect((await coverageFor(ctx, [last])).covers(id, last)).toBe(true)
  })
})
