import { expect, it } from 'vitest'
import { auditOf } from '#testing/audit.ts'
import type { FreshCustomer } from '#testing/customers.ts'
import { invalidAt, lockedBy } from '#testing/expect.ts'
import { holdingRow } from '#testing/holdings.ts'
import { addCoreBanking, demanded } from '#testing/restrictions.ts'
import { askedToCorrect, writtenAbout } from '#testing/tasks.ts'
import { onBothEngines } from '#testing/world.ts'
import { reveal } from '../holdings/reveal.ts'
import { showRequest } from '../requests/show-request.ts'
import { putRestriction } from '../restrictions/put-restriction.ts'
import { answerTask } from './answer-task.ts'

const before = 'Шымкент қ., Тәуке хан даңғылы, 5-үй'
const after = 'Алматы қ., Абай даңғылы, 10-үй'

onBothEngines('holdings that a task corrects', (world) => {
  const asked = (field?: string) => askedToCorrect(world(), before, field)
  const written = (ctx: FreshCustomer) => writtenAbout(world(), ctx)
  const done = (value = after, field = 'address') => ({ field, outcome: 'done', value })
  const heldIn = async (ctx: FreshCustomer, field = 'address') => (await reveal(ctx, { field })).value

  it('where nothing stood before, the value is added', async () => {
    const { ctx, id, caseId, system } = await asked('email')
    await answerTask(system, { id, answers: [done('gulsim@example.kz', 'email')] })
    expect(await heldIn(ctx, 'email')).toBe('gulsim@example.kz')
    expect((await showRequest(ctx, { caseId })).changes).toMatchObject([{ before: null }])
  })

  it('a system that had the value already has changed nothing', async () => {
    const { ctx, id, caseId, system } = await asked()
    const row = await holdingRow(world(), ctx, 'address')
    await answerTask(system, { id, answers: [done(before)] })
    expect(await holdingRow(world(), ctx, 'address')).toEqual(row)
    expect((await showRequest(ctx, { caseId })).changes).toEqual([])
    expect(await auditOf(world().db, { customerId: ctx.subject, action: 'holding.corrected' })).toEqual([])
    await expect(answerTask(system, { id, answers: [done()] })).rejects.toThrow(
      lockedBy('task.answered-already'),
    )
  })

  it('a phone number stays the registered one, and a restricted value stays as it is', async () => {
    const { ctx, id, system } = await asked('phone')
    const was = await written(ctx)
    await expect(answerTask(system, { id, answers: [done('+77015550000', 'phone')] })).rejects.toThrow(
      invalidAt('answers.0.value', 'holding.not-registered'),
    )
    expect(await written(ctx)).toEqual(was)
    const kept = await asked()
    await addCoreBanking(world())
    await putRestriction(
      world().system(kept.ctx.subject),
      demanded('address', { evidence: 'BR-17/2026-118' }),
    )
    const restricted = await written(kept.ctx)
    await expect(answerTask(kept.system, { id: kept.id, answers: [done()] })).rejects.toThrow(
      invalidAt('answers.0.field', 'holding.restricted'),
    )
    expect(await written(kept.ctx)).toEqual(restricted)
  })

  it('in a look what is restricted since is hidden whole, before and after', async () => {
    const { ctx, id, caseId, system } = await asked()
    await answerTask(system, { id, answers: [done()] })
    await addCoreBanking(world())
    const look = world().support(ctx.subject, 'requests')
    const own = (await showRequest(ctx, { caseId })).changes
    expect((await showRequest(look, { caseId })).changes).toEqual(own)
    await putRestriction(world().system(ctx.subject), demanded('address', { evidence: 'BR-17/2026-118' }))
    const hidden = { before: '••••••••', after: '••••••••' }
    expect((await showRequest(look, { caseId })).changes).toMatchObject([hidden])
    expect((await showRequest(ctx, { caseId })).changes).toEqual(own)
  })
})
