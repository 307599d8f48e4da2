import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Shelf, spoolOn } from './spool.ts'

function shelfInMemory() {
  const blocks: Uint8Array[] = []
  const shelf: Shelf = {
    put: async (number, block) => {
      blocks[number] = block
    },
    take: async function* (from, to) {
      yield* blocks.slice(from, to + 1)
    },
  }
  return { shelf, blocks }
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts).toString()
}

it('a spool has of each table what was written of it, in its order', async () => {
  const lines = fc.array(
    fc.record({ unit: fc.constantFrom('ж', 'a;b\r\n', '😀', ''), times: fc.nat(150_000) }),
    {
      maxLength: 5,
    },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(fc.uuid(), lines), { selector: ([name]) => name, maxLength: 4 }),
      async (tables) => {
        const spool = spoolOn(shelfInMemory().shelf)
        const texts = tables.map(([name, written]) => ({
          name,
          parts: written.map(({ unit, times }) => unit.repeat(times)),
        }))
        for (const { name, parts } of texts) for (const part of parts) await spool.write(name, part)
        for (const { name, parts } of texts)
          expect((await textOf(spool.read(name))) === parts.join('')).toBe(true)
      },
    ),
    { numRuns: 20 },
  )
})

it('a spool keeps one block of a long table in memory, and packs the others', async () => {
  const { shelf, blocks } = shelfInMemory()
  const spool = spoolOn(shelf)
  const line = `${'ұялы телефон нөмірі;'.repeat(50)}\r\n`
  for (let written = 0; written < 2000; written += 1) await spool.write('activity', line)
  const letters = 2000 * line.length
  expect(blocks.length).toBe(Math.floor(letters / (256 * 1024)))
  expect(blocks.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(letters / 20)
})
