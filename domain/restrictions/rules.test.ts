import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#policy/days.ts'
import { bankDay } from '../bank-time.ts'
import { missingReports, unusedSince, wasRestrictedOn } from './rules.ts'

const start = Date.parse('2026-01-01T00:00:00Z')
const hour = 3_600_000
const dayOn = (count: number) => addDays('2026-01-01', count)

describe('the days of a restriction', () => {
  it('a field was restricted on a day in which it was so at some moment, and on no other', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 24 * 18 }), { maxLength: 9 })
    fc.assert(
      fc.property(hours, fc.integer({ min: -1, max: 20 }), (given, nth) => {
        const rows = given
          .toSorted((one, other) => one - other)
          .map((one, place) => ({
            kind: place % 2 === 0 ? ('set' as const) : ('lifted' as const),
            at: new Date(start + one * hour),
          }))
        const day = dayOn(nth)
        // Every half hour of the day there, which begins five hours before it does in Greenwich.
        const moments = Array.from({ length: 24 * 22 * 2 }, (_, half) => new Date(start + (half * hour) / 2))
        const restricted = moments
          .filter((moment) => bankDay(moment) === day)
          .some((moment) => rows.findLast(({ at }) => at <= moment)?.kind === 'set')
        expect(wasRestrictedOn(rows, day)).toBe(restricted)
      }),
      { numRuns: 30 },
    )
  })

  it('one lifted in the first moment of a day was not restricted on it, one set then was', () => {
    const midnight = new Date('2026-01-15T19:00:00Z')
    const set = { kind: 'set' as const, at: new Date('2026-01-10T05:00:00Z') }
    expect(wasRestrictedOn([set, { kind: 'lifted', at: midnight }], '2026-01-15')).toBe(true)
    expect(wasRestrictedOn([set, { kind: 'lifted', at: midnight }], '2026-01-16')).toBe(false)
    expect(wasRestrictedOn([{ kind: 'set', at: midnight }], '2026-01-16')).toBe(true)
  })

  it('a report is missing for each whole day from the first on, today never', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (days, reported) => {
        const missing = missingReports(dayOn(0), dayOn(days), reported)
        expect(missing).toBe(Math.max(days - reported, 0))
      }),
    )
    expect(missingReports(dayOn(3), dayOn(2), 0)).toBe(0)
  })

  it('data are unused since the restriction or the day after their last use, whichever is later', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.option(fc.integer({ min: 0, max: 60 })),
        (set, used) => {
          const since = unusedSince(dayOn(set), used === null ? null : dayOn(used))
          expect(since).toBe(dayOn(Math.max(set, (used ?? -1) + 1)))
        },
      ),
    )
  })
})
