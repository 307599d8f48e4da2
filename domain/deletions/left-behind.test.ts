import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { tombstones } from '#db/schema/deletions.ts'
import { catalogue } from '#policy/load.ts'
import { at, daysOn, secondsOn } from '#testing/clock.ts'
import { findConsent, give, headOf, withdraw } from '#testing/consents.ts'
import { filesOf, readyCopy } from '#testing/copies.ts'
import { answerAll, approvedDeletion, carryOutDue, heldCustomer } from '#testing/deletions.ts'
import { lockedBy, refusal, wrongAt } from '#testing/expect.ts'
import { holding, holdingRow, putFor } from '#testing/holdings.ts'
import { taskFor, writtenAbout } from '#testing/tasks.ts'
import { onBothEngines } from '#testing/world.ts'
import { decide } from '../consents/decide.ts'
import { listConsents } from '../consents/list-consents.ts'
import { inventory } from '../copies/inventory.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { withdrawRequest } from '../requests/withdraw-request.ts'
import { answerTask } from '../task-answers/answer-task.ts'
import { showCertificate } from './show-certificate.ts'

onBothEngines('what a deletion leaves in the database', (world) => {
  beforeAll(() => publishPolicy(at(world().worker(), daysOn(-500)), catalogue()))

  it('does to every table what the inventory of a copy says, for a customer who ends every consent and then deletes', async () => {
    const ctx = await heldCustomer(world())
    await decide(ctx, give('device-location'))
    const given = headOf(await findConsent(ctx, 'device-location'))
    await decide(ctx, withdraw('device-location', given))
    const rowsOf = async (table: string) => {
      const own = table === 'customers' ? sql`id` : sql`customer_id`
      const rows = await world()
        .db.select({ rows: sql<number>`count(*)::int` })
        .from(sql`${sql.identifier(table)}`)
        .where(sql`${own} = ${ctx.subject}`)
      return rows[0]?.rows ?? 0
    }
    const count = async () =>
      new Map(
        await Promise.all(Object.keys(inventory).map(async (name) => [name, await rowsOf(name)] as const)),
      )
    const corrected = await taskFor(world(), ctx, 'contacts', 'Айша, Болат')
    await answerTask(corrected.system, {
      ...{ id: corrected.id, answers: [{ field: 'contacts', outcome: 'done', value: 'Айша, Болат' }] },
    })
    const other = await taskFor(world(), ctx, 'address', 'Абай даңғылы, 10')
    await answerTask(other.system, {
      ...{ id: other.id, answers: [{ field: 'address', outcome: 'done', value: 'Абай даңғылы, 10' }] },
    })
    const before = await count()
    const erased = { holdings: 2, case_changes: 1 }
    const { caseId, system, task } = await approvedDeletion(world(), ctx)
    await answerAll(system, task)
    await carryOutDue(world(), secondsOn(61))
    const after = await count()
    for (const [table, item] of Object.entries(inventory)) {
      const [was, is] = [before.get(table) ?? 0, after.get(table) ?? 0]
      if ('erased' in item) expect(was - is, table).toBe(erased[table as keyof typeof erased])
      else expect(is, table).toBeGreaterThanOrEqual(was)
    }
    const { remains } = await showCertificate(ctx, { caseId })
    const named = Object.values(inventory).flatMap((item) => ('remains' in item ? item.remains : []))
    expect(remains.toSorted()).toEqual([...new Set(named)].toSorted())
    expect((await listConsents(ctx)).groups.length).toBeGreaterThan(0)
    // Neither the value that the correction replaced nor the one it brought comes back.
    for (const value of ['Айша', 'Айша, Болат'])
      await expect(putFor(world(), ctx, holding('contacts', value))).rejects.toThrow(refusal('invalid'))
    await putFor(world(), ctx, holding('contacts', 'Дана'))
  })

  it('takes back neither what a correction asked for before it says, nor a value that was replaced while it waited', async () => {
    const ctx = await heldCustomer(world())
    const first = 'Алматы қ., 43.238, 76.945'
    const late = await taskFor(world(), ctx, 'contacts', 'Айша, Болат')
    const { system, task } = await approvedDeletion(world(), ctx)
    for (const text of ['Тараз қ.', 'Ақтау қ.']) await putFor(world(), ctx, holding('location', text))
    await putFor(world(), ctx, holding('address', 'Тараз қ., 3'))
    const stones = await world().db.select().from(tombstones).where(eq(tombstones.customerId, ctx.subject))
    expect(stones.map(({ field, replaced }) => [field, replaced])).toEqual([
      ['location', true],
      ['location', true],
    ])
    expect(new Set(stones.map(({ salt }) => String(salt))).size).toBe(1)
    await putFor(world(), ctx, holding('location', 'Тараз қ.'))
    await answerAll(system, task)
    expect(await carryOutDue(world(), secondsOn(61))).toContain('carried-out')
    for (const text of [first, 'Тараз қ.', 'Ақтау қ.'])
      await expect(putFor(world(), ctx, holding('location', text)), text).rejects.toMatchObject(
        wrongAt('holdings.0.value'),
      )
    const answers = [{ field: 'contacts', outcome: 'done', value: 'Айша, Болат' }]
    const was = await writtenAbout(world(), ctx)
    await expect(answerTask(late.system, { id: late.id, answers })).rejects.toMatchObject(
      wrongAt('answers.0.value'),
    )
    expect(await writtenAbout(world(), ctx)).toEqual(was)
    await putFor(world(), ctx, holding('location', 'Шымкент қ.'))
  })

  it('lets a system say again what it corrected before, and nothing else, and holds nothing of it', async () => {
    const ctx = await heldCustomer(world())
    const { id, system: answerer } = await taskFor(world(), ctx, 'contacts', 'Айша, Болат')
    const say = (answer: object) =>
      answerTask(answerer, { id, answers: [{ field: 'contacts', outcome: 'done', ...answer }] })
    const said = await say({ value: 'Айша, Болат' })
    const { system, task } = await approvedDeletion(world(), ctx)
    await answerAll(system, task)
    await carryOutDue(world(), secondsOn(61))
    const was = await writtenAbout(world(), ctx)
    expect((await say({ value: 'Айша, Болат' })).answers).toEqual(said.answers)
    for (const other of [{ outcome: 'refused', reason: 'impossible' }, { outcome: 'not-held' }])
      await expect(say(other)).rejects.toThrow(lockedBy('task.answered-already'))
    expect(await writtenAbout(world(), ctx)).toEqual(was)
  })

  it('that is withdrawn lets a value that was replaced meanwhile come back', async () => {
    const ctx = await heldCustomer(world())
    const { caseId } = await approvedDeletion(world(), ctx)
    await putFor(world(), ctx, holding('contacts', 'Дана'))
    await withdrawRequest(ctx, { caseId, lastStep: 2 })
    await putFor(world(), ctx, holding('contacts', 'Айша'))
    expect(await carryOutDue(world(), secondsOn(61))).toContain('overtaken')
    await putFor(world(), ctx, holding('contacts', 'Дана'))
    const another = await approvedDeletion(world(), ctx, { kind: 'field', id: 'contacts' })
    await answerAll(another.system, another.task)
    await carryOutDue(world(), secondsOn(130))
    for (const text of ['Айша', 'Дана'])
      await expect(putFor(world(), ctx, holding('contacts', text)), text).rejects.toMatchObject(
        wrongAt('holdings.0.value'),
      )
  })

  it('is in the copy of its customer with the certificate, once it is carried out', async () => {
    const ctx = await heldCustomer(world())
    const { caseId, reference, system, task } = await approvedDeletion(world(), ctx)
    await answerAll(system, task, { contacts: { outcome: 'refused', reason: 'legal-claims' } })
    await carryOutDue(world(), secondsOn(61))
    const copyAt = async (now: Date) => {
      const code = { ...ctx, now, actor: { ...ctx.actor, verifiedAt: now } }
      const files = await filesOf(code, await readyCopy(world(), code, ['requests']))
      return JSON.parse(files.get('data.json') ?? '').records.requests
    }
    const certified = await showCertificate(ctx, { caseId })
    expect(await copyAt(secondsOn(60))).toMatchObject([{ id: caseId, reference, certificate: null }])
    expect(await copyAt(daysOn(3))).toMatchObject([
      {
        certificate: {
          ...{ reference: certified.reference, at: secondsOn(61).toISOString(), backupsUntil: '2026-12-25' },
          lines: [
            { field: { id: 'address' }, fate: 'kept', grounds: ['contract', 'law'], reason: null },
            { field: { id: 'location' }, fate: 'erased', quantity: 186, grounds: [], reason: null },
            { field: { id: 'contacts' }, fate: 'refused', grounds: [], reason: 'legal-claims' },
          ],
        },
      },
    ])
  })

  it('that was carried out leaves the value in no row of the database, nor what knows it in the planner’s statistics', async () => {
    const ctx = await heldCustomer(world())
    const { db } = world()
    const before = await holdingRow(world(), ctx, 'location')
    const { system, task } = await approvedDeletion(world(), ctx)
    await answerAll(system, task)
    await carryOutDue(world(), secondsOn(61))
    const tables = await db
      .select({ name: sql<string>`tablename` })
      .from(sql`pg_tables`)
      .where(sql`schemaname = 'public'`)
    const sealed = `%${Buffer.from(before.valueSealed).toString('hex')}%`
    const found = await Promise.all(
      tables.map(({ name }) =>
        db
          .select({ rows: sql<number>`count(*)::int` })
          .from(sql`${sql.identifier(name)} t`)
          .where(sql`t::text like ${sealed}`),
      ),
    )
    expect(found.flat().filter(({ rows }) => rows > 0)).toEqual([])
    await db.execute(sql`analyze`)
    const samples = await db
      .select({ text: sql<string>`concat_ws(' ', most_common_vals, histogram_bounds)` })
      .from(sql`pg_stats`)
      .where(sql`schemaname = 'public'`)
    const kept = samples.map(({ text }) => text).join('\n')
    const stones = await db.select().from(tombstones)
    expect(stones.length).toBeGreaterThan(1)
    for (const { salt, hash } of stones)
      for (const one of [salt, hash]) expect(kept).not.toContain(Buffer.from(one).toString('hex'))
  })
})
