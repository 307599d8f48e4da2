import { describe, expect, it } from 'vitest'
import { aspects, itemKinds } from '#domain/policies/schema.ts'
import { locales } from '#policy/locale.ts'
import { messages } from '../messages.ts'
import { words } from '../words.ts'
import { describeClock, describeMinutes, describePeriod, groupHash } from './policies.ts'

describe('periods and clocks', () => {
  const read = (text: string) => text.replaceAll('\u00a0', ' ')
  const say = { kk: words('kk', 'policies'), ru: words('ru', 'policies'), en: words('en', 'policies') }

  it('are said as people say them', () => {
    expect(read(describePeriod(say.kk, 'P3Y'))).toBe('3 жыл')
    expect(read(describePeriod(say.ru, 'P1Y'))).toBe('1 год')
    expect(read(describePeriod(say.ru, 'P5Y'))).toBe('5 лет')
    expect(read(describePeriod(say.en, 'P90D'))).toBe('90 days')
    expect(read(describeMinutes(say.kk, 15))).toBe('15 минут')
    expect(read(describeMinutes(say.ru, 1440))).toBe('24 часа')
    expect(read(describeMinutes(say.en, 60))).toBe('1 hour')
    expect(read(describeClock(say.kk, { amount: 30, unit: 'calendar-days' }))).toBe('30 күнтізбелік күн')
    expect(read(describeClock(say.ru, { amount: 3, unit: 'working-days' }))).toBe('3 рабочих дня')
    expect(read(describeClock(say.en, { amount: 1, unit: 'working-days' }))).toBe('1 working day')
  })

  it('are refused when they are none', () => {
    for (const period of ['', '3Y', 'P3Y2M', 'P3W'])
      expect(() => describePeriod(say.kk, period)).toThrow(RangeError)
  })

  it('show a checksum in groups of four', () => {
    expect(groupHash('9f2c71b0')).toBe('9f2c 71b0')
  })
})

describe.each(locales)('what can change in a policy, in %s', (locale) => {
  it('has a word for every kind of item and everything about it', () => {
    const { kinds, aspects: about } = messages(locale).policies.changes
    expect(Object.keys(kinds).toSorted()).toEqual([...itemKinds].toSorted())
    expect(Object.keys(about).toSorted()).toEqual([...aspects].toSorted())
  })
})
