import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { tasks } from '#db/schema/tasks.ts'
import { letOut } from '#testing/bank-texts.ts'
import { freshCustomer } from '#testing/customers.ts'
import { deskOf, taskFor, tasksOf } from '#testing/tasks.ts'
import { onBothEngines } from '#testing/world.ts'
import { moveRequest } from '../requests/move-request.ts'
import { withdrawRequest } from '../requests/withdraw-request.ts'
import { answerTask } from '../task-answers/answer-task.ts'
import { listTasks, waitingAt } from './list-tasks.ts'

onBothEngines('tasks that wait', (world) => {
  it('a task waits until all its fields are answered or its request is over, ends that once, and an index has those that wait', async () => {
    const waiting = async (caseId: string) => (await tasksOf(world(), caseId)).map(({ waits }) => waits)
    const ctx = await freshCustomer(world())
    const answered = await taskFor(world(), ctx)
    expect(await waiting(answered.caseId)).toEqual([true])
    expect((await listTasks(answered.system, {})).tasks.map(({ id }) => id)).toEqual([answered.id])
    await answerTask(answered.system, {
      id: answered.id,
      answers: [{ field: 'address', outcome: 'not-held' }],
    })
    expect(await waiting(answered.caseId)).toEqual([false])
    const withdrawn = await taskFor(world(), ctx, 'email')
    await withdrawRequest(ctx, { caseId: withdrawn.caseId, lastStep: 2 })
    const refused = await taskFor(world(), ctx, 'phone')
    const no = { kind: 'refused', text: 'Жоқ.', outcomes: [{ outcome: 'refused', reason: 'impossible' }] }
    await moveRequest(deskOf(world(), ctx), { caseId: refused.caseId, lastStep: 2, ...no })
    expect(await waiting(refused.caseId)).toEqual([true])
    await letOut(deskOf(world(), ctx))
    for (const { caseId, system } of [withdrawn, refused]) {
      expect(await waiting(caseId)).toEqual([false])
      expect((await listTasks(system, {})).tasks).toEqual([])
    }
    await expect(world().db.update(tasks).set({ waits: true })).rejects.toThrow()
    await expect(world().db.update(tasks).set({ waits: false, openedBy: 'x' })).rejects.toThrow()
    const plan = await world().db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`)
      return JSON.stringify(
        await tx.execute(sql`explain ${waitingAt(tx, answered.system.systemId).limit(9)}`),
      )
    })
    expect(plan).toContain('tasks_waiting')
  })
})
