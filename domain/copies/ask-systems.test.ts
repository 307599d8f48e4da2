import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { copies } from '#db/schema/copies.ts'
import { auditOf } from '#testing/audit.ts'
import { at, minutesOn, secondsOn } from '#testing/clock.ts'
import { filesOf, makeCopies, makeCopy } from '#testing/copies.ts'
import { freshCustomer } from '#testing/customers.ts'
import { copyOfSystems, recordOf, sendingSystem, sendRecords, tasksForCopy } from '#testing/records.ts'
import { answeringSystem, revokeKeys } from '#testing/tasks.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { listTasks } from '../tasks/list-tasks.ts'
import { askForCopy } from './ask-for-copy.ts'
import { endCopy } from './end-copy.ts'
import type { DigestContent } from './schema.ts'
import { showCopy } from './show-copy.ts'

onBothEngines('a copy that asks the systems', (world) => {
  const rowOf = async (copyId: string) =>
    (await world().db.select().from(copies).where(eq(copies.id, copyId)))[0]

  it('asks each of the bank’s own systems with a valid key for that, once, and the feed and the log say so', async () => {
    await revokeKeys(world())
    const scopes = ['tasks:answer' as const, 'records:send' as const]
    await answeringSystem(world(), { scopes, expiresAt: testNow })
    await answeringSystem(world(), { scopes, recipient: 'unqaghaz' })
    for (const one of scopes) await answeringSystem(world(), { scopes: [one] })
    const asked = [await sendingSystem(world()), await sendingSystem(world())]
    const ctx = await freshCustomer(world())
    const { id: copyId } = await askForCopy(ctx, {})
    await Promise.all([makeCopy(world(), ctx.now), makeCopy(world(), ctx.now)])
    await makeCopies(world(), secondsOn(1))
    const opened = await tasksForCopy(world(), copyId)
    expect(opened.map(({ systemId }) => systemId).sort()).toEqual(
      asked.map(({ systemId }) => systemId).sort(),
    )
    for (const system of asked) {
      const { tasks } = await listTasks(at(system, ctx.now), {})
      expect(tasks).toMatchObject([
        {
          kind: 'records',
          customer: ctx.reference,
          records: { state: 'waiting', until: minutesOn(10).toISOString() },
        },
      ])
      expect((await listTasks(at(system, minutesOn(10)), {})).tasks).toEqual([])
    }
    const log = await auditOf(world().db, { customerId: ctx.subject, action: 'records.asked' })
    expect(log).toMatchObject([{ actorKind: 'worker', objectId: copyId, detail: { systems: 2 } }])
    expect((await listActivity(ctx, { kind: 'data' })).entries.map(({ action }) => action)).toContain(
      'records.asked',
    )
    expect(await rowOf(copyId)).toMatchObject({
      state: 'making',
      step: 'systems',
      attempts: 0,
      startedAt: null,
    })
    await endCopy(ctx, { copyId })
  })

  it('is made at once where no system has records, and where the customer did not choose them', async () => {
    await revokeKeys(world())
    const ctx = await freshCustomer(world())
    const { id } = await askForCopy(ctx, {})
    expect(await makeCopy(world(), ctx.now)).toBe('ready')
    expect(await showCopy(ctx, { copyId: id })).toMatchObject({ state: 'ready', systems: [] })
    await sendingSystem(world())
    const { ran, opened } = await copyOfSystems(world(), 1, ['profile', 'data'])
    expect([ran, opened]).toEqual(['ready', []])
    const unhurried = await freshCustomer(world())
    const { id: unasked } = await askForCopy(unhurried, {})
    expect(await makeCopy(world(), unhurried.now, { waitMinutes: 0 })).toBe('ready')
    expect(await tasksForCopy(world(), unasked)).toEqual([])
    const { ran: waits } = await copyOfSystems(world(), 1, ['records'])
    expect(waits).toBe('waiting')
  })

  it('waits for all of them and no longer, shows how far each is, and has their records in the words of the policy, masked', async () => {
    const { ctx, copyId, asked } = await copyOfSystems(world(), 2)
    const [one, other] = asked
    if (!one || !other) throw new Error('two systems were asked')
    const lines = [recordOf('450000', 'salary'), recordOf('=1+1 Айша А.; +7 705 555 44 33', 'counterparties')]
    await sendRecords(one.system, one.id, lines)
    await makeCopies(world(), secondsOn(30))
    const shown = await showCopy(ctx, { copyId })
    expect(shown).toMatchObject({ state: 'making', step: 'systems', recordsUntil: minutesOn(10) })
    const named = (id: string) => shown.systems.find((system) => system.id === id)
    expect(named(one.system.systemId)).toMatchObject({ name: 'Негізгі жүйе', state: 'done', records: 2 })
    expect(named(other.system.systemId)).toMatchObject({ state: 'waiting', records: 0 })
    await sendRecords(other.system, other.id, [])
    await makeCopies(world(), secondsOn(31))
    const files = await filesOf(at(ctx, secondsOn(31)), copyId)
    const name = `records-${one.system.systemId}`
    const { records } = JSON.parse(files.get('data.json') ?? '')
    expect(records[name]).toMatchObject([
      {
        field: 'salary',
        value: '450000',
        rule: 'amount',
        masked: false,
        obtainedAt: '2026-11-02T08:20:00.000Z',
      },
      { field: 'counterparties', masked: true },
    ])
    expect(records[`records-${other.system.systemId}`]).toEqual([])
    for (const [path, text] of files)
      for (const theirs of ['Айша', '705 555']) expect(text.includes(theirs), path).toBe(false)
    expect(files.get(`${name}.csv`)).toContain('450000 теңге')
  })

  it('that one does not answer is made when the time is over, and digest, page and log name it', async () => {
    const { ctx, copyId, asked } = await copyOfSystems(world(), 2)
    const [one, late] = asked
    if (!one || !late) throw new Error('two systems were asked')
    await sendRecords(one.system, one.id, [recordOf('Абай даңғылы, 10-үй')])
    await makeCopies(world(), secondsOn(599))
    expect(await rowOf(copyId)).toMatchObject({ state: 'making' })
    const digests: DigestContent[] = []
    const digest = async (content: DigestContent) => {
      digests.push(content)
      return Buffer.from('%PDF-test')
    }
    await makeCopies(world(), minutesOn(10), { digest })
    expect(digests.find((content) => content.copyId === copyId)).toMatchObject({ missing: ['Негізгі жүйе'] })
    const { systems } = await showCopy(ctx, { copyId })
    expect(systems.find(({ id }) => id === late.system.systemId)).toMatchObject({
      state: 'missing',
      records: 0,
    })
    const log = await auditOf(world().db, { customerId: ctx.subject, action: 'records.missing' })
    expect(log).toMatchObject([{ objectId: copyId, detail: { systems: 1 } }])
  })

  it('asks nobody twice when an attempt fails, and keeps what came until it is ready', async () => {
    const { ctx, copyId, id, system } = await copyOfSystems(world())
    await sendRecords(system, id, [recordOf('Абай даңғылы, 10-үй')])
    const broken = { digest: () => Promise.reject(new Error('typst is gone')) }
    await makeCopies(world(), secondsOn(2), broken)
    expect(await rowOf(copyId)).toMatchObject({ state: 'making', fault: 'digest', attempts: 1 })
    await makeCopies(world(), minutesOn(5))
    const files = await filesOf(at(ctx, minutesOn(5)), copyId)
    expect(JSON.parse(files.get('manifest.json') ?? '').systems).toMatchObject([{ sent: true, records: 1 }])
    expect(await tasksForCopy(world(), copyId)).toHaveLength(1)
  })
})
