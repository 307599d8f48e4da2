import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { importChunks, importFaults, imports } from '#db/schema/imports.ts'
import { at, daysOn, secondsOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { addSystems, runAll, send } from '#testing/imports.ts'
import { onBothEngines } from '#testing/world.ts'
import { listImportFaults } from './list-import-faults.ts'
import { purgeImports } from './purge-imports.ts'
import { showImport } from './show-import.ts'

/** When an import that was done a second after `testNow` has been kept for 90 days. */
const over = new Date(daysOn(90).getTime() + 1000)

onBothEngines('purging imports', (world) => {
  beforeAll(async () => {
    await addSystems(world())
  })
  const purge = (now = over) => purgeImports(at(world().worker(), now))
  const left = async (id: string) => {
    const { db } = world()
    const rows = await Promise.all([
      db.select().from(imports).where(eq(imports.id, id)),
      db.select().from(importChunks).where(eq(importChunks.importId, id)),
      db.select().from(importFaults).where(eq(importFaults.importId, id)),
    ])
    return rows.map(({ length }) => length)
  }
  const noted = async () => {
    const rows = await world()
      .db.select({ detail: auditLog.detail })
      .from(auditLog)
      .where(eq(auditLog.action, 'upkeep.purged'))
      .orderBy(desc(auditLog.id))
    return rows.map(({ detail }) => detail)
  }

  it('an import is kept for 90 days after it ended; then it is gone, with its chunks and its bad lines', async () => {
    const old = await send(world().system(), ['7', '7'])
    await runAll(world())
    const running = await send(world().system(), ['7'])
    const early = new Date(over.getTime() - 1)
    expect(await purge(early)).toBe(0)
    expect(await showImport(at(world().system(), early), { id: old.id })).toMatchObject({ state: 'done' })
    for (const verb of [showImport, listImportFaults])
      await expect(verb(at(world().system(), over), { id: old.id })).rejects.toEqual(refusal('not-found'))
    expect(await left(old.id)).toEqual([1, 1, 2])
    expect(await purge()).toBe(4)
    expect(await noted()).toEqual([{ imports: 1, chunks: 1, faults: 2 }])
    expect(await left(old.id)).toEqual([0, 0, 0])
    expect(await left(running.id)).toEqual([1, 1, 0])
    expect(await purge(), 'nothing left, and nothing noted').toBe(0)
    expect(await noted()).toHaveLength(1)
    await runAll(world(), over)
  })

  it('it goes in batches, each of which can be the last for a while', async () => {
    const { id } = await send(world().system(), ['7'])
    await runAll(world(), secondsOn(1))
    await world().db.execute(sql`
      insert into import_faults (import_id, line, path, reason)
      select ${id}, line, '', 'import.json' from generate_series(2, 6000) line`)
    expect(await purge()).toBe(5001)
    expect(await left(id)).toEqual([1, 0, 1000])
    await expect(listImportFaults(at(world().system(), over), { id })).rejects.toEqual(refusal('not-found'))
    expect(await purge()).toBe(1001)
    expect(await left(id)).toEqual([0, 0, 0])
  })

  it('imports are purged by the worker alone, and their bad lines are changed by nobody', async () => {
    for (const ctx of [world().system(), world().staff(), world().visitor()])
      await expect(purgeImports(ctx)).rejects.toEqual(refusal('forbidden'))
    const change = world().db.execute(sql`update import_faults set reason = 'x'`)
    await expect(change).rejects.toMatchObject({ cause: { message: 'import_faults is append-only' } })
  })
})
