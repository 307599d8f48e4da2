import { describe, expect, it } from 'vitest'
import { deadline, type Pause } from '#domain/deadlines.ts'
import type { ClockId } from '#policy/clock-ids.ts'
import { findClock } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { type Locale, locales } from '#policy/locale.ts'
import { describeCaseClock } from './case-clock.ts'

const now = new Date('2026-12-01T06:00:00Z')
/** A Saturday. */
const receivedAt = new Date('2026-11-28T06:00:00Z')
const pause: Pause = {
  reason: 'documents',
  askedAt: new Date('2026-11-29T06:00:00Z'),
  until: '2026-12-13',
  answeredAt: null,
}

function factsOf(locale: Locale, clock: ClockId, pauses: Pause[] = []) {
  const trace = deadline(findClock(catalogue(), clock), catalogue().calendar, receivedAt, pauses)
  return describeCaseClock(
    locale,
    {
      ...({ type: 'request', channel: 'portal', steps: [], extension: null } as const),
      ...{ dueOn: trace.due, answeredAt: null, owed: true },
      progress: { day: 0, of: trace.amount, daysLeft: trace.amount, state: 'running' },
      trace: { ...trace, source: trace.source?.[locale] ?? null },
    },
    now,
  ).facts
}

describe.each(locales)('how a deadline was counted, in %s', (locale) => {
  it('no line is told twice, not even where the first day is the last', () => {
    const facts = factsOf(locale, 'correction', [pause])
    expect(new Set(facts.map(({ term }) => term)).size).toBe(facts.length)
  })

  it('the first day is the one after receipt only where it is', () => {
    const isNext = /ертеңінен|следующий день|starts the day after/
    const first = (...given: Parameters<typeof factsOf>) => factsOf(...given)[1]?.text
    expect(first(locale, 'digital-code-stop')).toMatch(isNext)
    expect(first(locale, 'information-answer')).not.toMatch(isNext)
    expect(first(locale, 'digital-code-stop', [pause])).not.toMatch(isNext)
  })
})

describe('the days on which the clock stood still', () => {
  it.each([
    ['kk', '29 қараша – 13 желтоқсан аралығы'],
    ['ru', 'С 29 ноября по 13 декабря'],
    ['en', '29 November to 13 December'],
  ] as const)('are a range in %s', (locale, said) => {
    const facts = factsOf(locale, 'correction', [pause])
    expect(facts.map(({ text }) => text.replaceAll('\u00a0', ' ')).join('\n')).toContain(said)
  })
})
