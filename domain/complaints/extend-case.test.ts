import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { caseSteps } from '#db/schema/cases.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { auditOf } from '#testing/audit.ts'
import { letOut, tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn, later } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt, lockedBy, refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { extendCase } from '../cases/extend-case.ts'
import type { Ctx } from '../context.ts'
import { openCase } from '../desk/open-case.ts'
import { recallSeconds } from '../life-spans.ts'
import { fileComplaint } from './file-complaint.ts'
import { listComplaints } from './list-complaints.ts'
import { showComplaint } from './show-complaint.ts'

onBothEngines('a delay of the answer', (world) => {
  const customer = async (day = 0) => at(await freshCustomer(world()), daysOn(day))
  const filed = async (ctx: Ctx, text = 'Нөмірімді кім берді? Жауап беріңіз.') =>
    fileComplaint(ctx, { kind: 'ordinary', text })
  const audited = (objectId: string) => auditOf(world().db, { objectId, action: 'complaint.extended' })
  const noticesTo = async ({ subject }: { subject: string }) =>
    (
      await world()
        .db.select({ kind: messages.kind, channel: messages.channel, to: messages.toSealed })
        .from(messages)
        .where(eq(messages.customerId, subject))
        .orderBy(messages.kind, messages.channel)
    ).map(({ kind, channel, to }) => `${kind} ${channel}${to ? ' addressed' : ''}`)
  it('a delay is announced once and leaves the day on which the answer is owed', async () => {
    const ctx = await customer(1)
    const { id: caseId } = await filed(ctx)
    const agent = { ...at(await world().signedInStaff(), daysOn(20)), subject: ctx.subject }
    const reason = 'Серіктестің журналын әлі алған жоқпыз.'
    const before = (await noticesTo(ctx)).length
    const announced = await extendCase(agent, { caseId, reason: ` ${reason} `, lastStep: 2 })
    const leavesAt = later(agent, recallSeconds).now
    expect(announced).toEqual({ caseId, state: 'registered', lastStep: 2, leavesAt })
    await letOut(agent)
    for (const [now, progressState] of [
      [21, 'running'],
      [31, 'soon'],
    ] as const) {
      const view = await showComplaint(at(ctx, daysOn(now)), { caseId })
      expect(view).toMatchObject({
        state: 'registered',
        dueOn: '2026-12-21',
        trace: { due: '2026-12-21', amount: 30 },
        extension: { due: '2027-01-05', days: 15, reason },
        progress: { day: now - 1, of: 30, daysLeft: 31 - now, state: progressState },
        can: { disagree: false },
      })
      const [summary] = (await listComplaints(at(ctx, daysOn(now)))).filter(({ id }) => id === caseId)
      expect(summary).toMatchObject({ dueOn: view.dueOn, progress: view.progress })
      const desk = await openCase({ ...agent, now: at(ctx, daysOn(now)).now }, { caseId })
      expect(desk).toMatchObject({ extension: null, shown: { extension: view.extension } })
    }
    const again = { caseId, reason, lastStep: 3 }
    await expect(extendCase(agent, again)).rejects.toEqual(lockedBy('complaint.no-extended'))
    const late = await showComplaint(at(ctx, daysOn(32)), { caseId })
    expect(late).toMatchObject({ progress: { state: 'late', daysLeft: -1 }, can: { disagree: true } })
    expect((await noticesTo(ctx)).filter((one) => one.startsWith('complaint-extended'))).toHaveLength(2)
    expect(await noticesTo(ctx)).toHaveLength(before + 2)
    expect(await audited(caseId)).toMatchObject([
      { detail: { step: 'extended', from: '2026-12-21', to: '2027-01-05' } },
    ])
    const heard = await world().db.select().from(events).where(eq(events.objectId, caseId))
    expect(heard.map(({ type }) => type).toSorted()).toEqual(['complaint.filed', 'complaint.moved'])
    const [step] = await world()
      .db.select()
      .from(caseSteps)
      .where(and(eq(caseSteps.caseId, caseId), eq(caseSteps.number, 3)))
    expect(Buffer.from(step?.textSealed ?? []).includes('журнал')).toBe(false)
  })

  it('a delay is not announced without a reason, too late, over a step not seen, or once answered', async () => {
    const ctx = await customer(2)
    const { id: caseId } = await filed(ctx)
    const agent = { ...(await world().signedInStaff()), now: ctx.now, subject: ctx.subject }
    const ask = { caseId, reason: 'Тексеру созылды.', lastStep: 2 }
    const locked = lockedBy('complaint.no-extended')
    await expect(extendCase(agent, { ...ask, reason: '' })).rejects.toEqual(
      invalidAt('reason', 'complaint.answer-empty'),
    )
    await expect(extendCase(agent, { ...ask, reason: 'ә'.repeat(1001) })).rejects.toEqual(
      invalidAt('reason', 'complaint.reason-long'),
    )
    await expect(extendCase(at(agent, daysOn(33)), ask)).rejects.toEqual(locked)
    await expect(extendCase(agent, { ...ask, lastStep: 1 })).rejects.toEqual(refusal('conflict'))
    await tellCustomer(agent, { caseId, kind: 'answered', text: 'Жауап.', lastStep: 2 })
    await expect(extendCase(agent, { ...ask, lastStep: 3 })).rejects.toEqual(locked)
    expect((await showComplaint(ctx, { caseId })).extension).toBeNull()
  })
})
