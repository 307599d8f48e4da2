import { afterEach, describe, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { caseDeadline, countDeadline } from './case-deadline.ts'

const first = catalogue()
afterEach(() => {
  globalThis.arqauCatalogue = first
})
const receivedAt = new Date('2026-11-20T07:00:00Z')

describe('the deadline of a case that was received under an earlier policy', () => {
  it('stays the day fixed at receipt when the clock is another, or the calendar has its year no longer', () => {
    const dueOn = countDeadline('complaint-answer', receivedAt)?.due ?? null
    const row = { clock: 'complaint-answer', receivedAt, dueOn } as const
    expect(caseDeadline(row)).toMatchObject({ due: '2026-12-20', amount: 30, unit: 'calendar-days' })
    const clocks = first.clocks.map((clock) => ({ ...clock, amount: 15, unit: 'working-days' as const }))
    globalThis.arqauCatalogue = { ...first, clocks }
    const fixed = { due: '2026-12-20', amount: 30, unit: 'calendar-days', source: null }
    expect(caseDeadline(row)).toMatchObject(fixed)
    globalThis.arqauCatalogue = { ...first, clocks, calendar: { ...first.calendar, years: [] } }
    expect(caseDeadline(row)).toMatchObject(fixed)
    expect(countDeadline('complaint-answer', receivedAt)).toBeNull()
  })

  it('is moved by a pause alone', () => {
    const row = { clock: 'information-answer', receivedAt, dueOn: '2026-11-30' } as const
    const askedAt = new Date('2026-11-23T07:00:00Z')
    const pauses = [{ reason: 'identity', askedAt, until: '2026-12-07', answeredAt: null }] as const
    expect(caseDeadline(row)).toMatchObject({ due: '2026-11-30', source: null })
    expect(caseDeadline(row, pauses)).toMatchObject({ due: '2026-12-15', amount: 10, source: null })
  })
})

describe('a deadline beyond the calendar', () => {
  it('is not known, and is once the calendar is continued', () => {
    const row = {
      clock: 'information-answer',
      receivedAt: new Date('2027-12-30T07:00:00Z'),
      dueOn: null,
    } as const
    expect(caseDeadline(row)).toBeNull()
    const years = [
      ...first.calendar.years,
      { year: 2028, off: ['2028-01-03', '2028-01-04', '2028-01-07'], worked: [] },
    ]
    globalThis.arqauCatalogue = { ...first, calendar: { ...first.calendar, years } }
    expect(caseDeadline(row)?.due).toBe('2028-01-06')
  })
})
