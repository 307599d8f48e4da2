import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { caseChanges, taskAnswers } from '#db/schema/tasks.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn, hoursOn } from '#testing/clock.ts'
import type { FreshCustomer } from '#testing/customers.ts'
import { invalidAt, lockedBy, refusal } from '#testing/expect.ts'
import { holdingRow } from '#testing/holdings.ts'
import { answeringSystem, askedToCorrect, deskOf, tasksOf, writtenAbout } from '#testing/tasks.ts'
import { onBothEngines } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { openCase } from '../desk/open-case.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { reveal } from '../holdings/reveal.ts'
import { showRequest } from '../requests/show-request.ts'
import { withdrawRequest } from '../requests/withdraw-request.ts'
import { listTasks } from '../tasks/list-tasks.ts'
import { answerTask } from './answer-task.ts'

const before = 'Шымкент қ., Тәуке хан даңғылы, 5-үй'
const after = 'Алматы қ., Абай даңғылы, 10-үй'

onBothEngines('answers to tasks', (world) => {
  const asked = (field?: string) => askedToCorrect(world(), before, field)
  const done = (value = after, field = 'address') => ({ field, outcome: 'done', value })
  const heldIn = async (ctx: FreshCustomer, field = 'address') => (await reveal(ctx, { field })).value
  const written = (ctx: FreshCustomer) => writtenAbout(world(), ctx)

  it('what a system has corrected is held from then on, and the customer sees what stood before', async () => {
    const { ctx, id, caseId, reference, system } = await asked()
    const later = at(system, hoursOn(2))
    const was = await written(ctx)
    const said = await answerTask(later, { id, answers: [done()] })
    const answer = {
      field: 'address',
      outcome: 'done',
      reason: null,
      at: later.now.toISOString(),
      late: false,
    }
    expect(said).toMatchObject({ id, open: true, answers: [answer] })
    expect(await heldIn(ctx)).toBe(after)
    const row = await holdingRow(world(), ctx, 'address')
    expect(row).toMatchObject({ obtainedVia: 'app', obtainedAt: ctx.now, updatedAt: later.now })
    const log = await auditOf(world().db, { customerId: ctx.subject, actorId: system.systemId })
    expect(log.map(({ action, objectId, detail }) => ({ action, objectId, detail }))).toEqual([
      {
        ...{ action: 'task.answered', objectId: caseId },
        detail: { reference, system: system.systemId, fields: 1, late: false },
      },
      {
        ...{ action: 'holding.corrected', objectId: caseId },
        detail: { field: 'address', reference, system: system.systemId },
      },
    ])
    expect(await written(ctx)).toMatchObject({ answers: 1, changes: 1, events: was.events })
    const view = await showRequest(ctx, { caseId })
    expect(view.tasks[0]?.fields[0]?.answer).toMatchObject({ outcome: 'done', at: later.now, late: false })
    const [change] = view.changes
    expect(change).toMatchObject({ field: { id: 'address' }, system: 'Негізгі жүйе', at: later.now })
    const shown = (await listHoldings(ctx)).categories
      .flatMap(({ fields }) => fields)
      .find(({ id: field }) => field === 'address')
    expect(change?.after).toBe(shown?.held?.masked)
    expect(change?.before).toContain('•')
    expect(change?.before).not.toContain('Тәуке')
    const { shown: atDesk } = await openCase(deskOf(world(), ctx), { caseId })
    expect(atDesk).toMatchObject({ changes: [], tasks: view.tasks })
    const { entries } = await listActivity(ctx)
    for (const action of ['holding.corrected', 'task.answered', 'request.tasked'])
      expect(entries.find((one) => one.action === action)?.about, action).toMatchObject({
        ...{ kind: 'request', id: caseId, title: reference },
      })
    expect((await listTasks(system, {})).tasks).toEqual([])
    await expect(world().db.update(caseChanges).set({ beforeSealed: null })).rejects.toThrow()
    await expect(world().db.update(taskAnswers).set({ outcome: 'refused' })).rejects.toThrow()
  })

  it('the same answer again changes nothing, another one to the field is locked', async () => {
    const { ctx, id, system } = await asked()
    const first = await answerTask(system, { id, answers: [done()] })
    const was = await written(ctx)
    expect(await answerTask(at(system, hoursOn(5)), { id, answers: [done()] })).toEqual(first)
    for (const other of [
      done('Басқа мекенжай, 1-үй'),
      { field: 'address', outcome: 'refused', reason: 'unfounded' },
      { field: 'address', outcome: 'not-held' },
    ])
      await expect(answerTask(system, { id, answers: [other] })).rejects.toThrow(
        lockedBy('task.answered-already'),
      )
    expect(await written(ctx)).toEqual(was)
  })

  it('sent twice at once it is written once', async () => {
    const { ctx, id, system } = await asked()
    const [one, two] = await Promise.all([
      answerTask(system, { id, answers: [done()] }),
      answerTask(system, { id, answers: [done()] }),
    ])
    expect(one).toEqual(two)
    expect(await written(ctx)).toMatchObject({ answers: 1, changes: 1 })
    expect(await auditOf(world().db, { customerId: ctx.subject, action: 'task.answered' })).toHaveLength(1)
  })

  it('answered while its request is withdrawn, it is taken or locked, and waits no longer', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { ctx, id, caseId, system } = await asked()
      const [answered, withdrawn] = await Promise.allSettled([
        answerTask(system, { id, answers: [done()] }),
        withdrawRequest(ctx, { caseId, lastStep: 2 }),
      ])
      expect(withdrawn.status).toBe('fulfilled')
      if (answered.status === 'rejected') expect(answered.reason).toEqual(lockedBy('task.request-over'))
      expect((await tasksOf(world(), caseId)).map(({ waits }) => waits)).toEqual([false])
      expect((await listTasks(system, {})).tasks).toEqual([])
    }
  })

  it('a refusal has its reason and article, and what is not held is said so; neither changes what is held', async () => {
    const answers = [
      { field: 'address', outcome: 'refused', reason: 'unfounded' },
      { field: 'address', outcome: 'not-held' },
    ]
    for (const answer of answers) {
      const { ctx, id, caseId, system } = await asked()
      await answerTask(system, { id, answers: [answer] })
      const said = (await showRequest(ctx, { caseId })).tasks[0]?.fields[0]?.answer
      expect(said).toMatchObject({ outcome: answer.outcome })
      expect(said?.reason?.citation ?? null).toEqual(answer.reason ? expect.any(String) : null)
      expect(await heldIn(ctx)).toBe(before)
      expect(await written(ctx)).toMatchObject({ answers: 1, changes: 0 })
    }
  })

  it('an answer after the last day is taken and is late', async () => {
    const { ctx, id, caseId, system } = await asked()
    const late = at(system, daysOn(30))
    expect(await answerTask(late, { id, answers: [done()] })).toMatchObject({ answers: [{ late: true }] })
    const [task] = (await showRequest(at(ctx, daysOn(31)), { caseId })).tasks
    expect(task).toMatchObject({ late: false, fields: [{ answer: { late: true } }] })
    const [entry] = await auditOf(world().db, { customerId: ctx.subject, action: 'task.answered' })
    expect(entry?.detail).toMatchObject({ late: true })
  })

  it('what does not fit is named, all at once, and nothing is written', async () => {
    const { ctx, id, system } = await asked()
    const was = await written(ctx)
    const field = 'address'
    for (const [answer, path, key] of [
      [{ ...done(), field: 'email' }, 'field', 'task.field-unknown'],
      [{ field, outcome: 'maybe' }, 'outcome', 'task.outcome-unknown'],
      [{ field, outcome: 'done' }, 'value', 'task.value-missing'],
      [{ ...done(), value: ' ' }, 'value', 'holding.value'],
      [{ ...done(), reason: 'unfounded' }, 'reason', 'task.reason-unwanted'],
      [{ field, outcome: 'refused' }, 'reason', 'task.reason-missing'],
      [{ field, outcome: 'refused', reason: 'mood' }, 'reason', 'task.reason-unknown'],
      [{ field, outcome: 'not-held', value: after }, 'value', 'task.value-unwanted'],
    ] as const)
      await expect(answerTask(system, { id, answers: [answer] }), key).rejects.toThrow(
        invalidAt(`answers.0.${path}`, key),
      )
    await expect(answerTask(system, { id, answers: [done(), done()] })).rejects.toThrow(
      invalidAt('answers.1.field', 'task.field-twice'),
    )
    await expect(answerTask(system, { id, answers: [] })).rejects.toThrow(
      invalidAt('answers', 'task.no-answers'),
    )
    expect(await written(ctx)).toEqual(was)
  })

  it('once the request is over nothing more is taken, but the same again is no fault', async () => {
    const { ctx, id, caseId, system } = await asked()
    await withdrawRequest(ctx, { caseId, lastStep: 2 })
    const was = await written(ctx)
    await expect(answerTask(system, { id, answers: [done()] })).rejects.toThrow(lockedBy('task.request-over'))
    expect(await written(ctx)).toEqual(was)
    const other = await asked()
    await answerTask(other.system, { id: other.id, answers: [done()] })
    await withdrawRequest(other.ctx, { caseId: other.caseId, lastStep: 2 })
    const again = await answerTask(other.system, { id: other.id, answers: [done()] })
    expect(again).toMatchObject({ open: false, answers: [{ outcome: 'done' }] })
  })

  it('no one answers another’s task: it is not found, which leaves a trace, and nothing is written', async () => {
    const { ctx, id, caseId, system } = await asked()
    const was = await written(ctx)
    const stranger = await answeringSystem(world())
    for (const task of [id, randomUUID()])
      await expect(answerTask(stranger, { id: task, answers: [done()] })).rejects.toThrow(
        refusal('not-found'),
      )
    const traces = await world()
      .db.select()
      .from(auditLog)
      .where(and(eq(auditLog.action, 'task.not-found'), eq(auditLog.objectId, id)))
    expect(traces).toMatchObject([{ actorKind: 'system', actorId: stranger.systemId }])
    const { subject } = ctx
    const keyless = { ...system, actor: { ...system.actor, scopes: ['holdings:put'] as const } }
    for (const actor of [
      ...[ctx, deskOf(world(), ctx), world().support(subject, 'requests'), world().worker(), keyless],
    ])
      await expect(answerTask(actor, { id, answers: [done()] })).rejects.toThrow(refusal('forbidden'))
    expect(await written(ctx)).toEqual(was)
    expect((await showRequest(ctx, { caseId })).tasks[0]?.fields[0]?.answer).toBeNull()
  })
})
