import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { imports } from '#db/schema/imports.ts'
import { systemKeys } from '#db/schema/systems.ts'
import { auditOf } from '#testing/audit.ts'
import { daysOn, secondsOn } from '#testing/clock.ts'
import { addSystems, chunksOf, heldBy, person, runAll, take, text, value } from '#testing/imports.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { scopes } from '../permissions.ts'
import { KeyEnded } from './open-import.ts'
import { receiveImport } from './receive-import.ts'
import { showImport } from './show-import.ts'

onBothEngines('the key of an import', (world) => {
  beforeAll(async () => {
    await addSystems(world())
    await take(world(), person(0, 'K-0'))
    const key = { systemId: 'core-banking', secretHash: 'x', scopes: [...scopes], createdAt: testNow }
    await world()
      .db.insert(systemKeys)
      .values([
        { ...key, id: 'own', slot: 1, expiresAt: daysOn(1) },
        { ...key, id: 'other', slot: 2, expiresAt: daysOn(1) },
      ])
  })
  const change = (id: string, to: Partial<typeof systemKeys.$inferInsert>) =>
    world().db.update(systemKeys).set(to).where(eq(systemKeys.id, id))
  const by = (keyId: string): Ctx => ({
    ...world().system(),
    actor: { kind: 'system', systemId: 'core-banking', scopes, keyId },
  })
  const lines = (salary: string) => text(Array.from({ length: 4000 }, () => value('K-0', 'salary', salary)))
  /** Sends a chunk, does something, and sends another. */
  const sendAround = (ctx: Ctx, between: () => Promise<unknown>) =>
    receiveImport(
      ctx,
      (async function* () {
        yield Buffer.from(lines('1'))
        await between()
        yield Buffer.from(lines('2'))
      })(),
    )
  const newest = async () => {
    const [row] = await world().db.select().from(imports).where(eq(imports.endReason, 'key-ended'))
    await world().db.update(imports).set({ endReason: null })
    return row
  }

  it('a key that is revoked while an import comes ends it at its next chunk, and what came before is done', async () => {
    await expect(sendAround(by('own'), () => change('own', { revokedAt: testNow }))).rejects.toThrow(KeyEnded)
    const row = await newest()
    expect(row).toMatchObject({ state: 'cut-off', received: 4000, done: 0, endedAt: null })
    await runAll(world(), secondsOn(600))
    expect(await showImport(world().system(), { id: row?.id })).toMatchObject({
      state: 'cut-off',
      endedAt: secondsOn(600),
      lines: { received: 4000, done: 4000, bad: 0 },
    })
    expect(await chunksOf(world(), row?.id ?? '')).toHaveLength(1)
    expect(await heldBy(world(), 'K-0')).toMatchObject([{ field: 'salary' }])
    const log = await auditOf(world().db, { objectId: row?.id ?? '' })
    expect(log.map(({ action, detail }) => ({ action, ...detail }))).toMatchObject([
      { action: 'import.started', key: 'own' },
      { action: 'import.cut-off', lines: 4000, reason: 'key-ended' },
      { action: 'import.run' },
    ])
    await change('own', { revokedAt: null })
  })

  it('a key that expires while an import comes ends it in the same way', async () => {
    await expect(sendAround(by('own'), () => change('own', { expiresAt: testNow }))).rejects.toThrow(KeyEnded)
    expect(await newest()).toMatchObject({ state: 'cut-off', received: 4000 })
    await change('own', { expiresAt: daysOn(1) })
  })

  it('the end of another key, and an access token, which has no key, end nothing', async () => {
    const revokeOther = () => change('other', { revokedAt: testNow })
    for (const ctx of [by('own'), world().system(), by('token:core-banking')])
      expect(await sendAround(ctx, revokeOther)).toMatchObject({ lines: { received: 8000 } })
  })
})
