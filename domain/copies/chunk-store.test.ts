import { and, asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { copies, copyChunks } from '#db/schema/copies.ts'
import { freshCustomer } from '#testing/customers.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import { verb } from '../verb.ts'
import { askForCopy } from './ask-for-copy.ts'
import { atOnce, type Keeping, shelfOf } from './chunk-store.ts'
import { begin, finish, Over } from './copy-attempt.ts'

const blocks = Array.from({ length: atOnce + 4 }, (_, number) => `блок ${number}`)

/** Begins a copy, and puts so many blocks of its tables aside that not all of them are in memory. */
async function shelved(world: World) {
  const { id } = await askForCopy(await freshCustomer(world))
  const [row] = await world.db.select().from(copies).where(eq(copies.id, id))
  if (!row) throw new Error('the copy that was asked for has a row')
  const beginning = verb('copies:make', async (ctx): Promise<Keeping> => {
    const own = { ...ctx, subject: row.customerId }
    const told = { step: 'counting' as const, made: 0, total: 0, chunks: 0 }
    return { ctx: own, row, clock: () => testNow, told, key: await begin(own, row) }
  })
  const keeping = await beginning(world.worker())
  const shelf = shelfOf(keeping)
  for (const [number, block] of blocks.entries()) await shelf.put(number, Buffer.from(block))
  const stored = () =>
    world.db
      .select()
      .from(copyChunks)
      .where(and(eq(copyChunks.copyId, id), eq(copyChunks.customerId, row.customerId)))
      .orderBy(asc(copyChunks.number))
  const taken = async (from: number, to: number) => {
    const texts: string[] = []
    for await (const block of shelf.take(from, to)) texts.push(Buffer.from(block).toString())
    return texts
  }
  return { keeping, stored, taken }
}

onBothEngines('tables that wait for the file', (world) => {
  it('come back in their order, from the database and from memory, whatever part is asked for', async () => {
    const { taken } = await shelved(world())
    expect(await taken(0, blocks.length - 1)).toEqual(blocks)
    for (const [from, to] of [
      [3, 5],
      [atOnce - 1, atOnce],
      [atOnce, atOnce + 3],
      [0, 0],
    ] as const)
      expect(await taken(from, to)).toEqual(blocks.slice(from, to + 1))
  })

  it('are stored sealed, a run at a time, apart from the file, and counted as chunks that there are', async () => {
    const { keeping, stored } = await shelved(world())
    const rows = await stored()
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: atOnce }, (_, nth) => nth - atOnce))
    for (const { contentSealed } of rows) expect(Buffer.from(contentSealed).includes('блок')).toBe(false)
    const [row] = await world().db.select().from(copies).where(eq(copies.id, keeping.row.id))
    expect(row?.chunks).toBe(atOnce)
  })

  it('are gone once the copy is ready', async () => {
    const { keeping, stored } = await shelved(world())
    await finish(keeping.ctx, keeping.row, { bytes: 1, chunks: 0, hash: 'a' }, keeping.told)
    expect(await stored()).toEqual([])
  })

  it('are not read by an attempt after which another has begun, which ends it', async () => {
    const { keeping, taken } = await shelved(world())
    const { id } = keeping.row
    await world().db.update(copies).set({ attempts: 1 }).where(eq(copies.id, id))
    await world().db.delete(copyChunks).where(eq(copyChunks.copyId, id))
    await expect(taken(0, 3)).rejects.toThrow(Over)
  })
})
