import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { caseSteps } from '#db/schema/cases.ts'
import { events } from '#db/schema/events.ts'
import { auditOf } from '#testing/audit.ts'
import { letOut, tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn, later } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { invalidAt, lockedBy, refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { recallSeconds } from '../life-spans.ts'
import { fileComplaint } from './file-complaint.ts'
import { listComplaints } from './list-complaints.ts'
import { moveComplaint } from './move-complaint.ts'
import { prepareComplaint } from './prepare-complaint.ts'
import { showComplaint } from './show-complaint.ts'
import { withdrawComplaint } from './withdraw-complaint.ts'
import { writeMessage } from './write-message.ts'

const text = 'Қарашада үш жарнамалық SMS алдым. Тоқтатуды сұраймын.'
const ordinary = { kind: 'ordinary', text } as const

onBothEngines('the steps and the list of complaints', (world) => {
  const customer = async (day = 0) => at(await freshCustomer(world()), daysOn(day))
  const staffFor = (ctx: Subject) => ({ ...world().staff(ctx.subject), now: ctx.now })
  const rowsOf = (id: string) => world().db.select().from(caseSteps).where(eq(caseSteps.caseId, id))
  const eventsOf = async (id: string) =>
    (await world().db.select().from(events).where(eq(events.objectId, id))).map(({ type }) => type).toSorted()
  const audited = async (objectId: string) =>
    (await auditOf(world().db, { objectId })).map(({ action, actorKind, customerId }) => ({
      action,
      actorKind,
      customerId,
    }))

  it('complaints stand in the list: open ones by their last day, then answered and closed', async () => {
    const ctx = await customer()
    const file = async (day: number) => (await fileComplaint(at(ctx, daysOn(day)), ordinary)).id
    const [late, answered, withdrawn, open] = [await file(0), await file(1), await file(2), await file(35)]
    const staff = staffFor(at(ctx, daysOn(5)))
    await tellCustomer(staff, { caseId: answered, kind: 'answered', text: 'Жауап', lastStep: 2 })
    await withdrawComplaint(at(ctx, daysOn(6)), { caseId: withdrawn, lastStep: 2 })
    const list = await listComplaints(at(ctx, daysOn(40)))
    expect(list.map(({ id, group, progress }) => [id, group, progress?.state])).toEqual([
      [late, 'open', 'late'],
      [open, 'open', 'running'],
      [withdrawn, 'closed', undefined],
      [answered, 'answered', 'running'],
    ])
    expect(list.map(({ owed }) => owed)).toEqual([true, true, false, false])
    const left = later(staff, recallSeconds).now
    expect(list[3]).toMatchObject({ answeredAt: left, changedAt: left, progress: { day: 4 } })
  })

  it('a complaint carries messages both ways, and every step is heard of', async () => {
    const ctx = await customer()
    const staff = staffFor(ctx)
    const { id: caseId } = await fileComplaint(ctx, ordinary)
    await moveComplaint(staff, { caseId, kind: 'in-review', lastStep: 2 })
    await tellCustomer(staff, {
      caseId,
      kind: 'waiting-customer',
      text: 'Нөміріңіз қандай?',
      lastStep: 3,
    })
    const moved = await writeMessage(ctx, { caseId, text: 'Сол нөмір', lastStep: 4 })
    expect(moved).toEqual({ caseId, state: 'in-review', lastStep: 5 })
    await tellCustomer(staff, { caseId, kind: 'answered', text: 'Тоқтаттық.', lastStep: 5 })
    const view = await showComplaint(ctx, { caseId })
    expect(view).toMatchObject({ state: 'answered', owed: false, progress: { day: 0 } })
    expect(view.answeredAt, 'when it left').toEqual(later(ctx, recallSeconds).now)
    expect(view).toMatchObject({ can: { write: true, disagree: true, withdraw: false } })
    expect(view.steps.map(({ kind, side, text }) => [kind, side, text]).slice(2)).toEqual([
      ['in-review', 'bank', null],
      ['waiting-customer', 'bank', 'Нөміріңіз қандай?'],
      ['message', 'customer', 'Сол нөмір'],
      ['answered', 'bank', 'Тоқтаттық.'],
    ])
    expect((await audited(caseId)).map(({ action, actorKind }) => [action, actorKind])).toEqual([
      ['complaint.filed', 'customer'],
      ['complaint.taken-in-review', 'staff'],
      ['complaint.text-sent', 'staff'],
      ['complaint.moved', 'staff'],
      ['complaint.message-sent', 'customer'],
      ['complaint.text-sent', 'staff'],
      ['complaint.answered', 'staff'],
    ])
    expect(await eventsOf(caseId)).toEqual(['complaint.filed', ...Array(4).fill('complaint.moved')])
  })

  it('a complaint can be disagreed with once answered or late', async () => {
    const ctx = await customer(1)
    const { id: caseId } = await fileComplaint(ctx, ordinary)
    const ask = { caseId, kind: 'negotiation', text: 'Келіспеймін', lastStep: 2 }
    await expect(writeMessage(ctx, ask)).rejects.toEqual(lockedBy('complaint.no-negotiation'))
    await expect(writeMessage(at(ctx, daysOn(31)), ask)).rejects.toEqual(refusal('locked'))
    expect(await writeMessage(at(ctx, daysOn(32)), ask)).toMatchObject({ state: 'negotiation' })
    const view = await showComplaint(at(ctx, daysOn(33)), { caseId })
    expect(view.progress).toMatchObject({ state: 'late', daysLeft: -2 })
    expect(view.escalation.map(({ id }) => id)).toContain('court')
  })

  it('a complaint can be taken back until answered, and then nothing follows', async () => {
    const ctx = await customer(2)
    const { id: caseId } = await fileComplaint(ctx, ordinary)
    expect(await withdrawComplaint(ctx, { caseId, lastStep: 2 })).toMatchObject({ state: 'withdrawn' })
    const after = { caseId, lastStep: 3 }
    const locked = (reason: string) => refusal('locked', { reason })
    await expect(withdrawComplaint(ctx, after)).rejects.toEqual(locked('complaint.no-withdrawn'))
    await expect(writeMessage(ctx, { ...after, text })).rejects.toEqual(locked('complaint.no-message'))
    const answer = { ...after, kind: 'answered', text }
    await expect(moveComplaint(staffFor(ctx), answer)).rejects.toEqual(locked('complaint.no-answered'))
    expect(await rowsOf(caseId)).toHaveLength(3)
    expect((await audited(caseId)).at(-1)?.action).toBe('complaint.withdrawn')
  })

  it('a complaint moves one step at a time: of two members of staff at once one wins', async () => {
    const ctx = await customer(3)
    const { id: caseId } = await fileComplaint(ctx, ordinary)
    // Neither writes before both have read, where the engine lets two transactions run at once.
    const both = Promise.withResolvers<void>()
    let waiting = 0
    const unwrap = async (wrapped: Uint8Array) => {
      if (++waiting === 2) both.resolve()
      await Promise.race([both.promise, setTimeout(500)])
      return ctx.keys.master.unwrap(wrapped)
    }
    const keys = { ...ctx.keys, master: { ...ctx.keys.master, unwrap } }
    const { actor, ...rest } = staffFor(ctx)
    if (actor.kind !== 'staff') throw new Error('a desk is for staff')
    const move = (staffId: string, text: string) =>
      moveComplaint(
        { ...rest, actor: { ...actor, staffId }, keys },
        { caseId, kind: 'answered', text, lastStep: 2 },
      )
    const outcomes = await Promise.allSettled([move('Қ-114', 'Бірінші'), move('Қ-115', 'Екінші')])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' })
    await letOut(staffFor(ctx))
    expect(await rowsOf(caseId)).toHaveLength(3)
    for (const once of ['complaint.text-sent', 'complaint.answered'])
      expect((await audited(caseId)).filter(({ action }) => action === once)).toHaveLength(1)
  })

  it('a complaint refuses what was written over a step not seen yet', async () => {
    const ctx = await customer(4)
    const { id: caseId } = await fileComplaint(ctx, ordinary)
    await moveComplaint(staffFor(ctx), { caseId, kind: 'in-review', lastStep: 2 })
    const stale = { caseId, lastStep: 2 }
    await expect(writeMessage(ctx, { ...stale, text })).rejects.toEqual(refusal('conflict'))
    await expect(withdrawComplaint(ctx, stale)).rejects.toEqual(refusal('conflict'))
    await expect(writeMessage(ctx, { ...stale, text: '!!!' })).rejects.toEqual(
      invalidAt('text', 'complaint.text-wordless'),
    )
    const wordless = { caseId, kind: 'answered', lastStep: 3 }
    await expect(moveComplaint(staffFor(ctx), wordless)).rejects.toEqual(
      invalidAt('text', 'complaint.answer-empty'),
    )
    expect(await rowsOf(caseId)).toHaveLength(3)
  })

  it('another customer’s complaint is not found, and asking for it is written down', async () => {
    const [ctx, other] = [await customer(5), await customer(5)]
    const { id: caseId } = await fileComplaint(ctx, ordinary)
    const attempts = [
      () => showComplaint(other, { caseId }),
      () => writeMessage(other, { caseId, text, lastStep: 2 }),
      () => withdrawComplaint(other, { caseId, lastStep: 2 }),
      () => moveComplaint(staffFor(other), { caseId, kind: 'in-review', lastStep: 2 }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toEqual(refusal('not-found'))
    const written = { action: 'complaint.not-found', customerId: other.subject }
    expect((await audited(caseId)).slice(1)).toEqual([
      { ...written, actorKind: 'customer' },
      { ...written, actorKind: 'customer' },
      { ...written, actorKind: 'customer' },
      { ...written, actorKind: 'staff' },
    ])
    expect(await rowsOf(caseId)).toHaveLength(2)
  })

  it('complaints are nobody else’s business', async () => {
    const ctx = await customer(6)
    const id = randomUUID()
    const [staff, system, visitor] = [staffFor(ctx), world().system(ctx.subject), world().visitor()]
    const strangers = [staff, system, visitor, world().worker()]
    const verbs = [
      (who: Ctx) => fileComplaint(who, ordinary),
      (who: Ctx) => listComplaints(who),
      (who: Ctx) => showComplaint(who, { caseId: id }),
      (who: Ctx) => writeMessage(who, { caseId: id, text, lastStep: 2 }),
      (who: Ctx) => withdrawComplaint(who, { caseId: id, lastStep: 2 }),
      async (who: Ctx) => prepareComplaint(who),
    ]
    for (const verb of verbs)
      for (const who of strangers) await expect(verb(who)).rejects.toEqual(refusal('forbidden'))
    for (const who of [ctx, system, visitor, world().worker()])
      await expect(moveComplaint(who, { caseId: id, kind: 'in-review', lastStep: 2 })).rejects.toEqual(
        refusal('forbidden'),
      )
  })
})
