import { describe, expect, it } from 'vitest'
import { readLines } from './read-lines.ts'
import { longestLine } from './schema.ts'

const holding = {
  kind: 'holding',
  customer: 'C-1',
  field: 'email',
  value: 'a@example.kz',
  obtainedVia: 'app',
}
const read = (...lines: (object | string | Buffer)[]) =>
  readLines(
    11,
    Buffer.concat(
      lines.flatMap((line) => [
        Buffer.isBuffer(line) ? line : Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)),
        Buffer.from('\n'),
      ]),
    ),
  )

describe('reading lines', () => {
  it('lines of each kind are taken, with either end of line, and empty ones are passed over', async () => {
    const customer = {
      kind: 'customer',
      reference: ' C-1 ',
      iin: '800101100013',
      phone: '8 701 000 01 18',
      locale: 'kk',
    }
    const disclosure = {
      kind: 'disclosure',
      customer: 'C-1',
      recipient: 'unqaghaz',
      fields: ['phone'],
      disclosedAt: '2026-11-20T12:00:00+05:00',
    }
    const { good, empty, faults } = await read(
      `\uFEFF${JSON.stringify(customer)}\r`,
      '',
      ' \r',
      holding,
      disclosure,
    )
    expect({ empty, faults }).toEqual({ empty: 2, faults: [] })
    expect(good).toEqual([
      { ...customer, reference: 'C-1', phone: '+77010000118', line: 11 },
      { ...holding, line: 14 },
      { ...disclosure, disclosedAt: new Date('2026-11-20T07:00:00Z'), line: 15 },
    ])
  })

  it.each([
    ['{', '', 'import.json'],
    ['[1]', '', 'import.kind'],
    ['null', '', 'import.kind'],
    ['{"kind":"consent"}', 'kind', 'import.kind'],
    [{ ...holding, extra: 1 }, '', 'import.unknown-name'],
    [{ ...holding, customer: undefined }, 'customer', 'customer.reference'],
    [{ ...holding, customer: 'C\u0000' }, 'customer', 'customer.reference'],
    [{ ...holding, value: 'a\u0000' }, '', 'import.text'],
    [{ ...holding, value: 'a\ud83d' }, '', 'import.text'],
    [{ ...holding, value: '\ude00a' }, '', 'import.text'],
    [{ ...holding, value: '' }, 'value', 'holding.value'],
    [{ ...holding, value: 7 }, 'value', 'holding.value'],
    [{ ...holding, quantity: 3_000_000_000 }, 'quantity', 'holding.quantity'],
    [{ ...holding, quantity: 1.5 }, 'quantity', 'holding.quantity'],
    [{ ...holding, obtainedAt: '0001-01-01' }, 'obtainedAt', 'holding.time'],
    [{ ...holding, obtainedAt: 1_700_000_000 }, 'obtainedAt', 'holding.time'],
    [{ ...holding, obtainedVia: 'owl' }, 'obtainedVia', 'holding.obtained-via'],
    [Buffer.from([0x7b, 0xff, 0x7d]), '', 'import.utf8'],
    ['x'.repeat(longestLine + 1), '', 'import.long'],
  ])(
    'the line %o is said to be bad, where and why, and the lines around it are taken',
    async (line, path, reason) => {
      const { good, faults } = await read(holding, line, holding)
      expect(faults).toEqual([{ line: 12, path, reason }])
      expect(good.map((one) => one.line)).toEqual([11, 13])
    },
  )

  it('a line of just the longest length is taken', async () => {
    const rest = JSON.stringify({ ...holding, value: '' }).length
    const { good, faults } = await read(
      { ...holding, value: 'x'.repeat(20_000) },
      `${' '.repeat(longestLine - rest - 1)}${JSON.stringify({ ...holding, value: 'y' })}`,
    )
    expect(faults).toEqual([])
    expect(good).toHaveLength(2)
  })
})
