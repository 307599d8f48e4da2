import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { at, daysOn } from '#testing/clock.ts'
import type { Subject } from '#testing/customers.ts'
import { answerAll, approvedDeletion, asksForDeletion, fourEyes, heldCustomer } from '#testing/deletions.ts'
import { lockedBy, refusal, wrongAt } from '#testing/expect.ts'
import { answeringSystem, revokeKeys, tasksOf } from '#testing/tasks.ts'
import { onBothEngines } from '#testing/world.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { moveRequest } from '../requests/move-request.ts'
import { withdrawRequest } from '../requests/withdraw-request.ts'
import { answerDeletion } from './answer-deletion.ts'
import { proposeDeletion } from './propose-deletion.ts'
import { showDeletion } from './show-deletion.ts'

onBothEngines('who decides on a deletion', (world) => {
  beforeAll(() => publishPolicy(at(world().worker(), daysOn(-500)), catalogue()))

  it('is approved by another than proposed it, with a role that may, and not about oneself', async () => {
    const ctx = await heldCustomer(world())
    await revokeKeys(world())
    await answeringSystem(world())
    const { id: caseId } = await asksForDeletion(ctx)
    const { agent, supervisor } = await fourEyes(world())
    const on = { subject: ctx.subject }
    await expect(
      answerDeletion({ ...supervisor, ...on }, { caseId, answer: 'approve', lastStep: 2 }),
    ).rejects.toThrow(lockedBy('deletion.not-proposed'))
    await proposeDeletion({ ...supervisor, ...on }, { caseId, lastStep: 2 })
    await expect(proposeDeletion({ ...agent, ...on }, { caseId, lastStep: 2 })).rejects.toThrow(
      lockedBy('deletion.proposed-already'),
    )
    await expect(
      answerDeletion({ ...supervisor, ...on }, { caseId, answer: 'approve', lastStep: 2 }),
    ).rejects.toThrow(lockedBy('deletion.own-proposal'))
    for (const wrong of [
      ctx,
      { ...agent, ...on },
      world().staff(ctx.subject, 'administrator'),
      world().worker(),
    ])
      await expect(answerDeletion(wrong, { caseId, answer: 'approve', lastStep: 2 })).rejects.toThrow(
        refusal('forbidden'),
      )
    await expect(
      answerDeletion(
        { ...(await world().signedInStaff('officer')), ...on },
        { caseId, answer: 'perhaps', lastStep: 2 },
      ),
    ).rejects.toMatchObject(wrongAt('answer'))
    expect(await tasksOf(world(), caseId)).toEqual([])
    const canOf = async (staff: typeof agent) => (await showDeletion({ ...staff, ...on }, { caseId })).can
    expect(await canOf(supervisor)).toEqual({ propose: false, approve: false, decline: true })
    expect(await canOf(agent)).toEqual({ propose: false, approve: false, decline: false })
    expect(await canOf(await world().signedInStaff('officer'))).toMatchObject({ approve: true })
    await answerDeletion({ ...supervisor, ...on }, { caseId, answer: 'decline', lastStep: 2 })
    await proposeDeletion({ ...agent, ...on }, { caseId, lastStep: 2 })
    const own = await world().signedInStaff('officer', (ctx as Subject & { iin: string }).iin)
    await expect(
      answerDeletion({ ...own, ...on }, { caseId, answer: 'approve', lastStep: 2 }),
    ).rejects.toThrow(lockedBy('measure.oneself'))
    await answerDeletion({ ...supervisor, ...on }, { caseId, answer: 'approve', lastStep: 2 })
    await expect(
      answerDeletion({ ...supervisor, ...on }, { caseId, answer: 'approve', lastStep: 2 }),
    ).rejects.toThrow(lockedBy('deletion.approved-already'))
    const copy = sql`insert into deletion_steps select customer_id, case_id, 9, 'approved', staff_id, staff_id, at from deletion_steps where number = 1`
    await expect(world().db.execute(copy)).rejects.toThrow()
  })

  it('is answered by carrying it out: by hand the desk can only refuse it, until a system has erased', async () => {
    const ctx = await heldCustomer(world())
    const move = async (caseId: string, kind: string, reason?: string) => {
      const outcomes = [reason ? { outcome: 'refused', reason } : { outcome: 'fulfilled' }]
      return moveRequest(world().staff(ctx.subject), { caseId, kind, text: 'Жауап.', outcomes, lastStep: 2 })
    }
    const { id } = await asksForDeletion(ctx, { kind: 'field', id: 'contacts' })
    await expect(move(id, 'fulfilled')).rejects.toThrow(lockedBy('deletion.by-plan'))
    await move(id, 'refused', 'identity-unverified')
    const { agent } = await fourEyes(world())
    await expect(
      proposeDeletion({ ...agent, subject: ctx.subject }, { caseId: id, lastStep: 2 }),
    ).rejects.toThrow(refusal('conflict'))
    const { caseId, system, task } = await approvedDeletion(world(), ctx, { kind: 'field', id: 'location' })
    await answerAll(system, task)
    await expect(move(caseId, 'refused', 'unfounded')).rejects.toThrow(lockedBy('deletion.begun'))
    await expect(withdrawRequest(ctx, { caseId, lastStep: 2 })).rejects.toThrow(lockedBy('deletion.begun'))
  })
})
