import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { measureSteps, measures } from '#db/schema/measures.ts'
import { freshCustomer } from '#testing/customers.ts'
import { lockedBy } from '#testing/expect.ts'
import { askedMeasure } from '#testing/measures.ts'
import { onBothEngines } from '#testing/world.ts'
import { answerMeasure } from './answer-measure.ts'

onBothEngines('the rows of a measure', (world) => {
  it('the database refuses a measure that is taken by the one who asked, or in the name of a system', async () => {
    const customer = await freshCustomer(world())
    const { agent, measureId } = await askedMeasure(world(), customer, 'block')
    const { staffId } = agent.actor
    const row = {
      customerId: customer.subject,
      number: 1,
      measureId,
      measure: 'block',
      kind: 'taken',
      askedBy: staffId,
      actorKind: 'staff',
      actorId: staffId,
      at: agent.now,
    } as const
    const put = (given: typeof measureSteps.$inferInsert) =>
      world().db.transaction(async (tx) => {
        await tx.execute("select set_config('role', 'arqau_staff', true)")
        await tx.insert(measureSteps).values(given)
      })
    const refusedWith = (code: string) => ({ cause: { code } })
    await expect(put(row)).rejects.toMatchObject(refusedWith('23514'))
    await expect(put({ ...row, actorId: 'Қ-9', kind: 'withdrawn' })).rejects.toMatchObject(
      refusedWith('23514'),
    )
    await expect(put({ ...row, askedBy: 'Қ-9' })).rejects.toMatchObject(refusedWith('23503'))
    await expect(put({ ...row, actorKind: 'system' })).rejects.toMatchObject(refusedWith('42501'))
    expect(
      await world().db.select().from(measureSteps).where(eq(measureSteps.customerId, customer.subject)),
    ).toEqual([])
  })

  it('a measure is decided on once, however many do so at the same time', async () => {
    const seniors = [await world().signedInStaff('supervisor'), await world().signedInStaff('officer')]
    await Promise.all(Array.from({ length: 8 }, () => world().db.select().from(measureSteps)))
    for (const round of [0, 1, 2]) {
      const { measureId } = await askedMeasure(world(), await freshCustomer(world()), 'block')
      const results = await Promise.allSettled(
        seniors.flatMap((ctx) =>
          ['take', 'decline'].map((answer) => answerMeasure(ctx, { measureId, answer })),
        ),
      )
      const refused = results.filter((result) => result.status === 'rejected')
      expect(refused, String(round)).toHaveLength(3)
      for (const { reason } of refused) expect(reason).toEqual(lockedBy('measure.decided'))
      const steps = await world().db.select().from(measureSteps).where(eq(measureSteps.measureId, measureId))
      expect(steps).toHaveLength(1)
    }
  })

  it('a note is kept sealed, and measures and their steps are never changed', async () => {
    const customer = await freshCustomer(world())
    const { measureId } = await askedMeasure(world(), customer, 'block', { note: 'құпия сөз' })
    const own = and(eq(measures.customerId, customer.subject), eq(measures.id, measureId))
    const [row] = await world().db.select().from(measures).where(own)
    expect(Buffer.from(row?.noteSealed ?? []).toString()).not.toContain('құпия')
    const changes = [
      world().db.update(measures).set({ kind: 'unblock' }).where(own),
      world().db.delete(measures).where(own),
      world().db.delete(measureSteps),
    ]
    for (const change of changes) await expect(change).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})
