import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { obligations } from '#db/schema/holdings.ts'
import { catalogue } from '#policy/load.ts'
import { at } from '#testing/clock.ts'
import { consentAudit, eventsOf, findConsent, give, headOf, withdraw } from '#testing/consents.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt, lockedBy, refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { putObligation } from '../holdings/put-obligation.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { decide } from './decide.ts'
import { listConsents } from './list-consents.ts'
import { showReceipt } from './show-receipt.ts'
import { withdrawMarketing } from './withdraw-marketing.ts'

onBothEngines('listing consents, obligations and receipts', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it('an open obligation locks the consent it needs, says which contract, and opens it when fulfilled', async () => {
    const customer = await freshCustomer(world())
    const system = world().system(customer.subject)
    const loan = { kind: 'loan', contract: '№ ҚШ-118', openedOn: '2025-06-09' }
    const { id } = await putObligation(system, loan)
    const given = await decide(customer, give('credit-bureau'))
    expect(given.locks).toEqual([
      { contract: '№ ҚШ-118', openedOn: '2025-06-09', reason: expect.stringContaining('{contract}') },
    ])
    await expect(decide(customer, withdraw('credit-bureau', headOf(given)))).rejects.toEqual(
      lockedBy('consent.locked-by-obligation'),
    )
    expect((await findConsent(customer, 'credit-bureau'))?.state).toBe('given')
    expect((await findConsent(customer, 'marketing-sms'))?.locks).toEqual([])

    await putObligation(system, { ...loan, id, closedOn: '2026-11-19' })
    expect((await findConsent(customer, 'credit-bureau'))?.locks).toEqual([])
    expect((await decide(customer, withdraw('credit-bureau', headOf(given)))).state).toBe('withdrawn')
  })

  it('an obligation locks from the day it begins to the day before it ends, by the bank’s calendar', async () => {
    const own = await freshCustomer(world())
    const loan = { kind: 'loan', contract: 'A', openedOn: '2026-11-01' }
    const { id } = await putObligation(world().system(own.subject), loan)
    await world()
      .db.update(obligations)
      .set({ openedOn: '2026-12-01', closedOn: '2026-12-10' })
      .where(eq(obligations.id, id))
    const given = await decide(own, give('credit-bureau'))
    const isLocked = async (now: string) => {
      const ctx = at(own, new Date(now))
      const locked = (await findConsent(ctx, 'credit-bureau'))?.locks.length === 1
      if (locked)
        await expect(decide(ctx, withdraw('credit-bureau', headOf(given)))).rejects.toEqual(refusal('locked'))
      return locked
    }
    expect(await isLocked('2026-11-30T18:59:00Z')).toBe(false)
    expect(await isLocked('2026-11-30T19:00:00Z')).toBe(true)
    expect(await isLocked('2026-12-09T18:59:00Z')).toBe(true)
    expect(await isLocked('2026-12-09T19:00:00Z')).toBe(false)
    const late = at(own, new Date('2026-12-09T19:00:00Z'))
    expect((await decide(late, withdraw('credit-bureau', headOf(given)))).state).toBe('withdrawn')
  })

  it('obligations are told by systems alone, of customers there are', async () => {
    const customer = await freshCustomer(world())
    const loan = { kind: 'loan', contract: 'A', openedOn: '2025-06-09' }
    for (const ctx of [
      customer,
      world().staff(customer.subject),
      { ...world().worker(), subject: customer.subject },
    ])
      await expect(putObligation(ctx, loan)).rejects.toEqual(refusal('forbidden'))
    const nobody = world().system('0198f3c2-0000-7000-8000-000000000000')
    await expect(putObligation(nobody, loan)).rejects.toEqual(refusal('not-found'))
    const system = world().system(customer.subject)
    await expect(putObligation(system, { ...loan, kind: 'grudge' })).rejects.toEqual(
      invalidAt('kind', 'obligation.kind'),
    )
    await expect(putObligation(system, { ...loan, closedOn: '2025-06-08' })).rejects.toEqual(
      invalidAt('closedOn', 'obligation.date'),
    )
  })

  it('all marketing off withdraws what is given of it, in one step, and nothing else', async () => {
    const customer = await freshCustomer(world())
    await decide(customer, give('marketing-sms'))
    await decide(customer, give('marketing-calls'))
    await decide(customer, withdraw('marketing-email', null))
    await decide(customer, give('personalisation'))
    const off = await withdrawMarketing(customer)
    expect(off.map(({ id, state }) => [id, state])).toEqual([
      ['marketing-sms', 'withdrawn'],
      ['marketing-calls', 'withdrawn'],
    ])
    expect((await findConsent(customer, 'personalisation'))?.state).toBe('given')
    expect((await findConsent(customer, 'marketing-email'))?.history).toHaveLength(1)
    const actions = (await consentAudit(world(), customer)).map(({ action }) => action)
    expect(actions.slice(-2)).toEqual(['consent.withdrawn', 'consent.withdrawn'])
    expect(await eventsOf(world(), customer)).toHaveLength(6)
    await expect(withdrawMarketing(customer)).rejects.toEqual(refusal('conflict'))
  })

  it('all marketing off reaches every consent to marketing, in whatever group, and the view says which they are', async () => {
    const customer = await freshCustomer(world())
    const all = (await listConsents(customer)).groups.flatMap(({ consents }) => consents)
    const marketing = all.filter((one) => one.marketing)
    expect(new Set(marketing.map(({ group }) => group))).toEqual(new Set(['marketing', 'sharing']))
    for (const one of all) await decide(customer, { ...give(one.id), confirmed: true })
    const off = await withdrawMarketing(customer)
    expect(off.map((one) => one.id)).toEqual(marketing.map((one) => one.id))
    const left = (await listConsents(customer)).groups.flatMap(({ consents }) => consents)
    for (const { id, state, marketing: isMarketing } of left)
      expect(state, id).toBe(isMarketing ? 'withdrawn' : 'given')
  })

  it('a receipt holds what the law asks for, in the policy version of the day', async () => {
    const customer = await freshCustomer(world())
    await putHoldings(world().system(customer.subject), {
      holdings: [
        {
          field: 'full-name',
          value: 'Омарова Гүлсім Қайратқызы',
          obtainedAt: testNow,
          obtainedVia: 'branch',
        },
      ],
    })
    const view = await decide({ ...customer, locale: 'ru' }, give('storage-abroad'))
    const receipt = await showReceipt(customer, { id: headOf(view) })
    expect(receipt).toMatchObject({
      ...view.history[0],
      consent: 'storage-abroad',
      title: 'Журналдардың шетелдегі көшірмесі',
      shown: { lang: 'ru', text: expect.stringContaining('зашифрованную копию') },
      recipients: [{ name: '«Көкбұлт Сақтау»', countries: ['Германия'], abroad: true }],
      policyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      subject: 'Омарова Гүлсім Қайратқызы',
      operator: { bin: '000000000000', assumedBin: true },
    })
    expect(receipt.fields.length).toBeGreaterThan(0)
  })

  it('a receipt is not found under an id that is none', async () => {
    const customer = await freshCustomer(world())
    await expect(showReceipt(customer, { id: 'x' })).rejects.toEqual(refusal('not-found'))
  })

  it('a customer who never decided is shown everything there is to decide, all of it off', async () => {
    const view = await listConsents(await freshCustomer(world()))
    const all = view.groups.flatMap(({ consents }) => consents)
    expect(all.map(({ id }) => id).toSorted()).toEqual(
      catalogue()
        .consents.consents.map(({ id }) => id)
        .toSorted(),
    )
    expect(all.every(({ state, history }) => state === 'none' && history.length === 0)).toBe(true)
    expect(view.unrefusable.map(({ id }) => id)).toContain('service-notices')
    expect(view).toMatchObject({ gpc: false, live: true })
  })
})
