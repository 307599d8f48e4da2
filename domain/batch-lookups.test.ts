import { describe, expect, it } from 'vitest'
import { batchLookups } from './batch-lookups.ts'
import type { Ctx } from './context.ts'

/** Look-ups whose queries the test answers itself. */
function heldLookups() {
  const sent: { names: string[]; answer: (found: [string, number][]) => void; fail: () => void }[] = []
  const find = batchLookups<string, number>(
    (_, names) =>
      new Promise((resolve, reject) => {
        sent.push({
          names,
          answer: (found) => resolve(names.map((name) => new Map(found).get(name))),
          fail: () => reject(new Error('lost')),
        })
      }),
  )
  return { sent, find }
}
const ctxOf = (db: object): Ctx => ({ db }) as Ctx
const turn = () => new Promise((done) => setImmediate(done))
const turns = async () => {
  for (let at = 0; at < 5; at += 1) await turn()
}

describe('gathering look-ups', () => {
  it('look-ups gathered before they are sent share one query, each name once', async () => {
    const { sent, find } = heldLookups()
    const ctx = ctxOf({})
    const asked = [find(ctx, 'a'), find(ctx, 'b'), find(ctx, 'a'), find(ctx, 'c')]
    await turns()
    expect(sent.map(({ names }) => names)).toEqual([['a', 'b', 'c']])
    sent[0]?.answer([
      ['a', 1],
      ['b', 2],
    ])
    expect(await Promise.all(asked)).toEqual([1, 2, 1, undefined])
  })

  it('a look-up is never answered from a query that was under way when it was asked', async () => {
    const { sent, find } = heldLookups()
    const ctx = ctxOf({})
    const early = find(ctx, 'a')
    await turns()
    const late = [find(ctx, 'a'), find(ctx, 'b')]
    await turns()
    expect(sent, 'one is under way at a time').toHaveLength(1)
    sent[0]?.answer([['a', 1]])
    expect(await early).toBe(1)
    await turns()
    expect(sent.map(({ names }) => names)).toEqual([['a'], ['a', 'b']])
    sent[1]?.answer([['b', 2]])
    expect(await Promise.all(late)).toEqual([undefined, 2])
  })

  it('look-ups fail together, and those asked later do not', async () => {
    const { sent, find } = heldLookups()
    const ctx = ctxOf({})
    const lost = [find(ctx, 'a'), find(ctx, 'b')].map((each) => each.catch(() => 'failed'))
    await turns()
    const later = find(ctx, 'a')
    sent[0]?.fail()
    expect(await Promise.all(lost)).toEqual(['failed', 'failed'])
    await turns()
    sent[1]?.answer([['a', 3]])
    expect(await later).toBe(3)
  })

  it('look-ups of two databases are apart', async () => {
    const { sent, find } = heldLookups()
    const [one, other] = [find(ctxOf({}), 'a'), find(ctxOf({}), 'a')]
    await turns()
    expect(sent).toHaveLength(2)
    sent[0]?.answer([['a', 1]])
    sent[1]?.answer([['a', 2]])
    expect(await Promise.all([one, other])).toEqual([1, 2])
  })
})
