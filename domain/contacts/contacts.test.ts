import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { contactClosings, contacts } from '#db/schema/contacts.ts'
import { guardians } from '#db/schema/customers.ts'
import { looks } from '#db/schema/looks.ts'
import { hoursOn, later } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt, lockedBy, refusal } from '#testing/expect.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { searchFor } from '#testing/measures.ts'
import { onBothEngines, testIins, testNow } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { readCaseNumber } from '../cases/case-number.ts'
import type { Ctx } from '../context.ts'
import { answerLook } from '../looks/answer-look.ts'
import { askForLook } from '../looks/ask-for-look.ts'
import { atSearch } from '../looks/at-search.ts'
import { contactNumber, readContactNumber } from '../looks/contact-number.ts'
import { endLook } from '../looks/end-look.ts'
import { findCustomer } from '../looks/find-customer.ts'
import { openPage } from '../looks/open-page.ts'
import { prepareLook } from '../looks/prepare-look.ts'
import { showDeskLook } from '../looks/show-desk-look.ts'
import { showLook } from '../looks/show-look.ts'
import { startLook } from '../looks/start-look.ts'
import { closeContact } from './close-contact.ts'
import { listContacts } from './list-contacts.ts'
import { contactKinds } from './schema.ts'
import { takeContact } from './take-contact.ts'

const day = 24 * 60 * 60

describe('a contact’s number', () => {
  it('is read as people write it, in either script, and is no complaint’s', () => {
    const year = fc.integer({ min: 2000, max: 2099 }).map(String)
    const letter = fc.constantFrom('Х', 'х', 'X', 'H', 'kh')
    const written = fc.tuple(fc.constantFrom('№ ', '', '#'), letter, fc.constantFrom('-', ' ', ' – '))
    fc.assert(
      fc.property(year, fc.integer({ min: 1, max: 999_999 }), written, (year, number, [sign, x, dash]) => {
        const typed = `${sign}${x}${dash}${year}${dash}${number}.`
        expect(readContactNumber(typed, testNow)).toBe(contactNumber(year, number))
        expect(readCaseNumber('complaint', typed, testNow)).toBeNull()
      }),
    )
    expect(readContactNumber('х-12', testNow)).toBe('Х-2026-00012')
    for (const none of ['12', '2026-12', 'Ш-2026-12', '800101100013', 'х', 'х-2026-', ''])
      expect(readContactNumber(none, testNow), none).toBeNull()
  })
})

onBothEngines('a contact', (world) => {
  let stage: LookStage
  beforeAll(async () => {
    stage = await lookStage(world())
  })

  const note = 'Деректерім бетінде қай нөмір тұрғанын сұрады.'
  /** A contact of the stage's customer, taken by a member of staff of its own. */
  const taken = async (rest: object = {}) => {
    const agent = await world().signedInStaff()
    const desk = { ...agent, subject: stage.customer.subject }
    return { agent, ...(await takeContact(desk, { kind: 'phone-question', note, ...rest })) }
  }
  const wanted = (reference: string, rest: object = {}) => ({
    ...{ reference, kind: 'leave', reason: 'explain-page', text: 'Беттегі нөмірді түсіндіру' },
    ...{ pages: ['data'], minutes: 15, ...rest },
  })
  it.each(contactKinds)(
    'a %s gets a number of its own, and its customer reads its note in their log',
    async (kind) => {
      const { agent, id, reference } = await taken({ kind, note: `  ${note}\n` })
      expect(reference).toMatch(/^Х-2026-\d{5,}$/)
      const { entries } = await listActivity(stage.customer, { kind: 'contacts' })
      expect(entries.find(({ about }) => about?.id === id)).toMatchObject({
        ...{ action: 'contact.taken', by: 'bank', staff: agent.actor.staffId, code: kind, reason: note },
        about: { kind: 'contact', title: reference },
      })
      const [row] = await world().db.select().from(contacts).where(eq(contacts.id, id))
      expect(row).toMatchObject({
        takenAt: testNow,
        openUntil: hoursOn(24),
        staffId: agent.actor.staffId,
      })
      expect(Buffer.from(row?.noteSealed ?? []).toString()).not.toContain('нөмір')
    },
  )

  it('is written down with a kind of the list and a short note, or not at all', async () => {
    const agent = { ...(await world().signedInStaff()), subject: stage.customer.subject }
    const before = await world().audited()
    const wrong: [object, string, string][] = [
      [{ kind: 'fax', note }, 'kind', 'contact.kind'],
      [{ kind: 'visit', note: ' … ' }, 'note', 'contact.note-empty'],
      [{ kind: 'visit' }, 'note', 'contact.note-empty'],
      [{ kind: 'visit', note: 'ж'.repeat(301) }, 'note', 'contact.note-long'],
    ]
    for (const [input, path, key] of wrong)
      await expect(takeContact(agent, input)).rejects.toEqual(invalidAt(path, key))
    expect(await world().audited()).toEqual(before)
  })

  it('is taken, listed and closed by no one but the desks', async () => {
    const { id } = await taken()
    const { subject } = stage.customer
    const before = await world().audited()
    const actors: Ctx[] = [
      stage.customer,
      world().staff(subject, 'administrator'),
      world().support(subject, 'data'),
      world().system(subject),
      world().worker(),
    ]
    for (const ctx of actors)
      for (const act of [
        () => takeContact(ctx, { kind: 'visit', note }),
        () => listContacts(ctx),
        () => closeContact(ctx, { contactId: id }),
      ])
        await expect(act(), ctx.actor.kind).rejects.toEqual(refusal('forbidden'))
    expect(await world().audited()).toEqual(before)
  })

  it('is seen and closed by the one who took it and by those who oversee looks, and closed once', async () => {
    const { agent, id, reference } = await taken()
    const [other, supervisor] = [await world().signedInStaff(), await world().signedInStaff('supervisor')]
    const seen = async (ctx: Ctx) => (await listContacts(ctx)).find((one) => one.id === id)
    expect(await seen(agent)).toMatchObject({ reference, state: 'open', note, customer: 'Орд•••••• Г•••••' })
    expect(await seen(supervisor)).toMatchObject({ reference, state: 'open' })
    expect(await seen(other)).toBeUndefined()
    expect(await seen(later(agent, day))).toMatchObject({ state: 'over', closedAt: null })
    await expect(closeContact(other, { contactId: id })).rejects.toEqual(refusal('not-found'))
    const both = await Promise.allSettled(
      [agent, supervisor].map((ctx) => closeContact(ctx, { contactId: id })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(closeContact(agent, { contactId: id })).rejects.toEqual(lockedBy('contact.over'))
    const closings = await world().db.select().from(contactClosings).where(eq(contactClosings.contactId, id))
    expect(closings).toHaveLength(1)
    expect(await seen(agent)).toMatchObject({ state: 'closed', closedAt: testNow })
    const { entries } = await listActivity(stage.customer, { kind: 'contacts' })
    const mine = entries.filter(({ about }) => about?.id === id)
    expect(mine.map(({ action, reason }) => [action, reason])).toEqual([
      ['contact.closed', null],
      ['contact.taken', note],
    ])
    const over = await taken()
    await expect(closeContact(later(over.agent, day), { contactId: over.id })).rejects.toEqual(
      lockedBy('contact.over'),
    )
  })

  it('is ground for a look by the customer’s leave, with all that a look has', async () => {
    const { agent, id, reference } = await taken()
    expect(await prepareLook(agent, { reference: reference.replace('Х', '№ kh') })).toMatchObject({
      ...{ reference, type: 'contact', kinds: ['leave'], customer: 'Орд•••••• Г•••••' },
      reasons: ['explain-page', 'wrong-data', 'portal-fault'],
    })
    const { lookId } = await askForLook(agent, wanted(reference))
    const ground = { complaint: null, contact: { id, reference, kind: 'phone-question' } }
    const [own, desk] = [await showLook(stage.customer, { lookId }), await showDeskLook(agent, { lookId })]
    expect(own).toMatchObject({ ...ground, state: 'waiting', words: desk.words })
    expect(desk).toMatchObject(ground)
    await expect(startLook(agent, { lookId })).rejects.toEqual(lockedBy('look.no-started'))
    await closeContact(agent, { contactId: id })
    await answerLook(stage.customer, { lookId, answer: 'grant' })
    await startLook(agent, { lookId })
    const { look } = await openPage(agent, { lookId, page: 'data' })
    expect(look).toMatchObject(ground)
    await endLook(stage.customer, { lookId })
  })

  it('is no ground once it is closed or a day is over, nor without leave, nor to check a complaint', async () => {
    const { agent, id, reference } = await taken()
    const ask = (rest: object = {}, ctx: Ctx = agent) => askForLook(ctx, wanted(reference, rest))
    const before = await world().db.select().from(looks)
    await expect(ask({ kind: 'break-glass' })).rejects.toEqual(lockedBy('look.contact-leave'))
    await expect(ask({ reason: 'check-complaint' })).rejects.toEqual(invalidAt('reason', 'look.reason'))
    await expect(ask({}, later(agent, day))).rejects.toEqual(lockedBy('look.contact-closed'))
    await closeContact(agent, { contactId: id })
    for (const act of [() => ask(), () => prepareLook(agent, { reference })])
      await expect(act()).rejects.toEqual(lockedBy('look.contact-closed'))
    await expect(askForLook(agent, wanted('Х-2026-99999'))).rejects.toEqual(
      invalidAt('reference', 'look.contact'),
    )
    expect(await world().db.select().from(looks)).toEqual(before)
  })

  it('keeps from no look the rules that a complaint keeps: not one’s own pages, nor a colleague’s', async () => {
    const { reference } = await taken()
    const self = await world().signedInStaff('agent', testIins[0])
    await expect(askForLook(self, wanted(reference))).rejects.toEqual(lockedBy('look.oneself'))
    const other = await world().signedInStaff()
    await expect(askForLook(other, wanted(reference))).rejects.toEqual(lockedBy('look.colleague'))
  })

  it('is written down about a customer just found by oneself, no relative and not oneself', async () => {
    const customer = await freshCustomer(world())
    const [agent, other] = [await world().signedInStaff(), await world().signedInStaff()]
    const searchId = await searchFor(agent, customer)
    const { ctx, view } = await atSearch(agent, { searchId })
    expect(view).toMatchObject({ searchId, locale: 'kk' })
    const { reference } = await takeContact(ctx, { kind: 'visit', note })
    const { found } = await findCustomer(agent, { query: reference })
    expect(found?.contacts).toMatchObject([{ reference, kind: 'visit' }])
    await expect(atSearch(other, { searchId })).rejects.toEqual(refusal('not-found'))
    await expect(atSearch(later(agent, 36 * 60), { searchId })).rejects.toEqual(
      lockedBy('measure.search-over'),
    )

    const person = await freshCustomer(world())
    const self = await world().signedInStaff('agent', person.iin)
    const ownSearch = await searchFor(self, person)
    await expect(atSearch(self, { searchId: ownSearch })).rejects.toEqual(lockedBy('search.oneself'))
    await world()
      .db.insert(guardians)
      .values({
        ...{ customerId: customer.subject, guardianId: person.subject, registeredAt: testNow },
      })
    const relative = await searchFor(self, customer)
    await expect(atSearch(self, { searchId: relative })).rejects.toEqual(lockedBy('search.relative'))
  })

  it('cannot be changed or removed, not even by the owner', async () => {
    await taken()
    for (const work of [
      () =>
        world()
          .db.update(contacts)
          .set({ openUntil: hoursOn(9999) }),
      () => world().db.delete(contactClosings),
    ])
      await expect(work()).rejects.toThrow()
  })
})
