import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { recordStreams } from '#db/schema/records.ts'
import { systemKeys } from '#db/schema/systems.ts'
import { auditOf } from '#testing/audit.ts'
import { at, minutesOn } from '#testing/clock.ts'
import { filesOf, makeCopies } from '#testing/copies.ts'
import { invalid, invalidAt, lockedBy, refusal } from '#testing/expect.ts'
import { parts, text } from '#testing/imports.ts'
import { copyOfSystems, recordOf, sendingSystem, sendRecords, streamOf } from '#testing/records.ts'
import { askedToCorrect, deskOf } from '#testing/tasks.ts'
import { onBothEngines } from '#testing/world.ts'
import { endCopy } from '../copies/end-copy.ts'
import { KeyEnded } from '../imports/open-import.ts'
import { showTask } from '../tasks/show-task.ts'
import { receiveRecords } from './receive-records.ts'

const first = 'Шымкент қ., Тәуке хан даңғылы, 5-үй'
const second = 'Алматы қ., Абай даңғылы, 10-үй'
const two = [recordOf(first), recordOf(second)]
/** More lines than one run has. */
const many = (count: number) => Array.from({ length: count }, (_, nth) => recordOf(`${nth + 1}-үй`))
const gone = new Error('the sender has gone')

onBothEngines('records that a system sends for a copy', (world) => {
  const valuesIn = async (ctx: Parameters<typeof filesOf>[0], copyId: string, systemId: string) => {
    const { records } = JSON.parse((await filesOf(ctx, copyId)).get('data.json') ?? '')
    return records[`records-${systemId}`]?.map(({ value }: { value: string }) => value)
  }
  async function* cut(lines: readonly object[], letters = 0) {
    yield* parts(Buffer.from(text(lines).slice(0, letters || undefined)))
    throw gone
  }

  it('are kept sealed, counted, and said once to the customer; a system may have none', async () => {
    const { ctx, copyId, asked } = await copyOfSystems(world(), 2)
    const [one, other] = asked
    if (!one || !other) throw new Error('two systems were asked')
    const sent = await sendRecords(one.system, one.id, ['', ...two])
    expect(sent).toMatchObject({
      kind: 'records',
      open: false,
      records: { state: 'done', lines: 3, records: 2 },
    })
    const { content, ...row } = await streamOf(world(), ctx, one.id)
    expect(row).toMatchObject({ state: 'done', copyId, endedAt: expect.any(Date) })
    expect(content).toHaveLength(1)
    for (const sealed of content) expect(sealed.includes('Тәуке')).toBe(false)
    expect(await sendRecords(other.system, other.id, [])).toMatchObject({
      records: { state: 'done', records: 0 },
    })
    const log = await auditOf(world().db, { customerId: ctx.subject, actorId: one.system.systemId })
    expect(log.map(({ action, objectId, detail }) => ({ action, objectId, detail }))).toEqual([
      { action: 'records.started', objectId: copyId, detail: { system: one.system.systemId, after: 0 } },
      { action: 'records.received', objectId: copyId, detail: { system: one.system.systemId, records: 2 } },
    ])
  })

  it('go on after a cut where the whole lines ended, and all of them are in the copy', async () => {
    const { ctx, copyId, id, system } = await copyOfSystems(world())
    const lines = many(4003)
    const all = text(lines)
    await expect(receiveRecords(system, { id }, cut(lines, all.length - 10))).rejects.toThrow(gone)
    const { records } = await showTask(system, { id })
    expect(records).toMatchObject({ state: 'receiving', lines: 4002, records: 4002 })
    for (const wrong of [1, 4001, 4003])
      await expect(sendRecords(system, id, lines.slice(wrong), wrong)).rejects.toThrow(
        invalid({ path: 'after', key: 'records.after', params: { lines: 4002 } }),
      )
    expect(await streamOf(world(), ctx, id)).toMatchObject({ state: 'receiving', lines: 4002, chunks: 2 })
    const done = await sendRecords(system, id, lines.slice(4002), 4002)
    expect(done.records).toMatchObject({ state: 'done', lines: 4003, records: 4003 })
    await makeCopies(world(), minutesOn(1))
    const values = await valuesIn(at(ctx, minutesOn(1)), copyId, system.systemId)
    expect(values).toEqual(lines.map(({ value }) => value))
  })

  it('of a process that was killed between two runs are what was written, and sent from the first line replace it', async () => {
    const { ctx, copyId, id, system } = await copyOfSystems(world())
    const reached = Promise.withResolvers<void>()
    const never = new Promise<void>(() => {})
    async function* killed() {
      yield Buffer.from(text(many(4001)))
      reached.resolve()
      await never
    }
    void receiveRecords(system, { id }, killed())
    await reached.promise
    expect(await showTask(system, { id })).toMatchObject({ records: { state: 'receiving', lines: 4000 } })
    await sendRecords(system, id, two)
    const { content, ...row } = await streamOf(world(), ctx, id)
    expect(row).toMatchObject({ state: 'done', lines: 2, records: 2, chunks: 1 })
    expect(content).toHaveLength(1)
    await makeCopies(world(), minutesOn(1))
    expect(await valuesIn(at(ctx, minutesOn(1)), copyId, system.systemId)).toEqual([first, second])
  })

  it('of two senders at once are those of the later one, and the other is told', async () => {
    const { ctx, id, system } = await copyOfSystems(world())
    const held = Promise.withResolvers<void>()
    const reading = Promise.withResolvers<void>()
    async function* slow() {
      reading.resolve()
      await held.promise
      yield Buffer.from(text([recordOf('кеш қалған')]))
    }
    const earlier = receiveRecords(system, { id }, slow())
    earlier.catch(() => undefined)
    await reading.promise
    await sendRecords(system, id, two)
    held.resolve()
    await expect(earlier).rejects.toThrow(refusal('conflict'))
    expect(await streamOf(world(), ctx, id)).toMatchObject({ state: 'done', lines: 2, chunks: 1 })
    const both = await copyOfSystems(world())
    const raced = await Promise.allSettled([
      sendRecords(both.system, both.id, two),
      sendRecords(both.system, both.id, two),
    ])
    for (const one of raced) if (one.status === 'rejected') expect(one.reason).toEqual(refusal('conflict'))
    expect(raced.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await streamOf(world(), both.ctx, both.id)).toMatchObject({ state: 'done', lines: 2, chunks: 1 })
  })

  it('sent again change nothing, other ones are refused, and so are all once the copy is made', async () => {
    const { ctx, id, system } = await copyOfSystems(world())
    const lines = many(4100)
    const done = await sendRecords(system, id, lines)
    const was = await streamOf(world(), ctx, id)
    expect(await sendRecords(system, id, lines)).toEqual(done)
    await expect(receiveRecords(system, { id }, cut(lines))).rejects.toThrow(gone)
    for (const others of [[], two, lines.slice(1), [...lines, recordOf(first)]])
      await expect(sendRecords(system, id, others)).rejects.toThrow(lockedBy('records.sent-already'))
    expect(await streamOf(world(), ctx, id)).toEqual(was)
    await makeCopies(world(), minutesOn(1))
    await expect(sendRecords(system, id, lines)).rejects.toThrow(lockedBy('records.over'))
    expect(await streamOf(world(), ctx, id)).toMatchObject({ state: 'done', keySealed: null, content: [] })
  })

  it('with a bad line are refused by its number, nothing of it is kept, and sending goes on after the good ones', async () => {
    const { ctx, id, system } = await copyOfSystems(world())
    for (const [bad, path, key] of [
      ['{', 'lines.3', 'import.json'],
      [recordOf(first, 'no-such'), 'lines.3.field', 'holding.unknown-field'],
      [recordOf(' '), 'lines.3.value', 'holding.value'],
      [recordOf(first, 'address', { obtainedAt: '2030-01-01' }), 'lines.3.obtainedAt', 'holding.time-ahead'],
      [recordOf(first, 'address', { obtainedAt: undefined }), 'lines.3.obtainedAt', 'holding.time'],
      [recordOf(first, 'address', { obtainedVia: 'rumour' }), 'lines.3.obtainedVia', 'holding.obtained-via'],
      [recordOf(first, 'address', { quantity: 2 }), 'lines.3', 'import.unknown-name'],
      [recordOf('а'.repeat(20_001)), 'lines.3.value', 'holding.value'],
      [`"${'x'.repeat(70_000)}"`, 'lines.3', 'import.long'],
    ] as const) {
      await expect(sendRecords(system, id, [...two, bad]), key).rejects.toThrow(invalidAt(path, key))
      expect(await streamOf(world(), ctx, id)).toMatchObject({ state: 'receiving', lines: 0, content: [] })
    }
    const lines = many(4001)
    await expect(sendRecords(system, id, [...lines, '[]'])).rejects.toThrow(
      invalidAt('lines.4002', 'invalid.general'),
    )
    expect(await streamOf(world(), ctx, id)).toMatchObject({ state: 'receiving', lines: 4000, chunks: 1 })
    await expect(sendRecords(system, id, [...lines.slice(4000), '[]'], 4000)).rejects.toThrow(
      invalidAt('lines.4002', 'invalid.general'),
    )
    expect(await sendRecords(system, id, lines.slice(4000), 4000)).toMatchObject({ records: { lines: 4001 } })
  })

  it('are taken until the time is over, also in the middle, and the copy is made without them and says so', async () => {
    const { ctx, copyId, id, system } = await copyOfSystems(world())
    const ends = (until: Date) =>
      world().db.update(recordStreams).set({ until }).where(eq(recordStreams.taskId, id))
    async function* slow() {
      yield Buffer.from(text(many(4000)))
      await ends(ctx.now)
      yield Buffer.from(text(many(4000)))
    }
    await expect(receiveRecords(system, { id }, slow())).rejects.toThrow(lockedBy('records.late'))
    expect(await streamOf(world(), ctx, id)).toMatchObject({ state: 'receiving', lines: 4000, chunks: 1 })
    await ends(minutesOn(10))
    const late = at(system, minutesOn(10))
    await expect(sendRecords(late, id, two, 4000)).rejects.toThrow(lockedBy('records.late'))
    await makeCopies(world(), minutesOn(10))
    await expect(sendRecords(late, id, two)).rejects.toThrow(lockedBy('records.late'))
    const files = await filesOf(at(ctx, minutesOn(10)), copyId)
    expect(JSON.parse(files.get('manifest.json') ?? '').systems).toEqual([
      { id: system.systemId, name: 'Негізгі жүйе', sent: false, records: 0 },
    ])
    expect([...files.keys()].filter((path) => path.startsWith('records'))).toEqual([])
    expect(await streamOf(world(), ctx, id)).toMatchObject({ state: 'missing', keySealed: null, content: [] })
    expect(await showTask(late, { id })).toMatchObject({ open: false, records: { state: 'missing' } })
  })

  it('are of no use once the customer has stopped the copy: none is taken, and those that came do not open', async () => {
    const { ctx, copyId, asked } = await copyOfSystems(world(), 2)
    const [sent, open] = asked
    if (!sent || !open) throw new Error('two systems were asked')
    await sendRecords(sent.system, sent.id, two)
    await expect(receiveRecords(open.system, { id: open.id }, cut(two))).rejects.toThrow(gone)
    await endCopy(ctx, { copyId })
    await expect(sendRecords(open.system, open.id, two)).rejects.toThrow(lockedBy('records.stopped'))
    await expect(sendRecords(sent.system, sent.id, two)).rejects.toThrow(lockedBy('records.over'))
    expect(await streamOf(world(), ctx, open.id)).toMatchObject({ state: 'stopped', keySealed: null })
    expect(await streamOf(world(), ctx, sent.id)).toMatchObject({ state: 'done', keySealed: null })
    for (const { id } of asked) expect(await streamOf(world(), ctx, id)).toMatchObject({ content: [] })
  })

  it('stop when the key is revoked', async () => {
    const { ctx, id, system } = await copyOfSystems(world())
    const [key] = await world().db.select().from(systemKeys).where(eq(systemKeys.systemId, system.systemId))
    const keyed = { ...system, actor: { ...system.actor, keyId: key?.id ?? '' } }
    async function* revoked() {
      yield Buffer.from(text(many(4000)))
      await world()
        .db.update(systemKeys)
        .set({ revokedAt: ctx.now })
        .where(eq(systemKeys.id, keyed.actor.keyId))
      yield Buffer.from(text(two))
    }
    await expect(receiveRecords(keyed, { id }, revoked())).rejects.toThrow(KeyEnded)
    expect(await streamOf(world(), ctx, id)).toMatchObject({ state: 'receiving', lines: 4000 })
  })

  it('are nobody else’s to send: another’s task is not found, which leaves a trace, and a request’s wants none', async () => {
    const { ctx, id, system } = await copyOfSystems(world())
    const stranger = await sendingSystem(world())
    for (const task of [id, randomUUID()])
      await expect(sendRecords(stranger, task, two)).rejects.toThrow(refusal('not-found'))
    const traces = await auditOf(world().db, { actorId: stranger.systemId })
    expect(traces).toMatchObject([{ action: 'task.not-found', objectId: id }, { action: 'task.not-found' }])
    const keyless = { ...system, actor: { ...system.actor, scopes: ['tasks:answer'] as const } }
    for (const actor of [
      ctx,
      deskOf(world(), ctx),
      world().support(ctx.subject, 'requests'),
      world().worker(),
      keyless,
    ])
      await expect(sendRecords(actor, id, two)).rejects.toThrow(refusal('forbidden'))
    expect(await streamOf(world(), ctx, id)).toMatchObject({ state: 'waiting', attempt: 0, content: [] })
    const correction = await askedToCorrect(world(), first)
    const sending = { ...correction.system.actor, scopes: ['records:send'] as const }
    await expect(sendRecords({ ...correction.system, actor: sending }, correction.id, two)).rejects.toThrow(
      lockedBy('records.not-wanted'),
    )
    await expect(sendRecords(system, 'x', two)).rejects.toThrow(invalidAt('id', 'task.unknown'))
    await expect(receiveRecords(system, { id, after: -1 }, parts(Buffer.of()))).rejects.toThrow(
      invalidAt('after', 'records.after-number'),
    )
  })
})
