import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import {
  givenConsents,
  type Heads,
  type OverviewFacts,
  receiving,
  reviewsOf,
  suggestionsFor,
} from './rules.ts'
import { suggestionIds } from './schema.ts'

const policy = catalogue()
const all = policy.consents.consents.map((one) => one.id)
const now = new Date('2026-11-20T07:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 24 * 60 * 60 * 1000)
const given = (at: Date, expiresAt: Date | null = days(3000)) =>
  ({ outcome: 'given', at, expiresAt }) as const
const heads = (
  entries: Record<string, { outcome: 'given' | 'withdrawn' | 'refused'; at: Date; expiresAt: Date | null }>,
): Heads => new Map(Object.entries(entries))
const facts = (some: Partial<OverviewFacts> = {}): OverviewFacts => ({
  held: new Map([['email', now]]),
  given: new Set(),
  openSessions: 1,
  dismissed: new Set(),
  ...some,
})

describe('consents to review', () => {
  const reasons = (list: Heads, newConsents: Parameters<typeof reviewsOf>[2] = new Map()) =>
    reviewsOf(all, list, newConsents, now).map(({ consent, reason }) => [consent, reason])

  it('are those that end soon or have lately ended, each on its day', () => {
    expect(reasons(heads({ 'marketing-sms': given(days(-500), days(90)) }))).toEqual([
      ['marketing-sms', 'expires'],
    ])
    expect(reasons(heads({ 'marketing-sms': given(days(-500), days(91)) }))).toEqual([])
    expect(reasons(heads({ 'marketing-sms': given(days(-500), days(-90)) }))).toEqual([
      ['marketing-sms', 'expired'],
    ])
    expect(reasons(heads({ 'marketing-sms': given(days(-500), days(-91)) }))).toEqual([])
  })

  it('are those given two years ago or longer, to the day', () => {
    const twoYears = new Date('2024-11-20T07:00:00Z')
    expect(reasons(heads({ 'device-camera': given(twoYears) }))).toEqual([['device-camera', 'old']])
    expect(reasons(heads({ 'device-camera': given(new Date(twoYears.getTime() + 1)) }))).toEqual([])
    expect(reasons(heads({ 'device-camera': { ...given(twoYears), outcome: 'withdrawn' } }))).toEqual([])
  })

  it('are those that came with the last policy, unanswered, for half a year', () => {
    const newConsents = new Map([['storage-abroad', days(-10)]])
    expect(reasons(heads({}), newConsents)).toEqual([['storage-abroad', 'new']])
    expect(reasons(heads({}), new Map([['storage-abroad', days(-180)]]))).toEqual([])
    expect(
      reasons(heads({ 'storage-abroad': { ...given(days(-1)), outcome: 'refused' } }), newConsents),
    ).toEqual([])
    expect(reasons(heads({}))).toEqual([])
  })

  it('are first those that have grown since the yes, by the day of the yes', () => {
    const list = heads({ 'marketing-sms': given(days(-500), days(10)), 'device-camera': given(days(-9)) })
    const widened = new Map([['device-camera', days(-9)]])
    expect(reviewsOf(all, list, new Map(), now, widened)).toEqual([
      { consent: 'device-camera', reason: 'widened', at: days(-9) },
      { consent: 'marketing-sms', reason: 'expires', at: days(10) },
    ])
  })

  it('are each named once, whatever was decided, the most pressing first', () => {
    const moment = fc.integer({ min: -2000, max: 0 }).map(days)
    const head = fc.record({
      outcome: fc.constantFrom('given' as const, 'withdrawn' as const, 'refused' as const),
      at: moment,
      expiresAt: fc.option(fc.integer({ min: -400, max: 400 }).map(days)),
    })
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...all), head), moment, (entries, at) => {
        const reviews = reviewsOf(all, heads(entries), new Map(all.map((id) => [id, at])), now)
        expect(new Set(reviews.map((one) => one.consent)).size).toBe(reviews.length)
        const places = reviews.map((one) => ['expires', 'expired', 'new', 'old'].indexOf(one.reason))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        const off = Object.entries(entries).filter(([, one]) => one.outcome !== 'given')
        for (const [id] of off) expect(reviews.map((one) => one.consent)).not.toContain(id)
      }),
    )
  })
})

describe('who receives', () => {
  it('is nobody while nothing is held', () => {
    expect(receiving(policy, new Set(), new Set(all))).toBe(0)
  })

  it('grows with what is held and what is given, never shrinks', () => {
    const fields = policy.categories.flatMap((category) => category.fields).map((field) => field.id)
    fc.assert(
      fc.property(
        fc.subarray(fields),
        fc.subarray(all),
        fc.constantFrom(...fields),
        fc.constantFrom(...all),
        (held, on, field, consent) => {
          const before = receiving(policy, new Set(held), new Set(on))
          expect(
            receiving(policy, new Set([...held, field]), new Set([...on, consent])),
          ).toBeGreaterThanOrEqual(before)
        },
      ),
    )
  })

  it('leaves out who receives by a consent that is off', () => {
    const phone = new Set(['phone'])
    expect(receiving(policy, phone, new Set(['partner-sharing']))).toBe(
      receiving(policy, phone, new Set()) + 1,
    )
  })

  it('counts a yes that has run out as off', () => {
    expect(givenConsents(heads({ 'marketing-sms': given(days(-10), days(0)) }), now)).toEqual(new Set())
  })
})

describe('the suggestions of the overview', () => {
  const ids = (some: Partial<OverviewFacts>) => suggestionsFor(policy, facts(some), now).map((one) => one.id)

  it('there are no suggestions where there is nothing to suggest', () => {
    expect(ids({})).toEqual([])
  })

  it('a suggestion speaks of advertising from three channels on, and of how many', () => {
    const channels = ['marketing-sms', 'marketing-push', 'marketing-email']
    expect(suggestionsFor(policy, facts({ given: new Set(channels) }), now)).toEqual([
      { id: 'marketing-all', count: 3 },
    ])
    expect(ids({ given: new Set(channels.slice(1)) })).toEqual([])
  })

  it('a suggestion counts every consent to marketing, in whatever group', () => {
    const given = new Set(['marketing-sms', 'marketing-push', 'partner-sharing', 'linked-services'])
    expect(suggestionsFor(policy, facts({ given }), now)).toEqual([{ id: 'marketing-all', count: 3 }])
  })

  it('a suggestion speaks of location allowed and not used for half a year', () => {
    const allowed = new Set(['device-location'])
    const used = (at: Date) =>
      new Map([
        ['email', now],
        ['location', at],
      ])
    expect(ids({ given: allowed, held: used(days(-181)) })).toEqual(['location-unused'])
    expect(ids({ given: allowed, held: used(days(-180)) })).toEqual([])
    expect(ids({ held: used(days(-900)) })).toEqual([])
  })

  it('suggestions are three at most, and never the dismissed ones, whatever the facts', () => {
    const fields = policy.categories.flatMap((category) => category.fields).map((field) => field.id)
    const some = fc.record({
      held: fc.subarray(fields).map((list) => new Map(list.map((field) => [field, days(-300)]))),
      given: fc.subarray(all).map((list) => new Set(list)),
      openSessions: fc.nat(9),
      dismissed: fc.subarray([...suggestionIds]).map((list) => new Set<string>(list)),
    })
    fc.assert(
      fc.property(some, (each) => {
        const shown = suggestionsFor(policy, each, now)
        expect(shown.length).toBeLessThanOrEqual(3)
        for (const { id, count } of shown) {
          expect(each.dismissed.has(id)).toBe(false)
          expect(count).toBeGreaterThan(0)
        }
      }),
    )
  })
})
