import { randomUUIDv7 } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { imports } from '#db/schema/imports.ts'
import { at, minutesOn, secondsOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { addSystems, crm, parts, rowOf, send } from '#testing/imports.ts'
import { onBothEngines } from '#testing/world.ts'
import { importQuota } from './quota.ts'
import { receiveImport } from './receive-import.ts'

onBothEngines('what a system may open and send', (world) => {
  beforeAll(async () => {
    await addSystems(world())
  })
  beforeEach(async () => {
    const ended = { endedAt: minutesOn(-4000), startedAt: minutesOn(-4000) }
    await world().db.update(imports).set(ended)
  })
  /** Imports of a system, written past its verb. */
  const insert = async (rows: Partial<typeof imports.$inferInsert>[]) => {
    const counts = { received: 0, done: 0, changed: 0, unchanged: 0, bad: 0 }
    const row = { systemId: 'crm', state: 'done' as const, startedAt: minutesOn(0), ...counts }
    return world()
      .db.insert(imports)
      .values(rows.map((one) => ({ id: randomUUIDv7(), ...row, ...one })))
      .returning({ id: imports.id })
  }
  const begin = (seconds = 0) => send(at(crm(world()), secondsOn(seconds)), [])
  const refused = (sentence: string, retryAfterSeconds: number) =>
    refusal('too-many', { retryAfterSeconds, sentence: `import.${sentence}` })

  it('a system has ten imports open at once, and begins another when one has ended', async () => {
    const open = await insert(Array.from({ length: 10 }, () => ({ state: 'running' as const })))
    await expect(begin()).rejects.toEqual(refused('too-many-open', 60))
    expect(await send(world().system(), [])).toMatchObject({ state: 'done' })
    await world()
      .db.update(imports)
      .set({ endedAt: minutesOn(0) })
      .where(eq(imports.id, open[0]?.id ?? ''))
    expect(await begin()).toMatchObject({ state: 'done' })
  })

  it('of imports that begin at once where one may, all others are refused', async () => {
    await insert(Array.from({ length: 9 }, () => ({ state: 'running' as const })))
    const release = Promise.withResolvers<void>()
    async function* waiting() {
      await release.promise
      yield* parts(Buffer.of())
    }
    const refusals: unknown[] = []
    const all = Array.from({ length: 6 }, () =>
      receiveImport(crm(world()), waiting()).catch((error: unknown) => {
        refusals.push(error)
        return null
      }),
    )
    await expect.poll(() => refusals).toEqual(Array.from({ length: 5 }, () => refused('too-many-open', 60)))
    release.resolve()
    expect((await Promise.all(all)).filter((view) => view?.state === 'done')).toHaveLength(1)
  })

  it('a system begins so many imports an hour, and may go on when it was told', async () => {
    const rows = Array.from({ length: importQuota.inHour }, (_, nth) => ({
      startedAt: secondsOn(-3000 + nth),
      endedAt: secondsOn(-2000),
    }))
    await insert(rows)
    await expect(begin()).rejects.toEqual(refused('too-often', 600))
    await expect(begin(599)).rejects.toEqual(refused('too-often', 1))
    expect(await begin(600)).toMatchObject({ state: 'done' })
    await expect(begin(600)).rejects.toEqual(refused('too-often', 1))
  })

  it('a system sends so many lines a day, and an import that would bring more is cut off', async () => {
    const last = importQuota.linesInDay - 2
    const times = { startedAt: minutesOn(-23 * 60), endedAt: minutesOn(-23 * 60) }
    await insert([
      { received: 1, ...times, startedAt: minutesOn(-23.5 * 60) },
      { received: last, ...times },
    ])
    const before = new Set((await world().db.select().from(imports)).map(({ id }) => id))
    await expect(send(crm(world()), ['7', '7'])).rejects.toEqual(refused('too-many-lines', 1800))
    const [cut] = (await world().db.select().from(imports)).filter(({ id }) => !before.has(id))
    expect(cut).toMatchObject({ state: 'cut-off', endReason: 'quota', received: 0 })
    expect(cut?.endedAt).not.toBeNull()
    const one = await send(crm(world()), ['7'])
    expect(await rowOf(world(), one.id)).toMatchObject({ state: 'running', received: 1 })
    await expect(begin()).rejects.toEqual(refused('too-many-lines', 1800))
    expect(await send(world().system(), ['7'])).toMatchObject({ state: 'running' })
    expect(await begin(1800)).toMatchObject({ state: 'done' })
  })

  it('an import that goes on for more than a day is bounded like the imports of a day', async () => {
    async function* long() {
      const far = { startedAt: minutesOn(-25 * 60), received: importQuota.linesInDay }
      await world().db.update(imports).set(far).where(eq(imports.state, 'receiving'))
      yield Buffer.from('7\n')
    }
    await expect(receiveImport(crm(world()), long())).rejects.toEqual(refused('too-many-lines', 1))
  })
})
