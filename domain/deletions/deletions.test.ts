import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { caseOutcomes } from '#db/schema/case-outcomes.ts'
import { certificateLines, certificates, tombstones } from '#db/schema/deletions.ts'
import { events } from '#db/schema/events.ts'
import { holdings } from '#db/schema/holdings.ts'
import { messages } from '#db/schema/messages.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn, secondsOn } from '#testing/clock.ts'
import { filesOf, readyCopy } from '#testing/copies.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { answerAll, approvedDeletion, carryOutDue, fourEyes, heldCustomer } from '#testing/deletions.ts'
import { lockedBy, refusal, wrongAt } from '#testing/expect.ts'
import { holding, putFor } from '#testing/holdings.ts'
import { restrictedBy, restrictionRows } from '#testing/restrictions.ts'
import { tasksOf } from '#testing/tasks.ts'
import { onBothEngines, type World } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { remaining } from '../deletion-plans/schema.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { fileRequest } from '../requests/file-request.ts'
import { showRequest } from '../requests/show-request.ts'
import { withdrawRequest } from '../requests/withdraw-request.ts'
import { listRestrictions } from '../restrictions/list-restrictions.ts'
import { proposeDeletion } from './propose-deletion.ts'
import { showCertificate } from './show-certificate.ts'

const fieldsOf = async ({ db }: World, { subject }: Subject) =>
  (await db.select().from(holdings).where(eq(holdings.customerId, subject))).map(({ field }) => field).sort()

onBothEngines('a deletion', (world) => {
  beforeAll(() => publishPolicy(at(world().worker(), daysOn(-500)), catalogue()))

  it('erases what no system refuses, restricts what is kept, and says both on a certificate', async () => {
    const [ctx, other] = [await heldCustomer(world()), await heldCustomer(world())]
    const { caseId, reference, system, task } = await approvedDeletion(world(), ctx)
    expect(task?.fields).toEqual(['location', 'contacts'])
    expect(await carryOutDue(world())).toEqual(['waiting'])
    expect(await fieldsOf(world(), ctx)).toEqual(['address', 'contacts', 'location'])
    await answerAll(system, task, { contacts: { outcome: 'not-held' } })
    expect(await carryOutDue(world(), secondsOn(61))).toEqual(['carried-out'])
    expect(await fieldsOf(world(), ctx)).toEqual(['address'])
    expect(await fieldsOf(world(), other)).toEqual(['address', 'contacts', 'location'])
    expect(await listRestrictions(world().system(ctx.subject))).toMatchObject([
      { field: 'address', reason: 'customer-demanded', allowed: ['law', 'contract'] },
    ])
    expect(await listRestrictions(world().system(other.subject))).toEqual([])
    const request = await showRequest(ctx, { caseId })
    expect(request).toMatchObject({ state: 'partly-fulfilled', owed: false })
    expect(request.steps.at(-1)?.text).toMatch(/^kk ЖК-2026-\d{5}$/)
    expect(
      request.outcomes.map(({ field, outcome, reason }) => [field?.id, outcome, reason !== null]),
    ).toEqual([
      ['address', 'refused', true],
      ['location', 'fulfilled', false],
      ['contacts', 'fulfilled', false],
    ])
    const shown = await showCertificate(ctx, { caseId })
    expect(shown).toMatchObject({
      request: { reference },
      backups: { until: '2026-12-25' },
      remains: remaining,
    })
    expect(shown.lines.map(({ field, fate, quantity }) => [field, fate, quantity])).toEqual([
      ['address', 'kept', null],
      ['location', 'erased', 186],
      ['contacts', 'erased', 2],
    ])
    expect(shown.person).toEqual({ name: null, iinEnding: null })
    expect(shown.lines.map(({ systems }) => systems.map(({ outcome }) => outcome))).toEqual([
      [],
      ['done'],
      ['not-held'],
    ])
    expect(shown.lines[0]?.grounds.map(({ citation }) => citation)).toEqual([
      expect.stringContaining('41'),
      expect.stringContaining('41'),
    ])
    const log = (await auditOf(world().db, { objectId: caseId })).map(({ action }) => action)
    expect(log).toEqual(
      expect.arrayContaining(['deletion.proposed', 'deletion.approved', 'deletion.carried-out']),
    )
    await expect(showCertificate(other, { caseId })).rejects.toThrow(refusal('not-found'))
    expect(await showCertificate(world().support(ctx.subject, 'requests'), { caseId })).toEqual(shown)
    await expect(showCertificate(world().support(ctx.subject, 'data'), { caseId })).rejects.toThrow(
      refusal('forbidden'),
    )
    expect(request.certificate).toBe(shown.reference)
    const { entries } = await listActivity(ctx)
    expect(entries.find(({ action }) => action === 'deletion.carried-out')).toMatchObject({ code: null })
  })

  it('is carried out once, whichever worker comes again or dies in the middle', async () => {
    const ctx = await heldCustomer(world())
    const { caseId, system, task } = await approvedDeletion(world(), ctx)
    await answerAll(system, task)
    // A worker that is killed leaves nothing of its transaction: the certificate is among the last rows it writes.
    await world().db.execute(
      sql`create function test_kill() returns trigger language plpgsql as $$ begin raise 'killed'; end $$`,
    )
    await world().db.execute(
      sql`create trigger test_kill before insert on certificates execute function test_kill()`,
    )
    await expect(carryOutDue(world())).rejects.toThrow()
    await world().db.execute(sql`drop trigger test_kill on certificates`)
    await world().db.execute(sql`drop function test_kill`)
    expect(await fieldsOf(world(), ctx)).toEqual(['address', 'contacts', 'location'])
    expect(await listRestrictions(world().system(ctx.subject))).toEqual([])
    expect(await carryOutDue(world(), secondsOn(9))).toEqual([])
    const [one, two] = await Promise.all([
      carryOutDue(world(), secondsOn(61)),
      carryOutDue(world(), secondsOn(61)),
    ])
    expect([...one, ...two]).toEqual(['carried-out'])
    expect(await carryOutDue(world(), daysOn(1))).toEqual([])
    const { db } = world()
    expect(await db.select().from(certificates).where(eq(certificates.caseId, caseId))).toHaveLength(1)
    expect(await db.select().from(certificateLines).where(eq(certificateLines.caseId, caseId))).toHaveLength(
      3,
    )
    expect(await db.select().from(tombstones).where(eq(tombstones.customerId, ctx.subject))).toHaveLength(2)
    const notices = await db.select().from(messages).where(eq(messages.customerId, ctx.subject))
    expect(notices.map(({ kind }) => kind)).toEqual(['request-answered', 'request-answered'])
  })

  it('leaves what a system refuses, restricted, with its reason on the certificate and in the outcome', async () => {
    const ctx = await heldCustomer(world())
    const about = { kind: 'field', id: 'location' }
    const { caseId, system, task } = await approvedDeletion(world(), ctx, about)
    await answerAll(system, task, { location: { outcome: 'refused', reason: 'legal-claims' } })
    expect(await carryOutDue(world(), secondsOn(61))).toEqual(['carried-out'])
    expect(await fieldsOf(world(), ctx)).toEqual(['address', 'contacts', 'location'])
    expect(await listRestrictions(world().system(ctx.subject))).toMatchObject([
      { field: 'location', allowed: ['court'] },
    ])
    expect(await showRequest(ctx, { caseId })).toMatchObject({ state: 'refused' })
    const [outcome] = await world().db.select().from(caseOutcomes).where(eq(caseOutcomes.caseId, caseId))
    expect(outcome).toMatchObject({ field: 'location', outcome: 'refused', reason: 'legal-claims' })
    const { lines, backups } = await showCertificate(ctx, { caseId })
    expect(lines).toMatchObject([
      { field: 'location', fate: 'refused', grounds: [{ title: expect.any(String) }] },
    ])
    expect(backups).toBeNull()
    await putFor(world(), ctx, holding('contacts', 'Айша'))
  })

  it('that two systems refuse says the reason that weighs most, and leaves the use that each of them needs', async () => {
    const ctx = await heldCustomer(world())
    const { caseId, system } = await approvedDeletion(world(), ctx, undefined, 'two systems')
    const refusing = (reason: string) => ({ outcome: 'refused', reason })
    const says: Record<string, object>[] = [
      { location: refusing('legal-claims') },
      { location: refusing('legal-obligation'), contacts: refusing('unfounded') },
    ]
    for (const [at, task] of (await tasksOf(world(), caseId)).entries())
      await answerAll({ ...system, actor: { ...system.actor, systemId: task.systemId } }, task, says[at])
    expect(await carryOutDue(world(), secondsOn(61))).toEqual(['carried-out'])
    expect(await fieldsOf(world(), ctx)).toEqual(['address', 'contacts', 'location'])
    const restricted = await listRestrictions(world().system(ctx.subject))
    expect(new Map(restricted.map(({ field, allowed }) => [field, allowed]))).toEqual(
      new Map([
        ['address', ['law', 'contract']],
        ['contacts', []],
        ['location', ['court', 'law']],
      ]),
    )
    const written = await world().db.select().from(caseOutcomes).where(eq(caseOutcomes.caseId, caseId))
    expect(new Map(written.map(({ field, reason }) => [field, reason]))).toEqual(
      new Map([
        ['address', 'legal-obligation'],
        ['contacts', 'unfounded'],
        ['location', 'legal-obligation'],
      ]),
    )
    const { lines } = await showCertificate({ ...ctx, locale: 'en' }, { caseId })
    expect(lines.map(({ field, grounds }) => [field, grounds.map(({ title }) => title)])).toEqual([
      ['address', expect.any(Array)],
      ['location', [expect.stringContaining('obliges'), expect.stringContaining('court')]],
      ['contacts', [expect.stringContaining('documents')]],
    ])
  })

  it('lifts the restriction of what it erases, so that what the customer gives later is taken', async () => {
    const ctx = await heldCustomer(world())
    const { agent } = await fourEyes(world())
    for (const field of ['location', 'address']) await restrictedBy(agent, ctx, field)
    const { system, task } = await approvedDeletion(world(), ctx)
    await answerAll(system, task)
    expect(await carryOutDue(world(), secondsOn(61))).toEqual(['carried-out'])
    expect(await listRestrictions(world().system(ctx.subject))).toMatchObject([{ field: 'address' }])
    expect(await restrictionRows(world(), ctx, 'location')).toMatchObject([
      { kind: 'set', number: 1 },
      { kind: 'lifted', number: 2, reason: 'erased', allowed: [], at: secondsOn(61), actorKind: 'staff' },
    ])
    expect(await restrictionRows(world(), ctx, 'address'), 'what is kept stays as it is').toHaveLength(1)
    const lifted = await auditOf(world().db, { customerId: ctx.subject, action: 'restriction.lifted' })
    expect(lifted).toMatchObject([{ detail: { field: 'location', reason: 'erased' } }])
    const told = await world().db.select().from(events).where(eq(events.customerId, ctx.subject))
    expect(told.map(({ type }) => type)).toContain('restriction.lifted')
    await putFor(world(), ctx, holding('location', 'Тараз қ.'))
    const code = { ...ctx, now: daysOn(1), actor: { ...ctx.actor, verifiedAt: daysOn(1) } }
    const files = await filesOf(code, await readyCopy(world(), code, ['restrictions']))
    const copied = JSON.parse(files.get('data.json') ?? '').records.restrictions
    expect(JSON.stringify(copied)).toContain('"reason":"erased"')
  })

  it('that is withdrawn before it is carried out erases nothing, and a second one is led to the first', async () => {
    const ctx = await heldCustomer(world())
    const { caseId } = await approvedDeletion(world(), ctx)
    await expect(fileRequest(ctx, { kind: 'deletion' })).rejects.toMatchObject(wrongAt('kind'))
    await withdrawRequest(ctx, { caseId, lastStep: 2 })
    expect(await carryOutDue(world(), secondsOn(61))).toContain('overtaken')
    expect(await fieldsOf(world(), ctx)).toEqual(['address', 'contacts', 'location'])
    await expect(showCertificate(ctx, { caseId })).rejects.toThrow(refusal('not-found'))
    const { agent } = await fourEyes(world())
    await expect(
      proposeDeletion({ ...agent, subject: ctx.subject }, { caseId, lastStep: 3 }),
    ).rejects.toThrow(lockedBy('deletion.request-over'))
  })

  it('of a customer of whom all is kept, or nothing is held, asks no system and is refused with a certificate', async () => {
    const [ctx, empty] = [await heldCustomer(world()), await freshCustomer(world())]
    const kept = await approvedDeletion(world(), ctx, { kind: 'field', id: 'address' })
    const none = await approvedDeletion(world(), empty)
    expect([kept.task, none.task]).toEqual([undefined, undefined])
    expect(await carryOutDue(world())).toEqual(['carried-out', 'carried-out'])
    expect(await showRequest(ctx, { caseId: kept.caseId })).toMatchObject({
      ...{ state: 'refused', outcomes: [{ field: { id: 'address' }, outcome: 'refused' }] },
    })
    expect((await showRequest(empty, { caseId: none.caseId })).outcomes).toMatchObject([{ field: null }])
    expect((await showCertificate(empty, { caseId: none.caseId })).lines).toEqual([])
    for (const own of [ctx, empty]) {
      const { entries } = await listActivity(own)
      expect(entries.find(({ action }) => action === 'deletion.carried-out')).toMatchObject({ code: 'none' })
    }
  })
})
