import { expect, it } from 'vitest'
import { calendarRunsOut } from './calendar.ts'
import { catalogue } from './load.ts'

const { calendar } = catalogue()
const [first] = calendar.years

it.each([
  ['2027-06-29', null],
  ['2027-06-30', '2027-12-31'],
  ['2027-12-31', '2027-12-31'],
  ['2028-02-29', '2027-12-31'],
])('on %s the end of the calendar that is told is %s', (today, end) => {
  expect(calendarRunsOut(calendar, today)).toBe(end)
})

it('a calendar without years has run out', () => {
  expect(calendarRunsOut({ ...calendar, years: [] }, '2026-11-30')).not.toBeNull()
  expect(calendarRunsOut({ ...calendar, years: first ? [first] : [] }, '2026-11-30')).toBe('2024-12-31')
})
