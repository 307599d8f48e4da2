import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { caseReminders } from '#db/schema/cases.ts'
import { auditOf } from '#testing/audit.ts'
import { announceDelay, tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { withdrawComplaint } from '../complaints/withdraw-complaint.ts'
import type { Ctx } from '../context.ts'
import { openCase } from './open-case.ts'
import { remindOfCases } from './remind-of-cases.ts'

onBothEngines('reminders of complaints', (world) => {
  const filed = async (ctx: Ctx) =>
    (await fileComplaint(ctx, { kind: 'ordinary', text: 'Жауап күтемін.' })).id
  const remind = (day: number) => remindOfCases(at(world().worker(), daysOn(day)))
  const reminded = async (caseId: string) =>
    (
      await world()
        .db.select()
        .from(caseReminders)
        .where(eq(caseReminders.caseId, caseId))
        .orderBy(caseReminders.at)
    ).map(({ dueOn, share }) => [dueOn, share])
  const audited = (objectId: string) => auditOf(world().db, { objectId, action: 'complaint.reminded' })

  it('come at 50, 80 and 95 percent and once late, each once', async () => {
    const ctx = await world().customer(0)
    const id = await filed(ctx)
    for (const [day, count] of [
      [14, 0],
      [15, 1],
      [15, 0],
      [23, 0],
      [24, 1],
      [29, 1],
      [30, 0],
      [31, 1],
      [90, 0],
    ] as const)
      expect(await remind(day), `day ${day}`).toEqual({ reminded: count, next: null })
    expect(await reminded(id)).toEqual([50, 80, 95, 100].map((share) => ['2026-12-20', share]))
    expect(await audited(id)).toMatchObject(
      [50, 80, 95, 100].map((share) => ({
        detail: { share, due: '2026-12-20' },
        actorKind: 'worker',
        customerId: ctx.subject,
      })),
    )
    const agent = { ...at(await world().signedInStaff(), daysOn(90)), subject: ctx.subject }
    const { staffEntries } = await openCase(agent, { caseId: id })
    expect(staffEntries.map((entry) => entry.kind === 'reminded' && entry.share)).toEqual([100, 95, 80, 50])
  })

  it('go on by the same last day when a delay was announced, and stop when nothing is owed any more', async () => {
    const [ctx, agent] = [await world().customer(1), await world().signedInStaff()]
    const [delayed, answered, withdrawn] = [await filed(ctx), await filed(ctx), await filed(ctx)]
    await remind(15)
    expect(await reminded(delayed)).toEqual([['2026-12-20', 50]])
    const own = { ...at(agent, daysOn(16)), subject: ctx.subject }
    await announceDelay(own, { caseId: delayed, reason: 'Тексеру созылды.', lastStep: 2 })
    await tellCustomer(own, { caseId: answered, kind: 'answered', text: 'Жауап.', lastStep: 2 })
    await withdrawComplaint(ctx, { caseId: withdrawn, lastStep: 2 })
    for (const day of [17, 23, 25, 37, 46, 47]) await remind(day)
    expect(await reminded(delayed)).toEqual([
      ['2026-12-20', 50],
      ['2026-12-20', 80],
      ['2026-12-20', 100],
    ])
    expect(await reminded(answered)).toEqual([['2026-12-20', 50]])
    expect(await reminded(withdrawn)).toEqual([['2026-12-20', 50]])
  })

  it('are noted once when two workers run at once, each with one audit row', async () => {
    const ctx = at(await world().customer(2), daysOn(200))
    const ids = [await filed(ctx), await filed(ctx), await filed(ctx)]
    const counts = await Promise.all([remind(216), remind(216), remind(216)])
    expect(counts.reduce((sum, { reminded: count }) => sum + count, 0)).toBe(3)
    for (const id of ids) {
      expect(await reminded(id)).toHaveLength(1)
      expect(await audited(id)).toHaveLength(1)
    }
  })

  it('go through many complaints a batch at a time', async () => {
    const ctx = at(await world().customer(3), daysOn(300))
    await filed(ctx)
    await world().db.execute(sql`
      insert into cases (customer_id, id, type, clock, reference, kind, subject_sealed, locale, received_at, due_on)
      select customer_id, gen_random_uuid(), type, clock, 'Ш-2027-9' || n, kind, subject_sealed, locale, received_at, due_on
      from cases, generate_series(1, 450) n where customer_id = ${ctx.subject}`)
    let sum = 0
    let calls = 0
    for (let after: Parameters<typeof remindOfCases>[1] = null; calls === 0 || after; calls++) {
      const batch = await remindOfCases(at(world().worker(), daysOn(331)), after)
      sum += batch.reminded
      after = batch.next
    }
    expect(sum).toBe(451 + 3)
    expect(calls).toBe(3)
  })

  it('are the worker’s alone', async () => {
    const customer = world().ctx(
      { kind: 'customer', sessionId: randomUUID(), verifiedAt: testNow },
      randomUUID(),
    )
    for (const who of [customer, world().staff(), world().system(), world().visitor()])
      await expect(remindOfCases(who)).rejects.toEqual(refusal('forbidden'))
  })
})
