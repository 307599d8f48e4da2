import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { consentDecisions } from '#db/schema/consents.ts'
import { catalogue } from '#policy/load.ts'
import { asVerb } from '#testing/as-verb.ts'
import { at, daysOn } from '#testing/clock.ts'
import { chainOf, consentAudit, eventsOf, findConsent, give, headOf, withdraw } from '#testing/consents.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { invalidAt, refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { bookkeep } from '../transaction.ts'
import { decide } from './decide.ts'
import { listConsents } from './list-consents.ts'
import { recordDecision } from './record-decision.ts'
import type { ConsentView } from './schema.ts'
import { showReceipt } from './show-receipt.ts'
import { withdrawMarketing } from './withdraw-marketing.ts'

onBothEngines('deciding on a consent', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it('a yes stands with its audit row and its event, and the consent is shown as it then is', async () => {
    const customer = await freshCustomer(world())
    const view = await decide(customer, give('marketing-sms'))
    expect(view).toMatchObject({
      id: 'marketing-sms',
      group: 'marketing',
      state: 'given',
      locks: [],
      gpc: null,
    })
    expect(view.recipients.map(({ name }) => name)).toEqual(['«Жетел Медиа» ЖШС', '«Үнқағаз Байланыс» ЖШС'])
    expect(view.stops).toContain('жеңілдіктер мен жаңа өнімдер туралы SMS')
    expect(view.keeps).toContain('операциялар мен қауіпсіздік туралы SMS')
    const [decision] = view.history
    expect(decision).toMatchObject({
      outcome: 'given',
      at: testNow,
      expiresAt: new Date('2029-11-20T07:00:00Z'),
      channel: 'portal',
      locale: 'kk',
      policyVersion: 1,
      confirmed: false,
      despiteSignal: false,
    })
    expect(await findConsent(customer, 'marketing-sms')).toEqual(view)
    expect(await consentAudit(world(), customer)).toMatchObject([
      {
        action: 'consent.given',
        objectId: decision?.id,
        actorKind: 'customer',
        actorId: customer.subject,
        detail: { consent: 'marketing-sms', channel: 'portal' },
      },
    ])
    expect(await eventsOf(world(), customer)).toEqual([{ type: 'consent.decided', objectId: decision?.id }])
  })

  it('a withdrawal keeps the whole chain', async () => {
    const customer = await freshCustomer(world())
    const given = await decide(customer, give('personalisation'))
    const withdrawn = await decide(at(customer, daysOn(2)), withdraw('personalisation', headOf(given)))
    expect(withdrawn.state).toBe('withdrawn')
    expect(withdrawn.history.map(({ outcome }) => outcome)).toEqual(['withdrawn', 'given'])
    expect(withdrawn.history[0]).toMatchObject({ expiresAt: null })
    expect(
      (await chainOf(world(), customer)).map(({ position, previousId }) => [position, previousId]),
    ).toEqual([
      [1, null],
      [2, headOf(given)],
    ])
    expect((await consentAudit(world(), customer)).map(({ action }) => action)).toEqual([
      'consent.given',
      'consent.withdrawn',
    ])
  })

  it('a no to what was never given is a refusal', async () => {
    const customer = await freshCustomer(world())
    expect(await decide(customer, withdraw('device-camera', null))).toMatchObject({ state: 'refused' })
    const [audited] = await consentAudit(world(), customer)
    expect(audited?.action).toBe('consent.refused')
  })

  it('a yes runs out by itself, and can be given again', async () => {
    const customer = await freshCustomer(world())
    const given = await decide(customer, give('advertising-identifier'))
    const nextYear = at(customer, daysOn(366))
    expect((await findConsent(nextYear, 'advertising-identifier'))?.state).toBe('expired')
    const again = await decide(nextYear, give('advertising-identifier', headOf(given)))
    expect(again.state).toBe('given')
    expect(again.history).toHaveLength(2)
  })
  it('a customer cannot choose the channel of a decision', async () => {
    const customer = await freshCustomer(world())
    const view = await decide(customer, { ...give('device-camera'), channel: 'branch' })
    expect(view.history[0]?.channel).toBe('portal')
  })

  describe('refusing a decision', () => {
    let customer: Subject
    let given: ConsentView
    beforeAll(async () => {
      customer = await freshCustomer(world())
      given = await decide(customer, give('marketing-push'))
    })

    it.each([
      ['a stale tab', () => withdraw('marketing-push', null)],
      ['a double click', () => give('marketing-push', headOf(given))],
      ['a decision made up', () => withdraw('marketing-push', '0198f3c2-0000-7000-8000-000000000000')],
    ])('%s is a conflict that changes no consent', async (_, input) => {
      const before = await chainOf(world(), customer)
      await expect(decide(customer, input())).rejects.toEqual(refusal('conflict'))
      expect(await chainOf(world(), customer)).toEqual(before)
    })

    it("another customer's decision is no way in", async () => {
      const other = await freshCustomer(world())
      await expect(decide(other, withdraw('marketing-push', headOf(given)))).rejects.toEqual(
        refusal('conflict'),
      )
      await expect(decide(other, give('marketing-push', headOf(given)))).rejects.toEqual(refusal('conflict'))
      expect((await findConsent(other, 'marketing-push'))?.history).toEqual([])
      await expect(showReceipt(other, { id: headOf(given) })).rejects.toEqual(refusal('not-found'))
    })

    it.each([
      ['consent', 'consent.unknown', { ...give('marketing-pigeon') }],
      ['outcome', 'consent.outcome', { ...give('device-camera'), outcome: 'maybe' }],
      ['previousId', 'consent.previous', { consent: 'device-camera', outcome: 'given' }],
      ['previousId', 'consent.previous', give('device-camera', 'yesterday')],
    ])('a decision with a wrong %s is refused: %s', async (path, key, input) => {
      await expect(decide(customer, input)).rejects.toEqual(invalidAt(path, key))
    })

    it('the phone book is opened only with the confirmation about other people', async () => {
      await expect(decide(customer, give('device-contacts'))).rejects.toEqual(
        invalidAt('confirmed', 'consent.confirmation-needed'),
      )
      expect((await findConsent(customer, 'device-contacts'))?.state).toBe('none')
      const view = await decide(customer, { ...give('device-contacts'), confirmed: true })
      expect(view.history[0]).toMatchObject({ outcome: 'given', confirmed: true })
      expect((await decide(customer, withdraw('device-contacts', headOf(view)))).history[0]?.confirmed).toBe(
        false,
      )
    })

    it('decisions are the customer’s and the systems’, and nobody else’s', async () => {
      const { subject } = customer
      for (const ctx of [
        { ...world().visitor(), subject },
        world().staff(subject),
        { ...world().worker(), subject },
        world().system(subject),
      ]) {
        await expect(decide(ctx, give('device-camera'))).rejects.toEqual(refusal('forbidden'))
        await expect(withdrawMarketing(ctx)).rejects.toEqual(refusal('forbidden'))
        await expect(listConsents(ctx)).rejects.toEqual(refusal('forbidden'))
        await expect(showReceipt(ctx, { id: headOf(given) })).rejects.toEqual(refusal('forbidden'))
      }
      await expect(listConsents(world().system(subject))).rejects.toEqual(refusal('forbidden'))
      await expect(
        recordDecision(world().system(), { ...give('device-camera'), channel: 'app', locale: 'kk' }),
      ).rejects.toEqual(refusal('forbidden'))
    })

    it('a browser decides sixty times a minute at most', async () => {
      const busy = at(await freshCustomer(world()), daysOn(1))
      for (let time = 0; time < 60; time++)
        await expect(decide(busy, withdraw('device-camera', headOf(given)))).rejects.toEqual(
          refusal('conflict'),
        )
      await expect(decide(busy, give('device-camera'))).rejects.toEqual(
        refusal('too-many', { retryAfterSeconds: 60 }),
      )
      expect((await decide(at(busy, daysOn(2)), give('device-camera'))).state).toBe('given')
    })
  })

  it('exactly one of many decisions that name the same one before them is kept', async () => {
    const customer = await freshCustomer(world())
    const given = await decide(customer, give('quality-improvement'))
    const before = (await world().audited()).length
    const asked = Array.from({ length: 8 }, () =>
      decide(customer, withdraw('quality-improvement', headOf(given))),
    )
    const settled = await Promise.allSettled(asked)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of settled) if (one.status === 'rejected') expect(one.reason).toEqual(refusal('conflict'))
    expect(await chainOf(world(), customer)).toHaveLength(2)
    expect((await world().audited()).length).toBe(before + 1)
    expect(await eventsOf(world(), customer)).toHaveLength(2)
  })

  it('a decision is never changed or removed, whoever asks the database to', async () => {
    const customer = await freshCustomer(world())
    await decide(customer, give('marketing-email'))
    const before = await chainOf(world(), customer)
    const refusedByDatabase = expect.objectContaining({ cause: expect.objectContaining({ code: '42501' }) })
    for (const ctx of [customer, world().system(customer.subject), world().staff(customer.subject)]) {
      const own = eq(consentDecisions.customerId, customer.subject)
      await expect(
        bookkeep(asVerb(ctx), 'due-rows', (tx) =>
          tx.update(consentDecisions).set({ outcome: 'withdrawn' }).where(own),
        ),
      ).rejects.toEqual(refusedByDatabase)
      await expect(
        bookkeep(asVerb(ctx), 'due-rows', (tx) => tx.delete(consentDecisions).where(own)),
      ).rejects.toEqual(refusedByDatabase)
    }
    expect(await chainOf(world(), customer)).toEqual(before)
  })
})
