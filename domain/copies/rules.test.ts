import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRow } from './csv.ts'
import { progressOf, rangeOf } from './rules.ts'

/** Reads a table as a spreadsheet does (RFC 4180). */
function readCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (sign === '"') quoted = !quoted
    else if (!quoted && sign === separator) {
      rows.at(-1)?.push(cell)
      cell = ''
    } else if (!quoted && text.startsWith('\r\n', at)) {
      rows.at(-1)?.push(cell)
      rows.push([])
      cell = ''
      at += 1
    } else cell += sign
  }
  return rows.slice(0, -1)
}

describe('a row of a table', () => {
  const separator = fc.constantFrom(',', ';')
  const cells = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 })

  it('is read back as it was written, and no cell is run', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 3 }), separator, (rows, between) => {
        const read = readCsv(rows.map((row) => csvRow(row, between)).join(''), between)
        expect(
          read.map((row) => row.map((cell) => cell.replace(/^'(?=\s*[=+\-@\t\r\n|%＝＋－＠])/u, ''))),
        ).toEqual(rows)
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      }),
    )
  })

  it('a number stays one', () => {
    expect(csvRow([-5, 1.5, null], ';')).toBe('-5;1.5;\r\n')
  })
})

describe('a range', () => {
  it('names bytes that there are, whatever is asked', () => {
    const part = fc.oneof(fc.nat(500), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.constant(''))
    fc.assert(
      fc.property(part, part, fc.integer({ min: 1, max: 300 }), (from, to, bytes) => {
        const wanted = rangeOf(`bytes=${from}-${to}`, bytes)
        if (wanted.kind !== 'range') return
        const { first, last } = wanted.range
        expect(first >= 0 && first <= last && last < bytes).toBe(true)
      }),
    )
  })
})

describe('the progress of a copy', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 7, 0, seconds))
  const row = { step: 'activity', dueAt: at(60), fault: null } as const

  it('estimates the rest from what was made since it began', () => {
    const view = progressOf({ ...row, made: 50, total: 200, startedAt: at(0), beatAt: at(10) }, at(10))
    expect(view).toMatchObject({ made: 25, total: 100, percent: 25, secondsLeft: 30, againAt: null })
  })

  it('is whole at most, and of nothing is nothing', () => {
    const over = progressOf({ ...row, made: 300, total: 200, startedAt: at(0), beatAt: at(1) }, at(1))
    expect([over.percent, over.made, over.secondsLeft]).toEqual([100, 100, 0])
    const none = progressOf({ ...row, made: 0, total: 0, startedAt: null, beatAt: null }, at(0))
    expect([none.percent, none.secondsLeft]).toEqual([0, null])
  })
})
