import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareReached } from './rules.ts'

describe('the share of a clock that has passed', () => {
  it.each([
    [14, 30, null],
    [15, 30, 50],
    [23, 30, 50],
    [24, 30, 80],
    [28, 30, 80],
    [29, 30, 95],
    [30, 30, 95],
    [31, 30, 100],
    [1, 1, 95],
    [0, 1, null],
  ])('the share of a clock on day %i of %i is %s', (day, of, share) => {
    const state = day > of ? 'late' : 'running'
    expect(shareReached({ day, of, daysLeft: of - day, state })).toBe(share)
  })

  it('the share of a clock never falls as days pass, and is 100 exactly when late', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), (of) => {
        const all = Array.from({ length: of + 5 }, (_, day) =>
          shareReached({ day, of, daysLeft: of - day, state: day > of ? 'late' : 'running' }),
        ).map((share) => share ?? 0)
        expect(all).toEqual(all.toSorted((a, b) => a - b))
        expect(all.indexOf(100)).toBe(of + 1)
      }),
    )
  })
})
