import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { caseOutcomes } from '#db/schema/case-outcomes.ts'
import { cases } from '#db/schema/cases.ts'
import { events } from '#db/schema/events.ts'
import { catalogue } from '#policy/load.ts'
import { requestKinds } from '#policy/request-kinds.ts'
import { auditOf } from '#testing/audit.ts'
import { letOut } from '#testing/bank-texts.ts'
import { at, daysOn, hoursOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { lockedBy, refusal, wrongAt } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { attach } from '../cases/attach.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { prepareComplaint } from '../complaints/prepare-complaint.ts'
import { showComplaint } from '../complaints/show-complaint.ts'
import type { Ctx } from '../context.ts'
import { openCase } from '../desk/open-case.ts'
import { recallText } from '../desk/recall-text.ts'
import { fileRequest } from './file-request.ts'
import { findNumberedRequest } from './find-numbered-request.ts'
import { listRequests } from './list-requests.ts'
import { moveRequest } from './move-request.ts'
import { prepareRequest } from './prepare-request.ts'
import { showRequest } from './show-request.ts'
import { withdrawRequest } from './withdraw-request.ts'
import { writeRequest } from './write-request.ts'

onBothEngines('requests', (world) => {
  const customer = () => freshCustomer(world())
  const staffFor = (ctx: Subject) => ({ ...world().staff(ctx.subject), now: ctx.now })
  const document = async (ctx: Ctx) => {
    const bytes = new TextEncoder().encode('Анықтама')
    return (await attach(ctx, { name: 'анықтама.txt', type: 'text/plain', bytes })).id
  }
  const audited = async (objectId: string) =>
    (await auditOf(world().db, { objectId })).map(({ action, actorKind }) => `${action} ${actorKind}`)
  const eventsOf = async (id: string) =>
    (await world().db.select().from(events).where(eq(events.objectId, id))).map(({ type }) => type)

  it('a request is registered under a number of its own, with the clock of its right', async () => {
    const ctx = await customer()
    const { id, reference, dueOn } = await fileRequest(ctx, { kind: 'information' })
    expect(reference).toMatch(/^С-2026-\d{5}$/)
    const view = await showRequest(ctx, { caseId: id })
    expect(view).toMatchObject({
      ...{ kind: 'information', state: 'registered', owed: true, dueOn, subject: 'Өңдеу туралы ақпарат' },
      trace: { amount: 3, unit: 'working-days', due: dueOn },
      can: { write: true, withdraw: true, complain: false },
    })
    expect(await audited(id)).toEqual(['request.filed customer'])
    expect(await eventsOf(id)).toEqual(['request.filed'])
    const [row] = await world().db.select().from(cases).where(eq(cases.id, id))
    expect(row).toMatchObject({ type: 'request', clock: 'information-answer', channel: 'portal' })
    for (const number of [reference, reference.slice(2), reference.toLowerCase()])
      expect(await findNumberedRequest(ctx, { number }), number).toBe(id)
    expect(await findNumberedRequest(await customer(), { number: reference })).toBeNull()
  })

  it('a second request of the kind about the same is led to the first, until that is over', async () => {
    const ctx = await customer()
    const key = randomUUID()
    const first = await fileRequest(ctx, { kind: 'information', requestKey: key })
    expect(await fileRequest(ctx, { kind: 'information', requestKey: key })).toEqual(first)
    await expect(fileRequest(ctx, { kind: 'information' })).rejects.toMatchObject(wrongAt('kind'))
    const form = await prepareRequest(ctx, { kind: 'information' })
    expect(form.open).toEqual({ id: first.id, reference: first.reference })
    const elsewhere = await fileRequest(ctx, {
      kind: 'information',
      about: { kind: 'field', id: 'location' },
    })
    expect(elsewhere.id).not.toBe(first.id)
    await withdrawRequest(ctx, { caseId: first.id, lastStep: 2 })
    const second = await fileRequest(ctx, { kind: 'information' })
    expect(second.id).not.toBe(first.id)
    expect((await prepareRequest(ctx, { kind: 'deletion' })).open).toBeNull()
  })

  it('the form of an objection says what stops with each consent and what nobody can refuse, and writes nothing', async () => {
    const ctx = await customer()
    const before = await world().audited()
    const { objection } = await prepareRequest(ctx, { kind: 'policy-objection' })
    const { consents } = catalogue()
    expect(objection?.refusable.map(({ consent }) => consent)).toEqual(consents.consents.map(({ id }) => id))
    for (const { consent, stops, keeps } of objection?.refusable ?? []) {
      const needing = consents.functions.filter(({ needs }) => needs.includes(consent))
      const unaffected = consents.functions.filter(({ unaffectedBy }) => unaffectedBy.includes(consent))
      expect(stops, consent).toEqual(needing.map(({ title }) => title.kk))
      expect(keeps, consent).toEqual(unaffected.map(({ title }) => title.kk))
    }
    expect(objection?.unrefusable).toHaveLength(consents.unrefusable.length)
    for (const { id, reason, basis } of objection?.unrefusable ?? [])
      expect([reason, basis].every(Boolean), id).toBe(true)
    for (const kind of requestKinds.filter((one) => one !== 'policy-objection'))
      expect((await prepareRequest(ctx, { kind })).objection, kind).toBeNull()
    expect(await world().audited()).toEqual(before)
  })

  it('a kind that needs a code, words, a kind of data or a document is refused without, and nothing is written', async () => {
    const ctx = await customer()
    for (const kind of ['restriction', 'deletion'])
      await expect(fileRequest(at(ctx, hoursOn(1)), { kind })).rejects.toThrow(refusal('step-up'))
    const bare = await fileRequest(ctx, { kind: 'correction' }).catch((error: unknown) => error)
    expect(bare).toMatchObject({
      details: { issues: [{ path: 'about' }, { path: 'text' }, { path: 'attachments' }] },
    })
    await expect(fileRequest(ctx, { kind: 'policy-objection' })).rejects.toMatchObject(wrongAt('text'))
    // A copy is made at once, and an objection to a program's decision is a complaint: neither is filed as a request.
    for (const kind of ['nothing', 'copy', 'automated-objection'])
      await expect(fileRequest(ctx, { kind, text: 'Сұраймын' }), kind).rejects.toMatchObject(wrongAt('kind'))
    const unknown = { kind: 'information', about: { kind: 'field', id: 'shoe-size' } }
    await expect(fileRequest(ctx, unknown)).rejects.toMatchObject(wrongAt('about'))
    expect((await listRequests(ctx)).requests).toEqual([])
  })

  it('the clock stands still while the bank waits for a document, and the day moves once it has come', async () => {
    const ctx = at(await customer(), daysOn(0))
    const sent = {
      kind: 'correction',
      about: { kind: 'field', id: 'location' },
      text: 'Абай даңғылы, 10',
      attachments: [await document(ctx)],
    }
    const { id: caseId, dueOn } = await fileRequest(ctx, sent)
    const agent = staffFor(ctx)
    const question = { caseId, kind: 'waiting-customer', text: 'Мекенжай анықтамасы керек.', lastStep: 2 }
    await moveRequest(agent, { ...question, pauseReason: 'documents' })
    await letOut(agent)
    const waiting = await showRequest(at(ctx, daysOn(2)), { caseId })
    expect(waiting.pause).toMatchObject({ reason: 'documents' })
    expect(waiting.steps.at(-1)).toMatchObject({ kind: 'waiting-customer', pauseReason: 'documents' })
    await writeRequest(at(ctx, daysOn(5)), { caseId, text: 'Мінеки', lastStep: 3 })
    const after = await showRequest(at(ctx, daysOn(5)), { caseId })
    expect(after).toMatchObject({ state: 'in-review', pause: null })
    expect(Date.parse(after.dueOn ?? '')).toBeGreaterThan(Date.parse(dueOn ?? ''))
    expect(after.trace?.pauses).toHaveLength(1)
    await expect(
      moveRequest(agent, { caseId, kind: 'message', text: 'Жоқ', pauseReason: 'identity', lastStep: 4 }),
    ).rejects.toMatchObject(wrongAt('pauseReason'))
  })

  it('an answer says what came of each part, seen only once it has left; a refusal opens the way to a complaint', async () => {
    const ctx = await customer()
    const { id: caseId } = await fileRequest(ctx, { kind: 'withdrawal' })
    const agent = staffFor(ctx)
    const answer = {
      ...{ caseId, kind: 'partly-fulfilled', text: 'Бір бөлігі заң бойынша қалады.', lastStep: 2 },
      outcomes: [
        { field: 'location', outcome: 'fulfilled' },
        { field: 'full-name', outcome: 'refused', reason: 'legal-obligation' },
      ],
    }
    await moveRequest(agent, answer)
    const { outgoing } = await openCase(agent, { caseId })
    await recallText(agent, { caseId, textId: outgoing?.id })
    await letOut(agent)
    expect((await showRequest(ctx, { caseId })).outcomes).toEqual([])
    await moveRequest(agent, answer)
    expect((await showRequest(ctx, { caseId })).outcomes).toEqual([])
    await letOut(agent)
    const view = await showRequest(ctx, { caseId })
    expect(view).toMatchObject({
      state: 'partly-fulfilled',
      owed: false,
      can: { withdraw: false, complain: true },
      outcomes: [
        { step: 3, field: { id: 'location' }, outcome: 'fulfilled', reason: null },
        { step: 3, field: { id: 'full-name' }, outcome: 'refused', reason: { citation: expect.any(String) } },
      ],
    })
    expect((await audited(caseId)).filter((one) => one.startsWith('request.answered'))).toHaveLength(1)
    await expect(withdrawRequest(ctx, { caseId, lastStep: 3 })).rejects.toThrow(
      lockedBy('request.no-withdrawn'),
    )
    await expect(world().db.update(caseOutcomes).set({ reason: 'contract' })).rejects.toThrow()
  })

  it('a complaint begun from a request names it, to the customer, to the desk and to nobody else', async () => {
    const ctx = await customer()
    const { id, reference } = await fileRequest(ctx, { kind: 'information' })
    const about = { kind: 'request', id, title: reference }
    expect((await prepareComplaint(ctx, { request: id })).request).toEqual(about)
    const other = await customer()
    expect((await prepareComplaint(other, { request: id })).request).toBeNull()
    const complaint = { kind: 'ordinary', text: 'Жауап түсініксіз.', about: { kind: 'request', id } }
    await expect(fileComplaint(other, complaint)).rejects.toMatchObject(wrongAt('about'))
    const filed = await fileComplaint(ctx, complaint)
    expect((await showComplaint(ctx, { caseId: filed.id })).about).toEqual(about)
    const { shown } = await openCase(staffFor(ctx), { caseId: filed.id })
    expect(shown).toMatchObject({ type: 'complaint', about })
    const own = { ...complaint, about: { kind: 'request', id: filed.id } }
    await expect(fileComplaint(ctx, own)).rejects.toMatchObject(wrongAt('about'))
  })

  it('an outcome that does not fit its answer is refused', async () => {
    const ctx = await customer()
    const { id: caseId } = await fileRequest(ctx, { kind: 'information' })
    const agent = staffFor(ctx)
    const answer = (kind: string, outcomes: object[]) =>
      moveRequest(agent, { caseId, kind, text: 'Жауап', lastStep: 2, outcomes })
    const done = { outcome: 'fulfilled' }
    const not = { outcome: 'refused', reason: 'impossible' }
    for (const [kind, outcomes] of [
      ['fulfilled', []],
      ['fulfilled', [done, not]],
      ['partly-fulfilled', [done]],
      ['partly-fulfilled', [not]],
      ['refused', [done]],
      ['refused', []],
      ['message', [done]],
      ['fulfilled', [{ ...done, field: 'shoe-size' }]],
    ] as const)
      await expect(answer(kind, [...outcomes]), kind).rejects.toMatchObject(wrongAt('outcomes'))
    await expect(answer('refused', [{ outcome: 'refused' }])).rejects.toThrow(refusal('invalid'))
    await expect(answer('refused', [{ outcome: 'refused', reason: 'mood' }])).rejects.toThrow(
      refusal('invalid'),
    )
    expect(await world().db.select().from(caseOutcomes).where(eq(caseOutcomes.caseId, caseId))).toEqual([])
  })

  it('no other customer sees or moves it, and no other actor asks for it', async () => {
    const ctx = await customer()
    const { id: caseId } = await fileRequest(ctx, { kind: 'information' })
    const other = await customer()
    for (const work of [
      () => showRequest(other, { caseId }),
      () => writeRequest(other, { caseId, text: 'Мен емес', lastStep: 2 }),
      () => withdrawRequest(other, { caseId, lastStep: 2 }),
      () => moveRequest(staffFor(other), { caseId, kind: 'in-review', lastStep: 2 }),
    ])
      await expect(work()).rejects.toThrow(refusal('not-found'))
    expect((await audited(caseId)).filter((one) => one.startsWith('request.not-found'))).toHaveLength(4)
    const support = world().support(ctx.subject, 'requests')
    expect(await showRequest(support, { caseId })).toMatchObject({ live: false, can: { write: false } })
    for (const actor of [staffFor(ctx), support, world().system(ctx.subject), world().worker()])
      await expect(fileRequest({ ...actor, subject: ctx.subject }, { kind: 'information' })).rejects.toThrow(
        refusal('forbidden'),
      )
    await expect(moveRequest(ctx, { caseId, kind: 'in-review', lastStep: 2 })).rejects.toThrow(
      refusal('forbidden'),
    )
  })
})
