import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { imports } from '#db/schema/imports.ts'
import { secondsOn } from '#testing/clock.ts'
import { addSystems, chunksOf, person, rowOf, runAll, send, take, text, value } from '#testing/imports.ts'
import { onBothEngines } from '#testing/world.ts'
import { cutOffSilent } from './cut-off-silent.ts'
import { receiveImport } from './receive-import.ts'
import { showImport } from './show-import.ts'

onBothEngines('receiving an import', (world) => {
  beforeAll(async () => {
    await addSystems(world())
    await take(world(), person(0, 'I-0'))
  })
  const receiving = () =>
    world()
      .db.select()
      .from(imports)
      .where(and(eq(imports.state, 'receiving'), eq(imports.received, 4000)))

  it('keeps what comes sealed, and starts on it before the rest is here', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const lines = Array.from({ length: 4000 }, () => value('I-0', 'address', 'Шымкент қ., 1'))
    async function* slowly() {
      yield Buffer.from(text(lines))
      await held
      yield Buffer.from(text([value('I-0', 'address', 'Алматы қ., 2')]))
    }
    const sending = receiveImport(world().system(), slowly())
    await expect.poll(() => runAll(world(), secondsOn(600))).toBe(1)
    const [open] = await world().db.select().from(imports).where(eq(imports.state, 'receiving'))
    expect(open).toMatchObject({ received: 4000, done: 4000, changed: 1, unchanged: 3999, endedAt: null })
    release()
    const { id } = await sending
    const [, second] = await chunksOf(world(), id)
    expect(second?.contentSealed?.length).toBeGreaterThan(60)
    expect(Buffer.from(second?.contentSealed ?? []).includes('Алматы')).toBe(false)
    expect(await runAll(world(), secondsOn(600))).toBe(1)
    expect(await showImport(world().system(), { id })).toMatchObject({ state: 'done', lines: { changed: 2 } })
  })

  it('does the whole lines of a file that was cut off, and then the file again', async () => {
    const lines = [value('I-0', 'salary', '1'), value('I-0', 'email', 'cut@example.kz')]
    async function* broken() {
      yield Buffer.from(text(lines).slice(0, -10))
      throw new Error('the sender has gone')
    }
    await expect(receiveImport(world().system(), broken())).rejects.toThrow('the sender has gone')
    const [cut] = await world().db.select().from(imports).where(eq(imports.state, 'cut-off'))
    expect(cut).toMatchObject({ received: 1, done: 0, endedAt: null })
    await runAll(world())
    expect(await showImport(world().system(), { id: cut?.id })).toMatchObject({
      state: 'cut-off',
      endedAt: secondsOn(1),
      lines: { received: 1, done: 1, changed: 1 },
    })
    expect((await take(world(), ...lines)).lines).toMatchObject({ received: 2, changed: 1, unchanged: 1 })
  })

  it('marks as cut off what an ended process was receiving, once nothing has come for an hour', async () => {
    async function* forever() {
      yield Buffer.from(text(Array.from({ length: 4000 }, () => value('I-0', 'salary', '1'))))
      await new Promise(() => {})
    }
    void receiveImport(world().system(), forever())
    const [open] = await expect
      .poll(async () => await receiving())
      .toHaveLength(1)
      .then(receiving)
    const at = (seconds: number) => cutOffSilent({ ...world().worker(), now: secondsOn(seconds) })
    expect(await at(3500)).toBe(0)
    expect(await at(3700)).toBe(1)
    expect(await at(3700)).toBe(0)
    await runAll(world(), secondsOn(3700))
    expect(await rowOf(world(), open?.id ?? '')).toMatchObject({
      state: 'cut-off',
      done: 4000,
      endedAt: secondsOn(3700),
    })
  })

  it('takes an empty file for one that is done', async () => {
    expect(await send(world().system(), [])).toMatchObject({ state: 'done', lines: { received: 0 } })
  })
})
