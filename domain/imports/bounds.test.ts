import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { imports } from '#db/schema/imports.ts'
import { auditOf } from '#testing/audit.ts'
import { secondsOn } from '#testing/clock.ts'
import { invalid } from '#testing/expect.ts'
import {
  addSystems,
  chunksOf,
  crm,
  heldBy,
  outcomeOf,
  person,
  rowOf,
  runAll,
  send,
  take,
  text,
  value,
} from '#testing/imports.ts'
import { onBothEngines } from '#testing/world.ts'
import { listImportFaults } from './list-import-faults.ts'
import { importQuota } from './quota.ts'
import { receiveImport } from './receive-import.ts'
import { showImport } from './show-import.ts'

const bad = (count: number) => Array.from({ length: count }, () => '7')

onBothEngines('the bounds of an import', (world) => {
  beforeAll(async () => {
    await addSystems(world())
    await take(world(), person(0, 'B-0'))
  })
  const good = (count: number) => Array.from({ length: count }, () => value('B-0', 'salary', '7'))
  /** All listed lines. */
  const listed = (id: string) => listImportFaults(world().system(), { id, limit: 1000 })

  it('all bad lines are counted, and the first thousand of them are listed', async () => {
    const { id } = await send(world().system(), [...good(3400), ...bad(600), ...good(100), ...bad(900)])
    await runAll(world())
    expect(await showImport(world().system(), { id })).toMatchObject({
      state: 'done',
      endReason: null,
      lines: { received: 5000, done: 5000, changed: 1, unchanged: 3499, bad: 1500 },
    })
    const { faults, ...counts } = await listed(id)
    expect(counts).toEqual({ bad: 1500, listed: 1000, next: null })
    const lines = faults.map(({ line }) => line)
    expect(lines).toHaveLength(1000)
    expect([lines[0], lines[599], lines[600], lines[999]]).toEqual([3401, 4000, 4101, 4500])
  })

  it('bad lines that cannot be read and those that cannot be taken are listed in the order of the file', async () => {
    const unknown = Array.from({ length: 700 }, () => value('nobody', 'email', 'x@example.kz'))
    const { id } = await send(world().system(), [...unknown, ...bad(700), ...good(100)])
    await runAll(world())
    const { faults } = await listed(id)
    expect(faults.map(({ line }) => line)).toEqual(Array.from({ length: 1000 }, (_, at) => at + 1))
    expect(faults[699]?.reason).toBe('import.customer-unknown')
    expect(faults[700]?.reason).toBe('import.kind')
  })

  it('a system’s bad lines of a day are listed up to a bound, and those of another system all the same', async () => {
    const [before] = await world()
      .db.insert(imports)
      .values({
        id: '0199aa00-0000-7000-8000-0000000000b1',
        systemId: 'crm',
        state: 'done',
        startedAt: secondsOn(-23 * 3600),
        endedAt: secondsOn(-23 * 3600),
        ...{ received: 0, done: 0, changed: 0, unchanged: 0, bad: 0, listed: importQuota.listedInDay - 3 },
      })
      .returning()
    const counts = async (ctx = crm(world())) => {
      const { id } = await send(ctx, bad(5))
      await runAll(world())
      const { faults, ...rest } = await listImportFaults(ctx, { id })
      return { ...rest, lines: faults.map(({ line }) => line) }
    }
    expect(await counts()).toMatchObject({ bad: 5, listed: 3, lines: [1, 2, 3] })
    expect(await counts()).toMatchObject({ bad: 5, listed: 0, lines: [] })
    expect(await counts(world().system())).toMatchObject({ bad: 5, listed: 5 })
    await world()
      .db.update(imports)
      .set({ startedAt: secondsOn(-25 * 3600) })
      .where(eq(imports.id, before?.id ?? ''))
    expect(await counts()).toMatchObject({ bad: 5, listed: 5 })
  })

  it('an import that is nearly all bad ends by itself, and what was good stays', async () => {
    const line = value('B-0', 'address', 'Шымкент қ., 1')
    const { id } = await send(world().system(), [line, ...bad(13_000)])
    await runAll(world())
    expect(await showImport(world().system(), { id })).toEqual({
      id,
      state: 'failed',
      endReason: 'mostly-bad',
      startedAt: expect.any(Date),
      receivedAt: expect.any(Date),
      endedAt: secondsOn(1),
      lines: { received: 13_001, done: 12_000, changed: 1, unchanged: 0, bad: 11_999 },
    })
    expect(await rowOf(world(), id)).toMatchObject({ keyWrapped: null })
    const chunks = await chunksOf(world(), id)
    expect(chunks.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'dropped'])
    expect(chunks.every(({ contentSealed }) => contentSealed === null)).toBe(true)
    expect(await heldBy(world(), 'B-0')).toMatchObject([{ field: 'address' }, { field: 'salary' }])
    expect(await auditOf(world().db, { objectId: id })).toContainEqual(
      expect.objectContaining({ action: 'import.failed', detail: { number: 3, reason: 'mostly-bad' } }),
    )
  })

  it('an import with one good line in twenty goes on, and so does one that ends as it is found bad', async () => {
    const { id } = await send(world().system(), [...good(600), ...bad(11_401)])
    const whole = await send(world().system(), bad(12_000))
    await runAll(world())
    expect(await outcomeOf(world(), id)).toMatchObject({
      view: { state: 'done', endReason: null },
      lines: { done: 12_001, bad: 11_401 },
    })
    expect(await showImport(world().system(), { id: whole.id })).toMatchObject({
      state: 'done',
      lines: { done: 12_000, bad: 12_000 },
    })
  })

  it('a sender that goes on after its import was found bad is told so', async () => {
    let name = ''
    async function* slowly() {
      yield Buffer.from(text(bad(12_000)))
      await runAll(world(), secondsOn(600))
      const [row] = await world().db.select().from(imports).where(eq(imports.endReason, 'mostly-bad'))
      name = row?.id ?? ''
      yield Buffer.from(text(bad(4000)))
    }
    await world().db.update(imports).set({ endReason: null }).where(eq(imports.endReason, 'mostly-bad'))
    const sender = { ...world().system(), now: secondsOn(50) }
    await expect(receiveImport(sender, slowly())).rejects.toEqual(
      invalid({ path: '', key: 'import.mostly-bad', params: { percent: 95 } }),
    )
    expect(await rowOf(world(), name)).toMatchObject({ state: 'failed', received: 12_000, done: 12_000 })
    expect(await chunksOf(world(), name)).toHaveLength(3)
  })
})
