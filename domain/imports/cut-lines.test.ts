import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineCutter, type Run } from './cut-lines.ts'
import { longestLine } from './schema.ts'

/** Cuts a text that comes in parts which end at the given places. */
function cut(bytes: Buffer, ends: readonly number[], whole = true): Run[] {
  const cutter = new LineCutter()
  const places = [0, ...[...ends].sort((one, other) => one - other), bytes.length]
  const runs = places.slice(1).flatMap((end, at) => cutter.push(bytes.subarray(places[at], end)))
  const rest = cutter.finish(whole)
  return rest ? [...runs, rest] : runs
}
const linesOf = (runs: Run[]) => runs.flatMap((run) => run.bytes.toString('latin1').slice(0, -1).split('\n'))

describe('the line cutter', () => {
  it('gives the same lines however the bytes are split', () => {
    const texts = fc.array(fc.oneof(fc.constant(''), fc.string({ unit: 'binary', maxLength: 40 })), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(texts, fc.array(fc.nat(600), { maxLength: 20 }), fc.boolean(), (lines, ends, ended) => {
        const clean = lines.map((line) => line.replaceAll('\n', ''))
        const bytes = Buffer.from(clean.map((line) => `${line}\n`).join(''))
        const text = ended ? bytes : bytes.subarray(0, -1)
        const runs = cut(
          text,
          ends.map((end) => Math.min(end, text.length)),
        )
        const expected = text.toString('latin1').split('\n')
        if (expected.at(-1) === '') expected.pop()
        expect(linesOf(runs)).toEqual(expected)
        expect(runs.reduce((sum, run) => sum + run.lines, 0)).toBe(expected.length)
      }),
    )
  })

  it('fills runs by lines and by bytes, numbered from one without a gap', () => {
    const short = cut(Buffer.from('{}\n'.repeat(9000)), [5, 12_001])
    expect(short.map(({ firstLine, lines }) => [firstLine, lines])).toEqual([
      [1, 4000],
      [4001, 4000],
      [8001, 1000],
    ])
    const long = cut(Buffer.from(`${'x'.repeat(60_000)}\n`.repeat(40)), [])
    expect(long.map(({ lines }) => lines)).toEqual([18, 18, 4])
  })

  it('keeps of a line that is too long just enough to tell', () => {
    const bytes = Buffer.from(`a\n${'x'.repeat(5_000_000)}\nb\n`)
    for (const ends of [[], [100, 70_000, 70_001, 3_000_000]]) {
      const lines = linesOf(cut(bytes, ends))
      expect(lines.map((line) => line.length)).toEqual([1, longestLine + 1, 1])
    }
  })

  it('takes a last line without a line feed, but not one that was cut off', () => {
    const bytes = Buffer.from('first\nsecond\nthi')
    expect(linesOf(cut(bytes, [8]))).toEqual(['first', 'second', 'thi'])
    expect(linesOf(cut(bytes, [8], false))).toEqual(['first', 'second'])
    expect(cut(Buffer.from('fir'), [], false)).toEqual([])
    expect(cut(Buffer.from(''), [])).toEqual([])
  })
})
