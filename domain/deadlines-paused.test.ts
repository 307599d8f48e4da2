import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#policy/days.ts'
import { findClock } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { countByHand } from '#testing/count-by-hand.ts'
import { deadline, type Pause, progress } from './deadlines.ts'

const { calendar } = catalogue()
const ids = fc.constantFrom(
  'correction',
  'information-answer',
  'withdrawal-stop',
  'digital-code-stop',
  'complaint-answer',
)
const receipt = fc.date({
  min: new Date('2024-01-03T00:00:00Z'),
  max: new Date('2027-06-01T00:00:00Z'),
  noInvalidDate: true,
})
const hour = 3_600_000
/** A pause, in hours after receipt: asked, then answered or not, and standing still for so many days at most. */
const offset = fc.record({
  reason: fc.constantFrom('identity', 'documents'),
  asked: fc.integer({ min: 0, max: 24 * 60 }),
  answered: fc.option(fc.integer({ min: 0, max: 24 * 40 })),
  days: fc.integer({ min: 0, max: 21 }),
})
type Offset = typeof offset extends fc.Arbitrary<infer One> ? One : never

const pauseOf = (receivedAt: Date, { reason, asked, answered, days }: Offset): Pause => {
  const askedAt = new Date(receivedAt.getTime() + asked * hour)
  return {
    reason,
    askedAt,
    until: addDays(new Date(askedAt.getTime() + 5 * hour).toISOString().slice(0, 10), days),
    answeredAt: answered === null ? null : new Date(askedAt.getTime() + answered * hour),
  }
}
const given = fc.record({ id: ids, receivedAt: receipt, offsets: fc.array(offset, { maxLength: 4 }) })
const stage = ({ id, receivedAt, offsets }: typeof given extends fc.Arbitrary<infer One> ? One : never) => {
  const clock = findClock(catalogue(), id)
  const pauses = offsets.map((one) => pauseOf(receivedAt, one))
  return { clock, pauses, plain: deadline(clock, calendar, receivedAt) }
}

describe('a deadline with pauses', () => {
  it('is the one counted by hand', () => {
    fc.assert(
      fc.property(given, (one) => {
        const { clock, pauses } = stage(one)
        const trace = deadline(clock, calendar, one.receivedAt, pauses)
        expect(trace.due).toBe(countByHand(clock, one.receivedAt, pauses))
      }),
      { numRuns: 2000 },
    )
  })

  it('counts a day once where pauses overlap, in whatever order they are', () => {
    fc.assert(
      fc.property(given, (one) => {
        const { clock, pauses } = stage(one)
        const { due, skipped } = deadline(clock, calendar, one.receivedAt, pauses)
        const again = deadline(clock, calendar, one.receivedAt, [...pauses.toReversed(), ...pauses])
        expect(again).toMatchObject({ due, skipped })
        expect(new Set(skipped.map(({ day }) => day)).size).toBe(skipped.length)
      }),
    )
  })

  it('is never earlier, and later by no more than the days on which the clock stood still', () => {
    fc.assert(
      fc.property(given, (one) => {
        const { clock, pauses, plain } = stage(one)
        const trace = deadline(clock, calendar, one.receivedAt, pauses)
        expect(trace.due >= plain.due).toBe(true)
        const stood = trace.skipped.filter(({ why }) => why === 'paused')
        expect(trace.due > plain.due).toBe(stood.length > 0)
      }),
    )
  })

  it('stays where it is, and late, when the bank asks only after the last day', () => {
    fc.assert(
      fc.property(ids, receipt, offset, fc.integer({ min: 0, max: 30 }), (id, receivedAt, asked, more) => {
        const clock = findClock(catalogue(), id)
        const plain = deadline(clock, calendar, receivedAt)
        const askedAt = new Date(Date.parse(`${addDays(plain.due, 1 + more)}T00:00:00+06:00`) + 6 * hour)
        const late = { ...pauseOf(askedAt, { ...asked, asked: 0 }), askedAt }
        const trace = deadline(clock, calendar, receivedAt, [late])
        expect(trace.due).toBe(plain.due)
        expect(progress(trace, askedAt).state).toBe('late')
      }),
    )
  })
})
