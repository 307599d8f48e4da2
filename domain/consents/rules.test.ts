import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inZone } from '#policy/days.ts'
import { refusal } from '#testing/expect.ts'
import { isRefusal } from '../errors.ts'
import { type AskedDecision, consentStateOf, expiryOf, nextLink } from './rules.ts'

const day = 24 * 60 * 60 * 1000
const start = new Date('2026-11-20T07:00:00Z')
const plain = { confirmation: undefined }
const head = (outcome: 'given' | 'refused' | 'withdrawn', expiresAt: Date | null = null) => ({
  id: 'head',
  position: 3,
  outcome,
  expiresAt,
})
const ask = (
  outcome: AskedDecision['outcome'],
  previousId: string | null = 'head',
  confirmed = false,
): AskedDecision => ({
  outcome,
  previousId,
  confirmed,
})

describe('the state of a consent', () => {
  it('is its latest decision', () => {
    expect(consentStateOf(undefined, start)).toBe('none')
    expect(consentStateOf(head('withdrawn'), start)).toBe('withdrawn')
    expect(consentStateOf(head('refused'), start)).toBe('refused')
  })

  it('turns from given to expired at the very moment the term ends', () => {
    const given = head('given', start)
    expect(consentStateOf(given, new Date(start.getTime() - 1))).toBe('given')
    expect(consentStateOf(given, start)).toBe('expired')
    expect(consentStateOf(head('given'), start)).toBe('given')
  })
})

describe('a yes that the policy has outgrown', () => {
  const outgrown = { ...head('given'), outgrown: true }
  const ended = { ...head('withdrawn'), channel: 'policy' as const }

  it('is outgrown before it is ended and after, and expired once its term is over', () => {
    expect(consentStateOf(outgrown, start)).toBe('outgrown')
    expect(consentStateOf(ended, start)).toBe('outgrown')
    expect(consentStateOf({ ...outgrown, expiresAt: start }, start)).toBe('expired')
    expect(consentStateOf({ ...head('withdrawn'), outgrown: true }, start)).toBe('withdrawn')
  })

  it('can be given again, and refused: a withdrawal while it is not ended, a refusal after that', () => {
    for (const latest of [outgrown, ended])
      expect(nextLink(plain, latest, ask('given'), start, true).outcome).toBe('given')
    expect(nextLink(plain, outgrown, ask('withdrawn'), start, true).outcome).toBe('withdrawn')
    expect(nextLink(plain, ended, ask('withdrawn'), start, true).outcome).toBe('refused')
  })
})

describe('the next decision', () => {
  it('follows the one the asker saw, and no other', () => {
    expect(nextLink(plain, undefined, ask('given', null), start)).toEqual({
      previousId: null,
      position: 1,
      outcome: 'given',
    })
    expect(nextLink(plain, head('given'), ask('withdrawn'), start)).toEqual({
      previousId: 'head',
      position: 4,
      outcome: 'withdrawn',
    })
    expect(() => nextLink(plain, head('given'), ask('withdrawn', 'other'), start)).toThrow(
      refusal('conflict'),
    )
    expect(() => nextLink(plain, head('given'), ask('withdrawn', null), start)).toThrow(refusal('conflict'))
    expect(() => nextLink(plain, undefined, ask('given', 'head'), start)).toThrow(refusal('conflict'))
  })

  it('is a refusal where no yes is in force, and a withdrawal where one is', () => {
    expect(nextLink(plain, undefined, ask('withdrawn', null), start).outcome).toBe('refused')
    expect(nextLink(plain, head('given', start), ask('withdrawn'), start).outcome).toBe('refused')
    expect(nextLink(plain, head('given'), ask('withdrawn'), start).outcome).toBe('withdrawn')
  })

  it('the next decision never says again what is so already', () => {
    expect(() => nextLink(plain, head('given'), ask('given'), start)).toThrow(refusal('conflict'))
    expect(() => nextLink(plain, head('withdrawn'), ask('withdrawn'), start)).toThrow(refusal('conflict'))
    expect(() => nextLink(plain, head('refused'), ask('withdrawn'), start)).toThrow(refusal('conflict'))
    expect(nextLink(plain, head('given', start), ask('given'), start).outcome).toBe('given')
  })

  it('asks for the confirmation to say yes, never to say no', () => {
    const contacts = { confirmation: { kk: 'Растаймын', ru: 'Подтверждаю', en: 'I confirm' } }
    expect(() => nextLink(contacts, undefined, ask('given', null), start)).toThrow(refusal('invalid'))
    expect(nextLink(contacts, undefined, ask('given', null, true), start).outcome).toBe('given')
    expect(nextLink(contacts, head('given'), ask('withdrawn'), start).outcome).toBe('withdrawn')
  })

  it('is locked only while an obligation is open, and only against withdrawal', () => {
    expect(() => nextLink(plain, head('given'), ask('withdrawn'), start, true)).toThrow(refusal('locked'))
    expect(nextLink(plain, head('withdrawn'), ask('given'), start, true).outcome).toBe('given')
    expect(nextLink(plain, undefined, ask('withdrawn', null), start, true).outcome).toBe('refused')
  })

  it('keeps one chain with one head, however many tabs decide in whatever order', () => {
    const tab = fc.nat({ max: 3 })
    const step = fc.oneof(
      fc.record({ do: fc.constant('look' as const), tab }),
      fc.record({ do: fc.constant('decide' as const), tab, outcome: fc.constantFrom('given', 'withdrawn') }),
      fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 400 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const chain: (ReturnType<typeof head> & { previousId: string | null })[] = []
        const seen: (string | null)[] = [null, null, null, null]
        let now = start
        for (const one of steps) {
          const latest = chain.at(-1)
          if (one.do === 'wait') now = new Date(now.getTime() + one.days * day)
          else if (one.do === 'look') seen[one.tab] = latest?.id ?? null
          else {
            const previousId = seen[one.tab] ?? null
            const stale = previousId !== (latest?.id ?? null)
            const off = consentStateOf(latest, now) !== 'given'
            try {
              const link = nextLink(plain, latest, ask(one.outcome, previousId), now)
              expect(stale).toBe(false)
              expect(off).toBe(link.outcome !== 'withdrawn')
              const expiresAt = link.outcome === 'given' ? expiryOf(now, 'P1Y') : null
              chain.push({ ...link, id: `d${chain.length}`, expiresAt })
              seen[one.tab] = chain.at(-1)?.id ?? null
            } catch (error) {
              expect(isRefusal(error, 'conflict')).toBe(true)
              const same =
                one.outcome === 'given'
                  ? !off
                  : latest?.outcome === 'withdrawn' || latest?.outcome === 'refused'
              expect(stale || same).toBe(true)
            }
          }
        }
        expect(chain.map(({ position }) => position)).toEqual(chain.map((_, place) => place + 1))
        const named = chain.map(({ previousId }) => previousId)
        expect(named).toEqual(chain.map((_, place) => (place === 0 ? null : `d${place - 1}`)))
        expect(chain.filter(({ id }) => !named.includes(id))).toHaveLength(Math.min(chain.length, 1))
      }),
    )
  })
})

const inAlmaty = (instant: Date) => inZone('Asia/Almaty', instant)

describe('the term of a yes', () => {
  it('counts months by the calendar of Almaty, where a day begins five hours before it does in UTC', () => {
    expect(expiryOf(new Date('2027-02-28T21:00:00Z'), 'P1M')).toEqual(new Date('2027-03-31T21:00:00Z'))
  })

  it('counts years, months and days', () => {
    expect(expiryOf(start, 'P3Y')).toEqual(new Date('2029-11-20T07:00:00Z'))
    expect(expiryOf(start, 'P14M')).toEqual(new Date('2028-01-20T07:00:00Z'))
    expect(expiryOf(start, 'P90D')).toEqual(new Date('2027-02-18T07:00:00Z'))
    expect(() => expiryOf(start, 'P1Y6M')).toThrow(RangeError)
  })

  it('the term of a yes never goes past the end of the month it leads to', () => {
    expect(expiryOf(new Date('2028-02-29T10:00:00Z'), 'P1Y')).toEqual(new Date('2029-02-28T10:00:00Z'))
    expect(expiryOf(new Date('2026-12-31T10:00:00Z'), 'P2M')).toEqual(new Date('2027-02-28T10:00:00Z'))
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 120 }),
        (from, months) => {
          const until = expiryOf(from, `P${months}M`)
          const [end, begin] = [inAlmaty(until), inAlmaty(from)]
          expect((end.year - begin.year) * 12 + end.month - begin.month).toBe(months)
          expect(end.day).toBeLessThanOrEqual(begin.day)
          expect(end.toPlainTime().equals(begin.toPlainTime())).toBe(true)
        },
      ),
    )
  })
})
