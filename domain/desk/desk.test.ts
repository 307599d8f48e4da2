import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { caseAssignments, caseNotes } from '#db/schema/cases.ts'
import { messages } from '#db/schema/messages.ts'
import { actionsOf } from '#testing/audit.ts'
import { tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt, refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { extendCase } from '../cases/extend-case.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { listComplaints } from '../complaints/list-complaints.ts'
import { moveComplaint } from '../complaints/move-complaint.ts'
import { showComplaint } from '../complaints/show-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import type { Ctx } from '../context.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { assignCase } from './assign-case.ts'
import { atDesk } from './at-desk.ts'
import { listQueue } from './list-queue.ts'
import { openCase } from './open-case.ts'
import { writeNote } from './write-note.ts'

const secret = 'Ішкі: қоңырау орталығының жазбасын сұрадық.'

onBothEngines('the complaint desk', (world) => {
  const customer = async (day = 0) => at(await freshCustomer(world()), daysOn(day))
  const filed = async (ctx: Ctx, text = 'Нөмірімді кім берді? Жауап беріңіз.') =>
    fileComplaint(ctx, { kind: 'ordinary', text })
  const audited = (objectId: string) => actionsOf(world().db, { objectId })
  const noticesTo = async ({ subject }: { subject: string }) =>
    (
      await world()
        .db.select({ kind: messages.kind, channel: messages.channel, to: messages.toSealed })
        .from(messages)
        .where(eq(messages.customerId, subject))
        .orderBy(messages.kind, messages.channel)
    ).map(({ kind, channel, to }) => `${kind} ${channel}${to ? ' addressed' : ''}`)
  const strangersTo = (subject: string) => {
    const agent = world().staff(subject)
    if (agent.actor.kind !== 'staff') throw new Error('a desk is for staff')
    const support = {
      ...agent.actor,
      kind: 'support',
      page: 'complaints',
      lookId: randomUUID(),
      pages: [],
    } as const
    return [
      { ...agent, actor: support },
      world().staff(subject, 'administrator'),
      world().system(subject),
      world().visitor(),
      { ...world().worker(), subject },
    ]
  }

  it('the desk finds whose a complaint is by its number alone', async () => {
    const ctx = await customer()
    const { id, reference } = await filed(ctx)
    const agent = await world().signedInStaff()
    const at = await atDesk(agent, { reference })
    expect(at.ctx.permission, 'what is done with it asks anew').toBeUndefined()
    expect(at).toMatchObject({ caseId: id, ctx: { subject: ctx.subject } })
    await expect(atDesk(agent, { reference: 'Ш-2020-00001' })).rejects.toEqual(refusal('not-found'))
    for (const typed of [`${reference} `, `№ ${reference.slice(2)}.`, reference.replace('Ш-', 'sh ')])
      expect(await atDesk(agent, { reference: typed }), typed).toMatchObject({ caseId: id })
    for (const unknown of [id, '', `${reference}\u0000`, 417, null])
      await expect(atDesk(agent, { reference: unknown })).rejects.toEqual(
        invalidAt('reference', 'complaint.unknown'),
      )
  })

  it('an opened complaint is what the customer sees with a masked name, and the opening is in their log first', async () => {
    const ctx = await customer(1)
    const holdings = [{ field: 'full-name', value: 'Сынақова Ару Сынаққызы', obtainedVia: 'app' }]
    await putHoldings(world().system(ctx.subject), { holdings })
    const { id, reference } = await filed({ ...ctx, locale: 'ru' })
    const agent = await world().signedInStaff('supervisor')
    const { ctx: own } = await atDesk(at(agent, daysOn(2)), { reference })
    const view = await openCase(own, { caseId: id })
    expect(view.shown).toEqual({
      ...(await showComplaint(at(ctx, daysOn(2)), { caseId: id })),
      live: false,
      can: { write: false, disagree: false, withdraw: false },
    })
    expect(view).toMatchObject({
      locale: 'ru',
      customer: 'Сы•••••• А•••••',
      assignment: { number: 0, staff: null },
      staffEntries: [],
      may: { review: true, ask: true, message: true, answer: true, close: false, court: false },
      extension: { due: '2027-01-05', days: 15 },
      open: true,
    })
    expect(view.colleagues).toContainEqual({ staff: agent.actor.staffId, role: 'supervisor' })
    expect(view.templates[0]?.texts.ru).toContain(reference)
    const [entry] = (await listActivity(ctx, { kind: 'complaints' })).entries
    expect(entry).toMatchObject({
      action: 'complaint.opened',
      by: 'bank',
      staff: agent.actor.staffId,
      about: { kind: 'complaint', title: reference },
    })
  })

  it('a complaint whose opening can’t be written down is not shown', async () => {
    const ctx = await customer(2)
    const { id } = await filed(ctx)
    const agent = { ...(await world().signedInStaff()), subject: ctx.subject }
    await world().db.execute(sql`revoke insert on audit_log from arqau_staff`)
    try {
      await expect(openCase(agent, { caseId: id })).rejects.toThrow()
    } finally {
      await world().db.execute(sql`grant insert on audit_log to arqau_staff`)
    }
    expect(await audited(id)).toEqual(['complaint.filed'])
    await openCase(agent, { caseId: id })
    expect(await audited(id)).toEqual(['complaint.filed', 'complaint.opened'])
  })

  it('an answer is read by the customer, who is told by both channels in the same transaction', async () => {
    const ctx = await customer()
    const { id: caseId } = await filed(ctx)
    const agent = { ...(await world().signedInStaff()), subject: ctx.subject }
    await moveComplaint(agent, { caseId, kind: 'in-review', lastStep: 2 })
    expect(await noticesTo(ctx)).toEqual([])
    await tellCustomer(agent, { caseId, kind: 'waiting-customer', text: 'Қай нөмір?', lastStep: 3 })
    expect(await noticesTo(ctx)).toEqual(['complaint-moved email', 'complaint-moved sms'])
    await writeMessage(ctx, { caseId, text: 'Сол нөмір', lastStep: 4 })
    await tellCustomer(agent, { caseId, kind: 'answered', text: 'Алып тастадық.', lastStep: 5 })
    expect((await noticesTo(ctx)).slice(0, 2)).toEqual(['complaint-answered email', 'complaint-answered sms'])
    const wordless = { caseId, kind: 'answered', text: ' ', lastStep: 6 }
    await expect(moveComplaint(agent, wordless)).rejects.toEqual(invalidAt('text', 'complaint.answer-empty'))
    expect((await showComplaint(ctx, { caseId })).steps.at(-1)).toMatchObject({
      kind: 'answered',
      text: 'Алып тастадық.',
      staff: agent.actor.staffId,
    })
  })

  it('notes are kept from everyone but the desk, in what is shown and in the database itself', async () => {
    const ctx = await customer()
    const { id: caseId } = await filed(ctx)
    const agent = { ...(await world().signedInStaff()), subject: ctx.subject }
    await writeNote(agent, { caseId, text: `  ${secret} ` })
    const desk = await openCase(agent, { caseId })
    expect(desk.staffEntries).toEqual([
      { id: expect.any(String), kind: 'note', at: agent.now, staff: agent.actor.staffId, text: secret },
    ])
    const [row] = await world().db.select().from(caseNotes)
    expect(Buffer.from(row?.textSealed ?? []).includes('орталығы')).toBe(false)
    const seen = JSON.stringify([
      await showComplaint(ctx, { caseId }),
      await listActivity(ctx),
      await listComplaints(ctx),
    ])
    expect(seen).not.toContain('қоңырау орталығының')
    expect(seen).not.toContain('noted')
    expect((await audited(caseId)).filter((action) => action === 'complaint.noted')).toHaveLength(1)
    for (const role of ['arqau_customer', 'arqau_support', 'arqau_worker', 'arqau_system'])
      for (const table of ['case_notes', 'case_assignments']) {
        if (role === 'arqau_worker' && table === 'case_notes') continue
        const asked = world().db.transaction(async (tx) => {
          await tx.execute(
            sql`select set_config('role', ${role}, true), set_config('app.customer_id', ${ctx.subject}, true)`,
          )
          await tx.execute(sql.raw(`select * from ${table}`))
        })
        await expect(asked, `${role} ${table}`).rejects.toMatchObject({ cause: { code: '42501' } })
      }
    for (const text of ['', ' \n', '!!!'])
      await expect(writeNote(agent, { caseId, text })).rejects.toEqual(
        invalidAt('text', text === '!!!' ? 'complaint.text-wordless' : 'complaint.note-empty'),
      )
  })

  it('a complaint is assigned by the first of two who assign it at once', async () => {
    const ctx = await customer(1)
    const { id: caseId, reference } = await filed(ctx)
    const [one, other] = [await world().signedInStaff(), await world().signedInStaff('officer')]
    const [mine, theirs] = [one, other].map((each) => ({ ...each, subject: ctx.subject }))
    if (!mine || !theirs) throw new Error('two are signed in')
    const me = mine.actor.staffId
    expect(await assignCase(mine, { caseId, to: me, lastAssignment: 0 })).toEqual({ number: 1 })
    const stale = { caseId, to: theirs.actor.staffId, lastAssignment: 0 }
    await expect(assignCase(theirs, stale)).rejects.toEqual(refusal('conflict'))
    const [row] = (await listQueue(mine, { number: reference })).rows
    expect(row).toMatchObject({ reference, assignee: me })
    const outcomes = await Promise.allSettled(
      [theirs.actor.staffId, null].map((to) => assignCase(theirs, { caseId, to, lastAssignment: 1 })),
    )
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((each) => each.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' })
    const administrator = await world().signedInStaff('administrator')
    for (const to of ['Қ-999', administrator.actor.staffId])
      await expect(assignCase(mine, { caseId, to, lastAssignment: 2 })).rejects.toEqual(
        invalidAt('to', 'complaint.assignee-unknown'),
      )
    const kept = await world().db.select().from(caseAssignments).where(eq(caseAssignments.caseId, caseId))
    expect(kept).toHaveLength(2)
    const desk = await openCase(mine, { caseId })
    expect(desk.assignment.number).toBe(2)
    expect(desk.staffEntries.map(({ kind }) => kind)).toEqual(['assigned', 'assigned'])
    expect((await audited(caseId)).filter((action) => action === 'complaint.assigned')).toHaveLength(2)
    expect(JSON.stringify(await listActivity(ctx))).not.toContain('assigned')
  })

  it('the desk is for those who answer complaints, and for nobody else', async () => {
    const ctx = await customer(2)
    const { id: caseId, reference } = await filed(ctx)
    const verbs = [
      (who: Ctx) => listQueue(who),
      (who: Ctx) => atDesk(who, { reference }),
      (who: Ctx) => openCase(who, { caseId }),
      (who: Ctx) => writeNote(who, { caseId, text: secret }),
      (who: Ctx) => assignCase(who, { caseId, to: null, lastAssignment: 0 }),
      (who: Ctx) => extendCase(who, { caseId, reason: secret, lastStep: 2 }),
      (who: Ctx) => moveComplaint(who, { caseId, kind: 'in-review', lastStep: 2 }),
    ]
    for (const who of [ctx, ...strangersTo(ctx.subject)])
      for (const verb of verbs) await expect(verb(who), who.actor.kind).rejects.toEqual(refusal('forbidden'))
    expect(await audited(caseId)).toEqual(['complaint.filed'])
  })

  it('the desk finds no complaint under another customer, and writes down that it was asked for', async () => {
    const [ctx, other] = [await customer(3), await customer(3)]
    const { id: caseId } = await filed(ctx)
    const agent = { ...(await world().signedInStaff()), subject: other.subject }
    const attempts = [
      () => openCase(agent, { caseId }),
      () => writeNote(agent, { caseId, text: secret }),
      () => assignCase(agent, { caseId, to: agent.actor.staffId, lastAssignment: 0 }),
      () => extendCase(agent, { caseId, reason: secret, lastStep: 2 }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toEqual(refusal('not-found'))
    expect((await audited(caseId)).slice(1)).toEqual(Array(4).fill('complaint.not-found'))
  })
})
