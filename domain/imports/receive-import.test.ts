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
  })
  /** A customer that was imported. @returns the reference */
  const imported = async (nth: number) => {
    await take(world(), person(nth, `I-${nth}`))
    return `I-${nth}`
  }
  const receiving = () =>
    world()
      .db.select()
      .from(imports)
      .where(and(eq(imports.state, 'receiving'), eq(imports.received, 4000)))

  it('the lines of an import are kept sealed, and work on them starts before the rest is here', async () => {
    const customer = await imported(0)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const lines = Array.from({ length: 4000 }, () => value(customer, 'address', 'Шымкент қ., 1'))
    async function* slowly() {
      yield Buffer.from(text(lines))
      await held
      yield Buffer.from(text([value(customer, 'address', 'Алматы қ., 2')]))
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

  it('the whole lines of a file that was cut off are imported, and then the file again', async () => {
    const customer = await imported(1)
    const lines = [value(customer, 'salary', '1'), value(customer, 'email', 'cut@example.kz')]
    async function* broken() {
      yield Buffer.from(text(lines).slice(0, -10))
      throw new Error('the sender has gone')
    }
    await expect(receiveImport(world().system(), broken())).rejects.toThrow('the sender has gone')
    const [cut] = await world()
      .db.select()
      .from(imports)
      .where(and(eq(imports.state, 'cut-off'), eq(imports.received, 1)))
    expect(cut).toMatchObject({ received: 1, done: 0, endedAt: null })
    await runAll(world())
    expect(await showImport(world().system(), { id: cut?.id })).toMatchObject({
      state: 'cut-off',
      endedAt: secondsOn(1),
      lines: { received: 1, done: 1, changed: 1 },
    })
    expect((await take(world(), ...lines)).lines).toMatchObject({ received: 2, changed: 1, unchanged: 1 })
  })

  it('an import that an ended process was receiving is marked as cut off once nothing has come for an hour', async () => {
    const customer = await imported(2)
    async function* forever() {
      yield Buffer.from(text(Array.from({ length: 4000 }, () => value(customer, 'salary', '1'))))
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

  it('an import of an empty file is done', async () => {
    expect(await send(world().system(), [])).toMatchObject({ state: 'done', lines: { received: 0 } })
  })
})
