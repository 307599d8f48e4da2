import { randomUUID } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { consentDecisions } from '#db/schema/consents.ts'
import { events } from '#db/schema/events.ts'
import { answeredRequests } from '#db/schema/systems.ts'
import { catalogue } from '#policy/load.ts'
import { asVerb } from '#testing/as-verb.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn } from '#testing/clock.ts'
import { invalidAt, lockedBy, refusal } from '#testing/expect.ts'
import { onBothEngines, testIins, testNow, testPhones, type World } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import type { Keys } from '../crypto.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { putObligation } from '../holdings/put-obligation.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { bookkeep } from '../transaction.ts'
import { decide } from './decide.ts'
import { listConsents } from './list-consents.ts'
import { recordDecision } from './record-decision.ts'
import type { ConsentView } from './schema.ts'
import { showReceipt } from './show-receipt.ts'
import { withdrawMarketing } from './withdraw-marketing.ts'

type Subject = Ctx & { subject: string }
const give = (consent: string, previousId: string | null = null) => ({
  consent,
  outcome: 'given',
  previousId,
})
const withdraw = (consent: string, previousId: string | null) => ({
  consent,
  outcome: 'withdrawn',
  previousId,
})
const head = (view: ConsentView | undefined) => view?.history[0]?.id ?? null

onBothEngines('consents', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  const find = async (ctx: Ctx, id: string) => {
    const { groups } = await listConsents(ctx)
    return groups.flatMap(({ consents }) => consents).find((one) => one.id === id)
  }
  const rows = ({ subject }: Subject) => chainOf(world(), subject)

  describe('deciding', () => {
    it('gives, with its audit row and its event, and shows the consent as it then stands', async () => {
      const customer = await fresh(world())
      const view = await decide(customer, give('marketing-sms'))
      expect(view).toMatchObject({
        id: 'marketing-sms',
        group: 'marketing',
        state: 'given',
        locks: [],
        gpc: null,
      })
      expect(view.recipients).toEqual(['«Жетел Медиа» ЖШС', '«Үнқағаз Байланыс» ЖШС'])
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
      expect(await find(customer, 'marketing-sms')).toEqual(view)
      expect(await consentAudit(world(), customer.subject)).toMatchObject([
        {
          action: 'consent.given',
          objectId: decision?.id,
          actorKind: 'customer',
          actorId: customer.subject,
          detail: { consent: 'marketing-sms', channel: 'portal' },
        },
      ])
      expect(await eventsOf(world(), customer.subject)).toEqual([
        { type: 'consent.decided', objectId: decision?.id },
      ])
    })

    it('withdraws, and keeps the whole chain', async () => {
      const customer = await fresh(world())
      const given = await decide(customer, give('personalisation'))
      const withdrawn = await decide(at(customer, daysOn(2)), withdraw('personalisation', head(given)))
      expect(withdrawn.state).toBe('withdrawn')
      expect(withdrawn.history.map(({ outcome }) => outcome)).toEqual(['withdrawn', 'given'])
      expect(withdrawn.history[0]).toMatchObject({ expiresAt: null })
      expect((await rows(customer)).map(({ position, previousId }) => [position, previousId])).toEqual([
        [1, null],
        [2, head(given)],
      ])
      expect((await consentAudit(world(), customer.subject)).map(({ action }) => action)).toEqual([
        'consent.given',
        'consent.withdrawn',
      ])
    })

    it('takes a no to what was never given as a refusal', async () => {
      const customer = await fresh(world())
      expect(await decide(customer, withdraw('device-camera', null))).toMatchObject({ state: 'refused' })
      const [audited] = await consentAudit(world(), customer.subject)
      expect(audited?.action).toBe('consent.refused')
    })

    it('lets a yes run out by itself, and be given again', async () => {
      const customer = await fresh(world())
      const given = await decide(customer, give('advertising-identifier'))
      const nextYear = at(customer, daysOn(366))
      expect((await find(nextYear, 'advertising-identifier'))?.state).toBe('expired')
      const again = await decide(nextYear, give('advertising-identifier', head(given)))
      expect(again.state).toBe('given')
      expect(again.history).toHaveLength(2)
    })
  })

  describe('refusing', () => {
    let customer: Subject
    let given: ConsentView
    beforeAll(async () => {
      customer = await fresh(world())
      given = await decide(customer, give('marketing-push'))
    })

    it.each([
      ['a stale tab', () => withdraw('marketing-push', null)],
      ['a double click', () => give('marketing-push', head(given))],
      ['a decision made up', () => withdraw('marketing-push', '0198f3c2-0000-7000-8000-000000000000')],
    ])('%s is a conflict and changes nothing', async (_, input) => {
      const before = await rows(customer)
      await expect(decide(customer, input())).rejects.toEqual(refusal('conflict'))
      expect(await rows(customer)).toEqual(before)
    })

    it("another customer's decision is no way in", async () => {
      const other = await fresh(world())
      await expect(decide(other, withdraw('marketing-push', head(given)))).rejects.toEqual(
        refusal('conflict'),
      )
      await expect(decide(other, give('marketing-push', head(given)))).rejects.toEqual(refusal('conflict'))
      expect((await find(other, 'marketing-push'))?.history).toEqual([])
      await expect(showReceipt(other, { id: head(given) })).rejects.toEqual(refusal('not-found'))
    })

    it.each([
      ['consent', 'consent.unknown', { ...give('marketing-pigeon') }],
      ['outcome', 'consent.outcome', { ...give('device-camera'), outcome: 'maybe' }],
      ['previousId', 'consent.previous', { consent: 'device-camera', outcome: 'given' }],
      ['previousId', 'consent.previous', give('device-camera', 'yesterday')],
    ])('says what is wrong with %s: %s', async (path, key, input) => {
      await expect(decide(customer, input)).rejects.toEqual(invalidAt(path, key))
    })

    it('wants the confirmation about other people before it opens the phone book', async () => {
      await expect(decide(customer, give('device-contacts'))).rejects.toEqual(
        invalidAt('confirmed', 'consent.confirmation-needed'),
      )
      expect((await find(customer, 'device-contacts'))?.state).toBe('none')
      const view = await decide(customer, { ...give('device-contacts'), confirmed: true })
      expect(view.history[0]).toMatchObject({ outcome: 'given', confirmed: true })
      expect((await decide(customer, withdraw('device-contacts', head(view)))).history[0]?.confirmed).toBe(
        false,
      )
    })

    it('is asked of the customer and the systems, and of nobody else', async () => {
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
        await expect(showReceipt(ctx, { id: head(given) })).rejects.toEqual(refusal('forbidden'))
      }
      await expect(listConsents(world().system(subject))).rejects.toEqual(refusal('forbidden'))
      await expect(
        recordDecision(world().system(), { ...give('device-camera'), channel: 'app', locale: 'kk' }),
      ).rejects.toEqual(refusal('forbidden'))
    })

    it('lets a browser decide sixty times a minute', async () => {
      const busy = at(await fresh(world()), daysOn(1))
      for (let time = 0; time < 60; time++)
        await expect(decide(busy, withdraw('device-camera', head(given)))).rejects.toEqual(
          refusal('conflict'),
        )
      await expect(decide(busy, give('device-camera'))).rejects.toEqual(
        refusal('too-many', { retryAfterSeconds: 60 }),
      )
      expect((await decide(at(busy, daysOn(2)), give('device-camera'))).state).toBe('given')
    })
  })

  it('keeps exactly one of many decisions that name the same one before them', async () => {
    const customer = await fresh(world())
    const given = await decide(customer, give('quality-improvement'))
    const before = (await world().audited()).length
    const asked = Array.from({ length: 8 }, () =>
      decide(customer, withdraw('quality-improvement', head(given))),
    )
    const settled = await Promise.allSettled(asked)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of settled) if (one.status === 'rejected') expect(one.reason).toEqual(refusal('conflict'))
    expect(await rows(customer)).toHaveLength(2)
    expect((await world().audited()).length).toBe(before + 1)
    expect(await eventsOf(world(), customer.subject)).toHaveLength(2)
  })

  it('keeps exactly one of many that two systems tell at once, all having read the same head', async () => {
    const customer = await fresh(world())
    const app = world().system(customer.subject)
    await Promise.all(Array.from({ length: 12 }, () => world().db.execute(sql`select pg_sleep(0.02)`)))
    let previousId: string | null = null
    for (const outcome of ['given', 'withdrawn', 'given', 'withdrawn', 'given']) {
      const input = { consent: 'device-gallery', outcome, previousId, channel: 'app', locale: 'kk' }
      const settled = await Promise.allSettled(Array.from({ length: 12 }, () => recordDecision(app, input)))
      const kept = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      expect(kept).toHaveLength(1)
      for (const one of settled)
        if (one.status === 'rejected') expect(one.reason).toEqual(refusal('conflict'))
      previousId = head(kept[0])
    }
    const chain = await rows(customer)
    expect(chain.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
    expect(chain.map(({ previousId: named }) => named)).toEqual([
      null,
      ...chain.slice(0, -1).map(({ id }) => id),
    ])
  })

  it('never changes or removes a decision, whoever asks the database to', async () => {
    const customer = await fresh(world())
    await decide(customer, give('marketing-email'))
    const before = await rows(customer)
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
    expect(await rows(customer)).toEqual(before)
  })

  describe('a decision a system tells of', () => {
    it('stands with its channel, its language and its day', async () => {
      const customer = await fresh(world())
      const branch: Ctx = {
        ...world().system(customer.subject),
        now: new Date('2023-02-02T11:48:00Z'),
      }
      await recordDecision(branch, { ...give('marketing-calls'), channel: 'branch', locale: 'ru' })
      const view = await find(customer, 'marketing-calls')
      expect(view?.history[0]).toMatchObject({ channel: 'branch', locale: 'ru', at: branch.now })
      expect(view?.state).toBe('expired')
      const [audited] = await consentAudit(world(), customer.subject)
      expect(audited).toMatchObject({ actorKind: 'system', actorId: 'core-banking' })
    })

    it('finds the customer by the bank’s reference, and stands with what proves it on the receipt', async () => {
      const reference = `C-${randomUUID()}`
      const customer = await fresh(world(), reference)
      const input = { ...give('marketing-calls'), channel: 'phone', locale: 'kk', evidence: 'REC-2026/118#3' }
      const told = await recordDecision(world().api(reference), input)
      expect(told.history[0]).toMatchObject({ channel: 'phone', evidence: 'REC-2026/118#3' })
      expect(await showReceipt(customer, { id: head(told) })).toMatchObject({ evidence: 'REC-2026/118#3' })
      expect(await consentAudit(world(), customer.subject)).toMatchObject([
        { action: 'consent.given', objectId: head(told), actorKind: 'system', actorId: 'core-banking' },
      ])
      expect(await eventsOf(world(), customer.subject)).toEqual([
        { type: 'consent.decided', objectId: head(told) },
      ])
      const no = { ...input, outcome: 'withdrawn', previousId: head(told) }
      const off = await recordDecision(world().api(reference), no)
      expect(off.history.map(({ outcome }) => outcome)).toEqual(['withdrawn', 'given'])
      await expect(recordDecision(world().api(reference), no)).rejects.toEqual(refusal('conflict'))
      for (const unknown of ['nobody', 'C\u0000', ''])
        await expect(recordDecision(world().api(unknown), input)).rejects.toEqual(refusal('not-found'))
      await expect(recordDecision(world().api(), input)).rejects.toEqual(refusal('forbidden'))
    })

    it('is kept once under the key its request names, with what was answered', async () => {
      const reference = `C-${randomUUID()}`
      const { subject } = await fresh(world(), reference)
      const once = { key: reference, requestHash: 'h', answerOf: (view: unknown) => ({ view }) }
      const input = { ...give('device-camera'), channel: 'app', locale: 'kk' }
      const settled = await Promise.allSettled(
        Array.from({ length: 6 }, () => recordDecision({ ...world().api(reference), once }, input)),
      )
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await chainOf(world(), subject)).toHaveLength(1)
      const kept = await world().db.select().from(answeredRequests).where(eq(answeredRequests.key, reference))
      expect(kept).toMatchObject([{ answer: { view: { id: 'device-camera', state: 'given' } } }])
    })

    it('names a channel of a system', async () => {
      const system = world().system((await fresh(world())).subject)
      const read = { ...give('device-camera'), locale: 'kk' }
      await expect(recordDecision(system, read)).rejects.toEqual(invalidAt('channel', 'consent.channel'))
      await expect(recordDecision(system, { ...read, channel: 'portal' })).rejects.toEqual(
        invalidAt('channel', 'consent.channel'),
      )
    })

    it('lets no customer choose the channel', async () => {
      const customer = await fresh(world())
      const view = await decide(customer, { ...give('device-camera'), channel: 'branch' })
      expect(view.history[0]?.channel).toBe('portal')
    })
  })

  describe('an open obligation', () => {
    it('locks the consent it needs, says which contract, and opens it when fulfilled', async () => {
      const customer = await fresh(world())
      const system = world().system(customer.subject)
      const loan = { kind: 'loan', contract: '№ ҚШ-118', openedOn: '2025-06-09' }
      const { id } = await putObligation(system, loan)
      const given = await decide(customer, give('credit-bureau'))
      expect(given.locks).toEqual([
        { contract: '№ ҚШ-118', openedOn: '2025-06-09', reason: expect.stringContaining('{contract}') },
      ])
      await expect(decide(customer, withdraw('credit-bureau', head(given)))).rejects.toEqual(
        lockedBy('consent.locked-by-obligation'),
      )
      expect((await find(customer, 'credit-bureau'))?.state).toBe('given')
      expect((await find(customer, 'marketing-sms'))?.locks).toEqual([])

      await putObligation(system, { ...loan, id, closedOn: '2026-11-19' })
      expect((await find(customer, 'credit-bureau'))?.locks).toEqual([])
      expect((await decide(customer, withdraw('credit-bureau', head(given)))).state).toBe('withdrawn')
    })

    it('is told by systems alone, of customers there are', async () => {
      const customer = await fresh(world())
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
  })

  describe('all marketing off', () => {
    it('withdraws what is given, in one step, and nothing else', async () => {
      const customer = await fresh(world())
      await decide(customer, give('marketing-sms'))
      await decide(customer, give('marketing-calls'))
      await decide(customer, withdraw('marketing-email', null))
      await decide(customer, give('personalisation'))
      const off = await withdrawMarketing(customer)
      expect(off.map(({ id, state }) => [id, state])).toEqual([
        ['marketing-sms', 'withdrawn'],
        ['marketing-calls', 'withdrawn'],
      ])
      expect((await find(customer, 'personalisation'))?.state).toBe('given')
      expect((await find(customer, 'marketing-email'))?.history).toHaveLength(1)
      const actions = (await consentAudit(world(), customer.subject)).map(({ action }) => action)
      expect(actions.slice(-2)).toEqual(['consent.withdrawn', 'consent.withdrawn'])
      expect(await eventsOf(world(), customer.subject)).toHaveLength(6)
      await expect(withdrawMarketing(customer)).rejects.toEqual(refusal('conflict'))
    })
  })

  describe('a receipt', () => {
    it('holds what the law asks for, in the policy version of the day', async () => {
      const customer = await fresh(world())
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
      const receipt = await showReceipt(customer, { id: head(view) })
      expect(receipt).toMatchObject({
        ...view.history[0],
        consent: 'storage-abroad',
        title: 'Журналдардың шетелдегі көшірмесі',
        shown: { lang: 'ru', text: expect.stringContaining('зашифрованную копию') },
        recipients: [{ name: '«Көкбұлт Сақтау»', countries: ['Германия'], abroad: true }],
        policyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        subject: 'Гүлсім О.',
        operator: { bin: '000000000000', assumedBin: true },
      })
      expect(receipt.fields.length).toBeGreaterThan(0)
    })

    it('is not found under an id that is none', async () => {
      const customer = await fresh(world())
      await expect(showReceipt(customer, { id: 'x' })).rejects.toEqual(refusal('not-found'))
    })
  })

  it('shows everything there is to decide, all of it off, to who never decided', async () => {
    const view = await listConsents(await fresh(world()))
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

/** A customer of their own for one test: the same invented person each time, findable by hashes of their own. */
async function fresh(world: World, reference: string = randomUUID()): Promise<Subject> {
  const lookup: Keys['lookup'] = (kind, value) => world.keys.lookup(kind, `${reference}:${value}`)
  const system = { ...world.system(), keys: { ...world.keys, lookup } }
  const person = { reference, iin: testIins[0], phone: testPhones[0], locale: 'kk' }
  const subject = await registerCustomer(system, person)
  return {
    ...world.ctx({ kind: 'customer', sessionId: randomUUID(), verifiedAt: testNow }, subject),
    subject,
  }
}

const chainOf = (world: World, subject: string) =>
  world.db
    .select()
    .from(consentDecisions)
    .where(eq(consentDecisions.customerId, subject))
    .orderBy(asc(consentDecisions.position))

const consentAudit = async (world: World, customerId: string) =>
  (await auditOf(world.db, { customerId })).filter(({ action }) => action.startsWith('consent.'))

const eventsOf = (world: World, subject: string) =>
  world.db
    .select({ type: events.type, objectId: events.objectId })
    .from(events)
    .where(eq(events.customerId, subject))
    .orderBy(asc(events.id))
