import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClockId } from '#policy/clock-ids.ts'
import { daysBetween } from '#policy/days.ts'
import { findClock } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Clock } from '#policy/schema.ts'
import { countByHand } from '#testing/count-by-hand.ts'
import { deadline, delayedDay, fixedDeadline, progress } from './deadlines.ts'

const { calendar } = catalogue()
const clock = (id: ClockId): Clock => findClock(catalogue(), id)
const noonInAlmaty = (day: string) => new Date(`${day}T07:00:00Z`)
const due = (id: ClockId, day: string) => deadline(clock(id), calendar, noonInAlmaty(day)).due

describe('a deadline', () => {
  it.each([
    ['2026-11-20', '2026-11-23', '2026-11-25', '2026-12-11', '2026-12-20'],
    ['2026-12-15', '2026-12-17', '2026-12-21', '2027-01-11', '2027-01-14'],
    ['2026-12-30', '2026-12-31', '2027-01-06', '2027-01-25', '2027-01-29'],
    ['2027-03-05', '2027-03-09', '2027-03-11', '2027-04-02', '2027-04-04'],
    ['2027-03-12', '2027-03-16', '2027-03-18', '2027-04-08', '2027-04-11'],
    ['2027-03-19', '2027-03-25', '2027-03-29', '2027-04-14', '2027-04-18'],
    ['2027-04-30', '2027-05-04', '2027-05-06', '2027-05-26', '2027-05-30'],
    ['2027-05-06', '2027-05-11', '2027-05-13', '2027-05-31', '2027-06-05'],
  ])('received on %s falls on the days the calendar gives', (received, one, three, fifteen, thirty) => {
    expect(due('blocking', received)).toBe(one)
    expect(due('information-answer', received)).toBe(three)
    expect(due('withdrawal-stop', received)).toBe(fifteen)
    expect(due('complaint-answer', received)).toBe(thirty)
  })

  it('says how it came out', () => {
    const trace = deadline(clock('information-answer'), calendar, new Date('2027-03-19T11:24:00Z'))
    expect(trace).toMatchObject({
      zone: 'Asia/Almaty',
      received: '2027-03-19',
      firstDay: '2027-03-25',
      due: '2027-03-29',
      amount: 3,
      unit: 'working-days',
      revised: '2026-11-29',
    })
    expect(trace.skipped).toEqual([
      { day: '2027-03-20', why: 'weekend' },
      { day: '2027-03-21', why: 'weekend' },
      { day: '2027-03-22', why: 'off' },
      { day: '2027-03-23', why: 'off' },
      { day: '2027-03-24', why: 'off' },
      { day: '2027-03-27', why: 'weekend' },
      { day: '2027-03-28', why: 'weekend' },
    ])
    expect(trace.source?.kk).toContain('395/НҚ')
  })

  it('counts a weekend day worked by decree', () => {
    expect(due('blocking', '2024-05-03')).toBe('2024-05-04')
  })

  it.each([
    ['23:59 in Almaty, still at +06', '2024-02-28T17:59:00Z', '2024-02-28'],
    ['midnight in Almaty, still at +06', '2024-02-28T18:00:00Z', '2024-02-29'],
    ['the hour that was lived twice, second time', '2024-02-29T18:30:00Z', '2024-02-29'],
    ['midnight in Almaty, now at +05', '2024-02-29T19:00:00Z', '2024-03-01'],
    ['23:59 in Almaty at +05', '2024-03-01T18:59:00Z', '2024-03-01'],
  ])('knows the day of receipt across the change of time zone: %s', (_, instant, day) => {
    expect(deadline(clock('complaint-answer'), calendar, new Date(instant)).received).toBe(day)
  })

  it('is refused for working days in a year the calendar does not cover', () => {
    expect(() => due('information-answer', '2027-12-30')).toThrow(
      'The working-day calendar does not cover 2028',
    )
    expect(() => due('blocking', '2023-12-28')).toThrow('does not cover 2023')
    expect(due('complaint-answer', '2031-01-01')).toBe('2031-01-31')
  })
})

describe('any deadline', () => {
  const receipt = fc.date({
    min: new Date('2024-01-03T00:00:00Z'),
    max: new Date('2027-12-01T00:00:00Z'),
    noInvalidDate: true,
  })
  const ids = fc.constantFrom<ClockId>(
    'blocking',
    'information-answer',
    'withdrawal-stop',
    'complaint-answer',
  )

  it('is the one counted by hand', () => {
    fc.assert(
      fc.property(ids, receipt, (id, receivedAt) => {
        expect(deadline(clock(id), calendar, receivedAt).due).toBe(countByHand(clock(id), receivedAt))
      }),
      { numRuns: 2000 },
    )
  })

  it('accounts for every day between receipt and its end', () => {
    fc.assert(
      fc.property(ids, receipt, (id, receivedAt) => {
        const trace = deadline(clock(id), calendar, receivedAt)
        const span = (Date.parse(trace.due) - Date.parse(trace.received)) / 86_400_000
        expect(span).toBe(trace.amount + trace.skipped.length)
        expect(trace.skipped.map(({ day }) => day)).not.toContain(trace.due)
        const before = trace.skipped.filter(({ day }) => day < trace.firstDay)
        expect(daysBetween(trace.received, trace.firstDay)).toBe(1 + before.length)
      }),
    )
  })

  it('moves on by at most a day a day, and is late exactly after its last day', () => {
    fc.assert(
      fc.property(ids, receipt, fc.integer({ min: 0, max: 60 }), (id, receivedAt, days) => {
        const trace = deadline(clock(id), calendar, receivedAt)
        const at = (count: number) => progress(trace, new Date(receivedAt.getTime() + count * 86_400_000))
        const [today, tomorrow] = [at(days), at(days + 1)]
        expect([0, 1]).toContain(tomorrow.day - today.day)
        expect(today.day + today.daysLeft).toBe(today.of)
        expect(today.state === 'late').toBe(today.daysLeft < 0)
      }),
    )
  })
})

describe('the progress of a deadline', () => {
  const trace = deadline(clock('complaint-answer'), calendar, new Date('2026-11-20T11:24:00Z'))

  it.each([
    ['2026-11-20', 0, 30, 'running'],
    ['2026-12-03', 13, 17, 'running'],
    ['2026-12-13', 23, 7, 'running'],
    ['2026-12-14', 24, 6, 'soon'],
    ['2026-12-20', 30, 0, 'soon'],
    ['2026-12-21', 31, -1, 'late'],
  ] as const)('a deadline on %s is at day %i with %i left: %s', (day, passed, daysLeft, state) => {
    expect(progress(trace, noonInAlmaty(day))).toEqual({ day: passed, of: 30, daysLeft, state })
  })

  it('a deadline turns late at midnight in Almaty', () => {
    expect(progress(trace, new Date('2026-12-20T18:59:59Z')).state).toBe('soon')
    expect(progress(trace, new Date('2026-12-20T19:00:00Z')).state).toBe('late')
  })

  it('a deadline stays where it is on days that a clock of working days skips', () => {
    const friday = deadline(clock('information-answer'), calendar, noonInAlmaty('2026-11-20'))
    expect(progress(friday, noonInAlmaty('2026-11-22')).day).toBe(0)
    expect(progress(friday, noonInAlmaty('2026-11-23')).day).toBe(1)
  })
})

it('a deadline that was fixed by an older clock is kept', () => {
  const trace = fixedDeadline(calendar, new Date('2026-11-20T11:24:00Z'), '2026-12-05')
  expect(trace).toMatchObject({ received: '2026-11-20', amount: 15, due: '2026-12-05', source: null })
  expect(progress(trace, noonInAlmaty('2026-12-05'))).toMatchObject({ day: 15, daysLeft: 0, state: 'soon' })
})

describe('a delay', () => {
  const received = fc.date({
    min: new Date('2024-01-03T00:00:00Z'),
    max: new Date('2027-09-01T00:00:00Z'),
    noInvalidDate: true,
  })
  const units = fc.constantFrom('calendar-days' as const, 'working-days' as const)
  const amounts = fc.integer({ min: 1, max: 40 })

  it('a delay is announced to a day after the last one, by any clock', () => {
    fc.assert(
      fc.property(received, units, amounts, units, amounts, (at, unit, amount, moreUnit, more) => {
        const base = clock('complaint-extension')
        const trace = deadline({ ...base, unit, amount }, calendar, at)
        const until = delayedDay({ ...base, unit: moreUnit, amount: more }, calendar, trace.due)
        expect(daysBetween(trace.due, until)).toBeGreaterThanOrEqual(more)
        const onThatDay = progress(trace, noonInAlmaty(until))
        expect(onThatDay).toMatchObject({ state: 'late', daysLeft: -daysBetween(trace.due, until) })
      }),
    )
  })

  it('counts fifteen calendar days from the day after the last', () => {
    expect(delayedDay(clock('complaint-extension'), calendar, '2026-12-20')).toBe('2027-01-04')
  })
})
