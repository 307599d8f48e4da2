import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testIins, testNow, testPhones } from '#testing/world.ts'
import { caseNumber, readCaseNumber } from './case-number.ts'

const full = 'Ш-2026-00417'

describe('a complaint’s number', () => {
  it.each([
    full,
    ' Ш-2026-00417 ',
    'Ш-2026-00417.',
    '«Ш-2026-00417»,',
    '№ Ш-2026-00417',
    '№Ш-2026-00417',
    '# 417',
    'No. 2026-417',
    'ш-2026-417',
    'ш 2026 417',
    'Ш–2026–00417',
    'Ш—2026—00417',
    'Ш − 2026 − 00417',
    'Ш\u20112026\u201100417',
    'Ш\u00a02026\u00a000417',
    'Ш-2026-00 417',
    'Sh-2026-00417',
    'SH 2026 417',
    'sh-417',
    '2026–417',
    '2026 00417',
    'Ш00417',
    '00417',
    '417',
    '417.',
  ])('a complaint’s number typed as %s is read', (typed) =>
    expect(readCaseNumber('complaint', typed, testNow)).toBe(full),
  )

  it.each([
    ['Ш-2025-00417', 'Ш-2025-00417'],
    ['Ш-2026-123456', 'Ш-2026-123456'],
    ['2031', 'Ш-2026-02031'],
  ])('a complaint’s number typed as %s is %s', (typed, number) =>
    expect(readCaseNumber('complaint', typed, testNow)).toBe(number),
  )

  it('a number without a year is of the year in Almaty', () => {
    expect(readCaseNumber('complaint', '417', new Date('2026-12-31T18:59:59Z'))).toBe('Ш-2026-00417')
    expect(readCaseNumber('complaint', '417', new Date('2026-12-31T19:00:00Z'))).toBe('Ш-2027-00417')
  })

  it.each([
    '',
    'Ш',
    'Ш-2026',
    'Ш-2026-',
    'Ш-2026-%',
    'Ш-2026-00417\u0000',
    'Щ-2026-00417',
    'Ш-1926-00417',
    'Ш-2026-1234567890',
    'Омарова',
    ...testPhones,
    ...testIins,
    '8 701 000 01 18',
    '8 701 000',
    '80010110',
  ])('"%s" is no complaint’s number', (typed) =>
    expect(readCaseNumber('complaint', typed, testNow)).toBeNull(),
  )

  it('a number is read as it is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2099 }),
        fc.integer({ min: 1, max: 999_999_999 }),
        (year, nth) => {
          const number = caseNumber('complaint', String(year), nth)
          return readCaseNumber('complaint', number, testNow) === number
        },
      ),
    )
  })

  it('reading a complaint’s number answers anything typed', () => {
    fc.assert(fc.property(fc.string(), (typed) => readCaseNumber('complaint', typed, testNow) !== undefined))
  })
})
