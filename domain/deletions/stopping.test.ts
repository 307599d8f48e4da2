import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { cases } from '#db/schema/cases.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { deletions } from '#db/schema/deletions.ts'
import { holdings } from '#db/schema/holdings.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { letOut } from '#testing/bank-texts.ts'
import { at, daysOn, secondsOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import {
  answerAll,
  approvedDeletion,
  asksForDeletion,
  carryOutDue,
  fourEyes,
  heldCustomer,
} from '#testing/deletions.ts'
import { lockedBy, refusal, wrongAt } from '#testing/expect.ts'
import { answeringSystem, revokeKeys, tasksOf } from '#testing/tasks.ts'
import { onBothEngines } from '#testing/world.ts'
import { actAs } from '../access.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { moveRequest } from '../requests/move-request.ts'
import { showRequest } from '../requests/show-request.ts'
import { writeRequest } from '../requests/write-request.ts'
import { bookkeep } from '../transaction.ts'
import { answerDeletion } from './answer-deletion.ts'
import { proposeDeletion } from './propose-deletion.ts'
import { showDeletion } from './show-deletion.ts'

const about = (id: string) => ({ kind: 'field', id })
const refused = {
  ...{ kind: 'refused', text: 'Негізсіз.', lastStep: 2 },
  outcomes: [{ outcome: 'refused', reason: 'unfounded' }],
}

onBothEngines('a deletion on its way', (world) => {
  beforeAll(() => publishPolicy(at(world().worker(), daysOn(-500)), catalogue()))

  it('is not asked for beside one that is about some of the same data, also when several are sent at once', async () => {
    const ctx = await heldCustomer(world())
    await asksForDeletion(ctx, about('location'))
    for (const second of [undefined, about('location'), { kind: 'consent', id: 'device-location' }])
      await expect(asksForDeletion(ctx, second)).rejects.toMatchObject(wrongAt('kind'))
    await asksForDeletion(ctx, about('contacts'))
    const many = await heldCustomer(world())
    const sent = await Promise.allSettled(Array.from({ length: 8 }, () => asksForDeletion(many)))
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await world().db.$count(cases, eq(cases.customerId, many.subject))).toBe(1)
  })

  it('is stopped by a refusal until a system has erased, and waits while that text waits to leave', async () => {
    const ctx = await heldCustomer(world())
    const { caseId, system, task, agent } = await approvedDeletion(world(), ctx)
    await moveRequest(agent, { caseId, ...refused })
    expect(await carryOutDue(world(), secondsOn(61))).toEqual(['waiting'])
    await letOut(at(agent, daysOn(0)))
    await expect(answerAll(system, task)).rejects.toThrow(lockedBy('task.request-over'))
    expect(await carryOutDue(world(), secondsOn(200))).toEqual(['overtaken'])
    expect(await showRequest(ctx, { caseId })).toMatchObject({ state: 'refused' })
    expect(await world().db.$count(holdings, eq(holdings.customerId, ctx.subject))).toBe(3)
  })

  it('waits while the bank waits for its customer, whatever the systems have said', async () => {
    const ctx = await heldCustomer(world())
    const { caseId, system, task, agent } = await approvedDeletion(world(), ctx)
    const asked = { kind: 'waiting-customer', text: 'Бұл сіз бе?', pauseReason: 'identity', lastStep: 2 }
    await moveRequest(agent, { caseId, ...asked })
    await letOut(at(agent, daysOn(0)))
    await answerAll(system, task)
    expect(await carryOutDue(world(), secondsOn(120))).toEqual(['waiting'])
    const { lastStep } = await showRequest(ctx, { caseId })
    await writeRequest(at(ctx, secondsOn(130)), { caseId, text: 'Иә.', lastStep })
    expect(await carryOutDue(world(), secondsOn(181))).toEqual(['carried-out'])
  })

  it('is due as soon as a system has answered', async () => {
    const ctx = await heldCustomer(world())
    const { system, task } = await approvedDeletion(world(), ctx)
    expect(await carryOutDue(world(), secondsOn(1))).toEqual(['waiting'])
    expect(await carryOutDue(world(), secondsOn(2))).toEqual([])
    await answerAll(at(system, secondsOn(3)), task)
    expect(await carryOutDue(world(), secondsOn(3))).toEqual(['carried-out'])
  })

  it('is approved over what the reader has seen, and never at the moment of a refusal by hand', async () => {
    const ctx = await heldCustomer(world())
    await revokeKeys(world())
    await answeringSystem(world())
    const { id: caseId } = await asksForDeletion(ctx)
    const { agent, supervisor } = await fourEyes(world())
    const on = { subject: ctx.subject }
    await proposeDeletion({ ...agent, ...on }, { caseId, lastStep: 2 })
    const approve = { caseId, answer: 'approve' }
    await writeRequest(ctx, { caseId, text: 'Контактілерімді жоймаңыздар.', lastStep: 2 })
    await expect(answerDeletion({ ...supervisor, ...on }, { ...approve, lastStep: 2 })).rejects.toThrow(
      refusal('conflict'),
    )
    const [approved, answered] = await Promise.allSettled([
      answerDeletion({ ...supervisor, ...on }, { ...approve, lastStep: 3 }),
      moveRequest({ ...agent, ...on }, { caseId, ...refused, lastStep: 3 }),
    ])
    const tasks = await tasksOf(world(), caseId)
    expect(tasks).toHaveLength(approved.status === 'fulfilled' ? 1 : 0)
    // After an approval a refusal may still follow; after a refusal no approval.
    if (approved.status === 'rejected') expect(answered.status).toBe('fulfilled')
    if (answered.status === 'fulfilled')
      expect((await showDeletion({ ...supervisor, ...on }, { caseId })).can).toEqual({
        ...{ propose: false, approve: false, decline: false },
      })
  })

  it('opens its data to the transaction that carries it out alone, and only once somebody approved it', async () => {
    const ctx = await heldCustomer(world())
    const { caseId, agent } = await approvedDeletion(world(), ctx)
    const own = actAs(agent, agent.actor, 'deletions:propose')
    const seen = (settings?: { deletion: string }) =>
      bookkeep(own, 'due-rows', (tx) => tx.select({ field: holdings.field }).from(holdings), settings)
    expect((await seen()).filter(({ field }) => field !== 'full-name')).toEqual([])
    expect((await seen({ deletion: caseId })).map(({ field }) => field).sort()).toEqual([
      'contacts',
      'location',
    ])
    await bookkeep(own, 'due-rows', (tx) => tx.delete(holdings))
    expect(await world().db.$count(holdings, eq(holdings.customerId, ctx.subject))).toBe(3)
    const other = await heldCustomer(world())
    const { id } = await asksForDeletion(other)
    const insert = sql`insert into deletions (customer_id, id, fields, staff_id, role, session_id, approved_at, due_at)
      select ${other.subject}, ${id}, '{address}', staff_id, role, session_id, approved_at, due_at from deletions where id = ${caseId}`
    const forged = bookkeep({ ...own, subject: other.subject }, 'due-rows', (tx) => tx.execute(insert))
    await expect(forged).rejects.toThrow()
    expect(await world().db.$count(deletions, eq(deletions.id, id))).toBe(0)
  })

  it('ends without a word where the customer’s key is gone, and says so in the log', async () => {
    const ctx = await freshCustomer(world())
    const { caseId } = await approvedDeletion(world(), ctx)
    await world().db.delete(customerKeys).where(eq(customerKeys.customerId, ctx.subject))
    expect(await carryOutDue(world())).toContain('overtaken')
    const log = await auditOf(world().db, { objectId: caseId })
    expect(log.at(-1)).toMatchObject({ action: 'deletion.overtaken', actorKind: 'worker' })
  })
})
