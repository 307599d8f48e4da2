import { randomUUID } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { deliveries, events } from '#db/schema/events.ts'
import { tasks } from '#db/schema/tasks.ts'
import { auditOf } from '#testing/audit.ts'
import { letOut } from '#testing/bank-texts.ts'
import { at, daysOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt, lockedBy, refusal } from '#testing/expect.ts'
import { first } from '#testing/first.ts'
import { insertSubscription } from '#testing/system-rows.ts'
import { answeringSystem, asksForCorrection, deskOf, revokeKeys, taskFor, tasksOf } from '#testing/tasks.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { openCase } from '../desk/open-case.ts'
import { positionEvents } from '../events/position-events.ts'
import { readEvents } from '../events/read-events.ts'
import { fileRequest } from '../requests/file-request.ts'
import { moveRequest } from '../requests/move-request.ts'
import { showRequest } from '../requests/show-request.ts'
import { withdrawRequest } from '../requests/withdraw-request.ts'
import { listTasks } from './list-tasks.ts'
import { openTaskDocument } from './open-task-document.ts'
import { openTasks } from './open-tasks.ts'
import { showTask } from './show-task.ts'

onBothEngines('tasks of requests', (world) => {
  beforeEach(() => revokeKeys(world()))
  const customer = () => freshCustomer(world())
  const written = async (caseId: string) => {
    const ids = (await tasksOf(world(), caseId)).map(({ id }) => id)
    const told = await world()
      .db.select()
      .from(events)
      .where(inArray(events.objectId, [caseId, ...ids]))
    return {
      tasks: ids.length,
      audit: (await auditOf(world().db, { objectId: caseId })).map(({ action }) => action),
      events: told.map(({ type }) => type).sort(),
    }
  }
  const untouched = { tasks: 0, audit: ['request.filed'], events: ['request.filed'] }

  it('a correction goes to the bank’s own systems with a valid key that answers tasks, and to no others', async () => {
    const ctx = await customer()
    const own = [await answeringSystem(world()), await answeringSystem(world())]
    await answeringSystem(world(), { recipient: 'zhetel-media' })
    await answeringSystem(world(), { scopes: ['events:read'] })
    await answeringSystem(world(), { revokedAt: testNow })
    await answeringSystem(world(), { expiresAt: testNow })
    const { id: caseId, reference, dueOn } = await asksForCorrection(ctx)
    const opened = await openTasks(deskOf(world(), ctx), { caseId, lastStep: 2 })
    const ids = own.map(({ systemId }) => systemId).sort()
    expect(opened.map(({ systemId }) => systemId)).toEqual(ids)
    const rows = await tasksOf(world(), caseId)
    expect(rows.map(({ systemId }) => systemId).sort()).toEqual(ids)
    for (const row of rows)
      expect(row).toMatchObject({
        ...{ customerId: ctx.subject, fields: ['address'], dueOn, openedBy: 'Қ-114', openedAt: ctx.now },
      })
    const log = await auditOf(world().db, { objectId: caseId, action: 'request.tasked' })
    expect(log).toMatchObject([{ actorKind: 'staff', detail: { reference, systems: 2 } }])
    expect(await written(caseId)).toEqual({
      tasks: 2,
      audit: ['request.filed', 'request.tasked'],
      events: ['request.filed', 'task.opened', 'task.opened'],
    })
    await expect(world().db.update(tasks).set({ openedBy: 'x' })).rejects.toThrow()
  })

  it('a task is delivered once to each subscription of its own system, and the feed says whose it is without a value', async () => {
    const ctx = await customer()
    const own = await answeringSystem(world())
    const { systemId } = own
    const subscribe = (to: string, types: ('task.opened' | 'request.filed')[] = ['task.opened']) =>
      insertSubscription(world(), 'https://example.kz/', testNow, { systemId: to, types })
    const [one, two] = [await subscribe(systemId), await subscribe(systemId)]
    const deaf = await subscribe(systemId, ['request.filed'])
    const other = await subscribe(`system-${randomUUID()}`)
    const { id: caseId } = await asksForCorrection(ctx)
    const { id } = first(await openTasks(deskOf(world(), ctx), { caseId, lastStep: 2 }))
    while ((await positionEvents(world().worker())).more);
    await positionEvents(world().worker())
    const made = await world().db.select().from(deliveries).where(eq(deliveries.objectId, id))
    expect(made.map(({ subscriptionId }) => subscriptionId).sort()).toEqual([one.id, two.id].sort())
    for (const row of made) expect(row).toMatchObject({ orderedBy: id, confirmBy: null, systemId })
    expect(made.map(({ subscriptionId }) => subscriptionId)).not.toContain(deaf.id)
    expect(made.map(({ subscriptionId }) => subscriptionId)).not.toContain(other.id)
    const { events: told } = await readEvents(world().system(), { types: 'task.opened', limit: 1000 })
    const about = told.filter(({ data }) => 'task' in data && data.task === id)
    expect(about).toMatchObject([
      { type: 'task.opened', customer: ctx.reference, data: { task: id, system: systemId, request: caseId } },
    ])
    expect(Object.keys(about[0]?.data ?? {}).sort()).toEqual(['request', 'system', 'task'])
  })

  it('without a system that answers tasks it is refused in words, and nothing is written', async () => {
    const ctx = await customer()
    await answeringSystem(world(), { revokedAt: testNow })
    const { id: caseId } = await asksForCorrection(ctx)
    const open = openTasks(deskOf(world(), ctx), { caseId, lastStep: 2 })
    await expect(open).rejects.toThrow(lockedBy('task.no-system'))
    expect(await written(caseId)).toEqual(untouched)
  })

  it('sent again it goes only to systems that have come since', async () => {
    const ctx = await customer()
    const { caseId } = await taskFor(world(), ctx)
    const again = () => openTasks(deskOf(world(), ctx), { caseId, lastStep: 2 })
    await expect(again()).rejects.toThrow(lockedBy('task.opened-already'))
    const late = await answeringSystem(world())
    expect(await again()).toMatchObject([{ systemId: late.systemId }])
    const twice = await Promise.allSettled([again(), again()])
    expect(twice.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await tasksOf(world(), caseId)).toHaveLength(2)
  })

  it('pressed by two at once it is sent once', async () => {
    const ctx = await customer()
    await answeringSystem(world())
    const { id: caseId } = await asksForCorrection(ctx)
    const open = () => openTasks(deskOf(world(), ctx), { caseId, lastStep: 2 })
    const both = await Promise.allSettled([open(), open()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await written(caseId)).toMatchObject({ tasks: 1, events: ['request.filed', 'task.opened'] })
  })

  it('only the desk sends, and only an open correction that waits for nobody, as it was last seen', async () => {
    const ctx = await customer()
    await answeringSystem(world())
    const { id: caseId } = await asksForCorrection(ctx)
    const desk = deskOf(world(), ctx)
    const { subject } = ctx
    for (const actor of [
      ctx,
      world().support(subject, 'requests'),
      world().system(subject),
      world().worker(),
    ])
      await expect(openTasks({ ...actor, subject }, { caseId, lastStep: 2 })).rejects.toThrow(
        refusal('forbidden'),
      )
    const other = deskOf(world(), await customer())
    await expect(openTasks(other, { caseId, lastStep: 2 })).rejects.toThrow(refusal('not-found'))
    expect(await auditOf(world().db, { action: 'request.not-found', objectId: caseId })).toHaveLength(1)
    await expect(openTasks(desk, { caseId, lastStep: 1 })).rejects.toThrow(refusal('conflict'))
    const { id: asked } = await fileRequest(ctx, { kind: 'information' })
    await expect(openTasks(desk, { caseId: asked, lastStep: 2 })).rejects.toThrow(
      lockedBy('task.not-for-systems'),
    )
    await moveRequest(desk, { caseId, kind: 'waiting-customer', text: 'Анықтама керек.', lastStep: 2 })
    await expect(openTasks(desk, { caseId, lastStep: 2 })).rejects.toThrow(lockedBy('complaint.text-waits'))
    await letOut(desk)
    await expect(openTasks(desk, { caseId, lastStep: 3 })).rejects.toThrow(lockedBy('task.waits-customer'))
    await withdrawRequest(ctx, { caseId, lastStep: 3 })
    await expect(openTasks(desk, { caseId, lastStep: 4 })).rejects.toThrow(lockedBy('task.request-over'))
    expect(await tasksOf(world(), caseId)).toEqual([])
  })

  it('a system lists its own open tasks oldest first, a page at a time, until the request is over', async () => {
    const ctx = await customer()
    const system = await answeringSystem(world())
    await answeringSystem(world())
    const sent: { caseId: string; task: string; reference: string }[] = []
    for (const field of ['address', 'email', 'location']) {
      const { id: caseId, reference } = await asksForCorrection(ctx, field)
      const opened = await openTasks(deskOf(world(), ctx), { caseId, lastStep: 2 })
      const own = opened.find(({ systemId }) => systemId === system.systemId)
      sent.push({ caseId, reference, task: own?.id ?? '' })
    }
    const page = await listTasks(system, { limit: '2' })
    expect(page.tasks.map(({ id }) => id)).toEqual(sent.slice(0, 2).map(({ task }) => task))
    expect(page.tasks[0]).toMatchObject({
      ...{ customer: ctx.reference, request: sent[0]?.reference, kind: 'correction', fields: ['address'] },
      openedAt: testNow.toISOString(),
    })
    const rest = await listTasks(system, { limit: '2', after: page.next })
    expect(rest).toMatchObject({ tasks: [{ id: sent[2]?.task }], next: null })
    await withdrawRequest(ctx, { caseId: sent[0]?.caseId, lastStep: 2 })
    expect((await listTasks(system, {})).tasks.map(({ id }) => id)).toEqual([sent[1]?.task, sent[2]?.task])
    await expect(listTasks(system, { limit: '0' })).rejects.toThrow(invalidAt('limit', 'task.limit'))
  })

  it('a system reads its own task and what its customer said and attached, and no other system does', async () => {
    const ctx = await customer()
    const { id, system, reference, caseId, dueOn } = await taskFor(world(), ctx)
    const view = await showTask(system, { id })
    expect(view).toMatchObject({
      ...{ id, customer: ctx.reference, request: reference, fields: ['address'], dueOn, open: true },
      ...{ words: 'Абай даңғылы, 10-үй', answers: [] },
      documents: [{ name: 'анықтама.txt', mediaType: 'text/plain', bytes: 16, opens: true }],
    })
    const document = view.documents[0]?.id
    const opened = await openTaskDocument(system, { id, document })
    expect(new TextDecoder().decode(opened.bytes)).toBe('Анықтама')
    const shown = await auditOf(world().db, { action: 'attachment.opened', objectId: document ?? '' })
    expect(shown).toMatchObject([{ customerId: ctx.subject, actorId: system.systemId }])
    const stranger = await answeringSystem(world())
    const foreign = await taskFor(world(), await customer(), 'email')
    for (const work of [
      () => showTask(stranger, { id }),
      () => openTaskDocument(stranger, { id, document }),
      () => showTask(stranger, { id: randomUUID() }),
      () => openTaskDocument(foreign.system, { id: foreign.id, document }),
    ])
      await expect(work()).rejects.toThrow(refusal('not-found'))
    expect(await auditOf(world().db, { action: 'task.not-found', objectId: id })).toHaveLength(2)
    expect(await auditOf(world().db, { action: 'attachment.opened', objectId: document ?? '' })).toHaveLength(
      1,
    )
    const { subject } = ctx
    for (const actor of [ctx, deskOf(world(), ctx), world().support(subject, 'requests'), world().worker()])
      for (const work of [() => showTask(actor, { id }), () => listTasks(actor, {})])
        await expect(work()).rejects.toThrow(refusal('forbidden'))
    const keyless = { ...system, actor: { ...system.actor, scopes: ['events:read'] as const } }
    await expect(showTask(keyless, { id })).rejects.toThrow(refusal('forbidden'))
    expect(caseId).not.toBe(foreign.caseId)
  })

  it('customer, look and desk see which systems it was sent to, and who is late', async () => {
    const ctx = await customer()
    const { caseId, dueOn } = await taskFor(world(), ctx)
    const waiting = {
      ...{ system: 'Негізгі жүйе', openedAt: testNow, dueOn, late: false },
      fields: [{ id: 'address', title: expect.any(String), answer: null }],
    }
    const [task] = (await showRequest(ctx, { caseId })).tasks
    expect(task).toMatchObject(waiting)
    const look = await showRequest(world().support(ctx.subject, 'requests'), { caseId })
    expect(look.tasks).toEqual([task])
    const { shown } = await openCase(deskOf(world(), ctx), { caseId })
    expect(shown).toMatchObject({ tasks: [task] })
    const past = await showRequest(at(ctx, daysOn(30)), { caseId })
    expect(past.tasks).toEqual([{ ...task, late: true }])
  })
})
