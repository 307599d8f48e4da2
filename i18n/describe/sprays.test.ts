import { expect, it } from 'vitest'
import type { Spray, SpraysView } from '#domain/sessions/schema.ts'
import { locales } from '#policy/locale.ts'
import { describeSprays } from './sprays.ts'

const now = new Date('2026-11-20T07:00:00Z')
const spray: Spray = {
  mark: 'pbPpvjgJbWuoYYj6szLwkSnoDGhMVCtz1A-FR6wwRW0',
  ...{ others: 21, missed: 17, codesRequested: 31, failures: 43, onlyCounted: 5 },
  firstAt: new Date('2026-11-20T03:01:00Z'),
  lastAt: new Date('2026-11-20T06:02:00Z'),
}
const quiet: SpraysView = {
  since: new Date('2026-11-19T07:00:00Z'),
  ...{ addresses: [], numbers: [], countedTogether: 0 },
  from: { addresses: 5, numbers: 3 },
}

it.each(locales)('a spray is told with all its figures and times (%s)', (locale) => {
  const view = { ...quiet, addresses: [spray], numbers: [{ ...spray, onlyCounted: 0 }], countedTogether: 77 }
  const { addresses, numbers, together } = describeSprays(locale, view, now)
  for (const { rows } of [addresses, numbers]) {
    expect(rows).toMatchObject([{ mark: spray.mark, short: 'pbPpvjgJbW' }])
    for (const part of ['21', '17', '31', '43', '08:01', '11:02']) expect(rows[0]?.sentence).toContain(part)
    expect(rows[0]?.missed).toContain('17')
  }
  expect(addresses.rows[0]?.onlyCounted).toContain('5')
  expect(numbers.rows[0]?.onlyCounted).toBeNull()
  expect(together).toContain('77')
})

it.each(locales)(
  'a day without sprays says so, from how many on there would be one and since when (%s)',
  (locale) => {
    const { intro, addresses, numbers, together } = describeSprays(locale, quiet, now)
    expect(intro).toContain('12:00')
    expect([addresses.rows, numbers.rows, together]).toEqual([[], [], null])
    expect(addresses.none).toContain('5')
    expect(numbers.none).toContain('3')
  },
)
