import { createHmac } from 'node:crypto'
import { scheduler } from 'node:timers/promises'
import { beforeAll, expect, it, vi } from 'vitest'
import { freshCustomer } from '#testing/customers.ts'
import { eraseValue } from '#testing/deletions.ts'
import { addSystems, outcomeOf, runAll, send, value } from '#testing/imports.ts'
import { onBothEngines } from '#testing/world.ts'
import { turnLines } from '../plan.ts'

vi.mock('node:crypto', async (original: () => Promise<{ createHmac: typeof createHmac }>) => {
  const crypto = await original()
  return { ...crypto, createHmac: vi.fn(crypto.createHmac) }
})

onBothEngines('lines about fields in which values were erased', (world) => {
  beforeAll(() => addSystems(world()))

  const count = 5 * turnLines

  /** Imports lines about one field in which some values were erased. @returns what it cost, with how many were refused */
  async function imported(erased: number) {
    const { subject, reference } = await freshCustomer(world())
    for (let nth = 0; nth < erased; nth++) await eraseValue(world(), subject, 'gallery', `v${nth}`)
    const lines = Array.from({ length: count }, (_, nth) => value(reference, 'gallery', `v${nth}`))
    const { id } = await send(world().system(), lines)
    vi.mocked(createHmac).mockClear()
    const yields = vi.spyOn(scheduler, 'yield')
    await runAll(world())
    const cost = { hashes: vi.mocked(createHmac).mock.calls.length, yields: yields.mock.calls.length }
    yields.mockRestore()
    return { ...cost, bad: (await outcomeOf(world(), id)).lines.bad }
  }

  it('cost one hash each, however many values were erased, and let the process do its other work', async () => {
    const [none, few, many] = [await imported(0), await imported(2), await imported(20)]
    expect([none.bad, few.bad, many.bad]).toEqual([0, 2, 20])
    expect(few.hashes - none.hashes, 'one a line, and one for the key').toBe(count + 1)
    expect(many.hashes).toBe(few.hashes)
    expect(few.yields - none.yields).toBe(count / turnLines)
  })
})
