import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { caseSteps } from '#db/schema/cases.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { outgoingTextEnds, outgoingTexts } from '#db/schema/outgoing-texts.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn, later } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { extendCase } from '../cases/extend-case.ts'
import { releaseTexts } from '../cases/release-texts.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { listComplaints } from '../complaints/list-complaints.ts'
import { moveComplaint } from '../complaints/move-complaint.ts'
import { showComplaint } from '../complaints/show-complaint.ts'
import { withdrawComplaint } from '../complaints/withdraw-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import type { Ctx } from '../context.ts'
import { recallSeconds } from '../life-spans.ts'
import { openCase } from './open-case.ts'
import { recallText } from './recall-text.ts'

const text = 'Тексердік: нөміріңізді тізімнен алып тастадық.'

onBothEngines('a text of the bank before it leaves', (world) => {
  const filed = async (day = 0) => {
    const ctx = at(await freshCustomer(world()), daysOn(day))
    const { id: caseId } = await fileComplaint(ctx, { kind: 'ordinary', text: 'Кім берді?' })
    const agent = { ...at(await world().signedInStaff(), ctx.now), subject: ctx.subject }
    const colleague = { ...at(await world().signedInStaff('supervisor'), ctx.now), subject: ctx.subject }
    return { ctx, caseId, agent, colleague, step: { caseId, lastStep: 2 } }
  }
  const worker = (ctx: Ctx, seconds: number): Ctx => ({
    ...world().worker(),
    subject: ctx.subject,
    now: later(ctx, seconds).now,
  })
  const textsOf = (caseId: string) =>
    world()
      .db.select()
      .from(outgoingTexts)
      .leftJoin(outgoingTextEnds, eq(outgoingTextEnds.id, outgoingTexts.id))
      .where(eq(outgoingTexts.caseId, caseId))
      .orderBy(outgoingTexts.at)
  const onlyText = async (caseId: string) => {
    const [row] = await textsOf(caseId)
    if (!row) throw new Error('there is a text')
    return { caseId, textId: row.outgoing_texts.id }
  }
  /** All that tells anybody of a complaint: steps, events and messages. */
  const traces = async (caseId: string, { subject }: { subject: string }) => {
    const { db } = world()
    const steps = await db.select().from(caseSteps).where(eq(caseSteps.caseId, caseId))
    const heard = await db.select().from(events).where(eq(events.objectId, caseId))
    const told = await db.select().from(messages).where(eq(messages.customerId, subject))
    return { steps: steps.length, events: heard.length, messages: told.length }
  }
  const actions = async (objectId: string) =>
    (await auditOf(world().db, { objectId }))
      .map(({ action, actorKind }) => `${action} ${actorKind}`)
      .slice(1)

  it('is seen, counted and told of by nobody for half a minute, and then by all at the moment it leaves', async () => {
    const { ctx, caseId, agent, step } = await filed()
    const before = await traces(caseId, ctx)
    const sent = await moveComplaint(agent, { ...step, kind: 'answered', text })
    expect(sent).toEqual({ caseId, state: 'registered', lastStep: 2, leavesAt: later(ctx, 30).now })
    expect(await releaseTexts(worker(ctx, recallSeconds - 1))).toEqual({ ended: 0, more: false })
    expect(await traces(caseId, ctx)).toEqual(before)
    expect(await showComplaint(later(ctx, 29), { caseId })).toMatchObject({
      owed: true,
      answeredAt: null,
    })
    expect((await listComplaints(later(ctx, 29)))[0]).toMatchObject({ owed: true, state: 'registered' })

    expect(await releaseTexts(worker(ctx, 95))).toEqual({ ended: 1, more: false })
    const view = await showComplaint(later(ctx, 95), { caseId })
    expect(view).toMatchObject({ state: 'answered', owed: false, answeredAt: later(ctx, 95).now })
    const left = { kind: 'answered', text, staff: agent.actor.staffId, at: later(ctx, 95).now }
    expect(view.steps.at(-1)).toMatchObject(left)
    expect(await traces(caseId, ctx)).toEqual({ steps: 3, events: before.events + 1, messages: 2 })
    expect(await actions(caseId)).toEqual(['complaint.text-sent staff', 'complaint.answered staff'])
    expect(await releaseTexts(worker(ctx, 96))).toEqual({ ended: 0, more: false })
  })

  it('is taken back within half a minute, leaves no trace for the customer, and stays with its end', async () => {
    const { ctx, caseId, agent, step } = await filed(1)
    const before = await traces(caseId, ctx)
    await moveComplaint(agent, { ...step, kind: 'answered', text })
    const found = await onlyText(caseId)
    await recallText(later(agent, 29), found)
    await releaseTexts(worker(ctx, 31))
    expect(await traces(caseId, ctx)).toEqual(before)
    expect(await actions(caseId)).toEqual(['complaint.text-sent staff', 'complaint.text-recalled staff'])
    const [row] = await textsOf(caseId)
    expect(row?.outgoing_text_ends).toMatchObject({ end: 'recalled', staffId: agent.actor.staffId })
    const desk = await openCase(later(agent, 40), { caseId })
    expect(desk).toMatchObject({ outgoing: null, returned: { kind: 'answered', text } })
    const { staffId } = agent.actor
    expect(desk.staffEntries).toMatchObject([{ kind: 'recalled', staff: staffId, by: staffId, text }])

    await moveComplaint(later(agent, 50), { ...step, kind: 'answered', text: 'Түзетілген жауап.' })
    await releaseTexts(worker(ctx, 80))
    expect((await showComplaint(later(ctx, 80), { caseId })).steps.map(({ text }) => text)).toEqual([
      'Кім берді?',
      null,
      'Түзетілген жауап.',
    ])
    expect((await openCase(later(agent, 90), { caseId })).returned).toBeNull()
  })

  it('is not taken back too late, twice, or under another complaint', async () => {
    const { ctx, caseId, agent, colleague, step } = await filed(2)
    await moveComplaint(agent, { ...step, kind: 'answered', text })
    const found = await onlyText(caseId)
    const late = lockedBy('complaint.recall-late')
    await expect(recallText(later(agent, recallSeconds), found), 'not left yet').rejects.toEqual(late)
    await releaseTexts(worker(ctx, recallSeconds))
    await expect(recallText(later(agent, 20), found), 'left').rejects.toEqual(late)
    const unknown = { caseId, textId: randomUUID() }
    await expect(recallText(agent, unknown)).rejects.toEqual(refusal('not-found'))

    const other = await filed(2)
    await moveComplaint(other.agent, { ...other.step, kind: 'message', text })
    const otherText = await onlyText(other.caseId)
    await expect(recallText(other.agent, { ...otherText, caseId })).rejects.toEqual(refusal('not-found'))
    await expect(recallText(agent, otherText)).rejects.toEqual(refusal('not-found'))
    await recallText({ ...colleague, subject: other.ctx.subject }, otherText)
    await expect(recallText(other.agent, otherText)).rejects.toEqual(lockedBy('complaint.recall-over'))
    const [row] = await textsOf(other.caseId)
    expect(row?.outgoing_text_ends?.staffId, 'a colleague may').toBe(colleague.actor.staffId)
  })

  it('holds up every other step of the bank, and nothing of the customer', async () => {
    const { ctx, caseId, agent, colleague, step } = await filed(3)
    await moveComplaint(agent, { ...step, kind: 'waiting-customer', text })
    const desk = await openCase(agent, { caseId })
    expect(Object.values(desk.may).filter(Boolean)).toEqual([])
    expect(desk).toMatchObject({
      extension: null,
      outgoing: { kind: 'waiting-customer', text, staff: agent.actor.staffId, leavesAt: later(ctx, 30).now },
    })
    for (const kind of ['message', 'answered', 'in-review'] as const) {
      const next = { ...step, kind, text: kind === 'in-review' ? undefined : text }
      await expect(moveComplaint(agent, next)).rejects.toEqual(lockedBy('complaint.text-waits'))
      await expect(moveComplaint(colleague, next)).rejects.toEqual(refusal('conflict'))
    }
    await expect(extendCase(colleague, { ...step, reason: text })).rejects.toEqual(refusal('conflict'))
    await writeMessage(ctx, { ...step, text: 'Тағы бірі келді.' })
    await releaseTexts(worker(ctx, 30))
    const { steps, state } = await showComplaint(ctx, { caseId })
    expect(state).toBe('waiting-customer')
    expect(steps.slice(2).map(({ kind, side }) => [kind, side])).toEqual([
      ['message', 'customer'],
      ['waiting-customer', 'bank'],
    ])
  })

  it('does not leave once the customer has withdrawn, or a delay once the last day is past', async () => {
    const { ctx, caseId, agent, step } = await filed(4)
    await moveComplaint(agent, { ...step, kind: 'answered', text })
    await withdrawComplaint(ctx, step)
    const before = await traces(caseId, ctx)
    expect(await releaseTexts(worker(ctx, 30))).toEqual({ ended: 1, more: false })
    expect(await traces(caseId, ctx)).toEqual(before)
    expect((await actions(caseId)).at(-1)).toBe('complaint.text-overtaken worker')
    const { staffEntries } = await openCase(agent, { caseId })
    expect(staffEntries).toMatchObject([{ kind: 'overtaken', staff: null, by: agent.actor.staffId, text }])

    const delay = await filed(4)
    const { trace } = await showComplaint(delay.ctx, { caseId: delay.caseId })
    const midnight = new Date(`${trace?.due}T18:59:45Z`)
    await extendCase(at(delay.agent, midnight), { ...delay.step, reason: 'Журналды күтеміз.' })
    await releaseTexts({ ...worker(delay.ctx, 0), now: new Date(midnight.getTime() + 30_000) })
    const [row] = await textsOf(delay.caseId)
    expect(row?.outgoing_text_ends?.end).toBe('overtaken')
    expect((await showComplaint(delay.ctx, { caseId: delay.caseId })).extension).toBeNull()
  })

  it('leaves once, however many workers come to it, and those of others are not held up by a bad one', async () => {
    const [one, bad] = [await filed(5), await filed(5)]
    for (const { agent, step } of [bad, one]) await moveComplaint(agent, { ...step, kind: 'answered', text })
    await world().db.execute(
      sql`update customer_keys set wrapped_key = null, destroyed_at = now() where customer_id = ${bad.ctx.subject}`,
    )
    const all = { ...world().worker(), now: later(one.ctx, 30).now }
    await Promise.all([releaseTexts(all), releaseTexts(all)])
    expect((await showComplaint(one.ctx, { caseId: one.caseId })).steps).toHaveLength(3)
    const ends = await Promise.all([bad, one].map(({ caseId }) => textsOf(caseId)))
    expect(ends.flat().map((row) => row.outgoing_text_ends?.end)).toEqual(['overtaken', 'released'])
  })

  it('is kept from everyone but the desk, in the database too, and never changes', async () => {
    const { ctx, caseId, agent, step } = await filed(6)
    await moveComplaint(agent, { ...step, kind: 'answered', text })
    const found = await onlyText(caseId)
    for (const who of [ctx, world().system(ctx.subject), world().visitor(), worker(ctx, 0)]) {
      await expect(recallText(who, found)).rejects.toEqual(refusal('forbidden'))
    }
    for (const who of [ctx, agent]) await expect(releaseTexts(who)).rejects.toEqual(refusal('forbidden'))
    const administrator = { ...(await world().signedInStaff('administrator')), subject: ctx.subject }
    await expect(recallText(administrator, found)).rejects.toEqual(refusal('forbidden'))
    const asCustomer = world().db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', 'arqau_customer', true)`)
      await tx.execute(sql`select 1 from outgoing_texts`)
    })
    await expect(asCustomer).rejects.toMatchObject({ cause: { code: '42501' } })
    await recallText(agent, found)
    for (const change of [
      sql`update outgoing_texts set waits = true`,
      sql`update outgoing_texts set leaves_at = now()`,
      sql`delete from outgoing_texts`,
      sql`update outgoing_text_ends set "end" = 'released'`,
      sql`delete from outgoing_text_ends`,
    ])
      await expect(world().db.execute(change)).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})
