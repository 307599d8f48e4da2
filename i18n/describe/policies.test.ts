import { describe, expect, it } from 'vitest'
import { aspects, itemKinds } from '#domain/policies/schema.ts'
import { locales } from '#policy/locale.ts'
import { messagesIn } from '../messages.ts'
import { describeMinutes, describePeriod, describePolicyClock, groupHash } from './policies.ts'

describe('periods and clocks', () => {
  const read = (text: string) => text.replaceAll('\u00a0', ' ')

  it('periods and clocks are said as people say them', () => {
    expect(read(describePeriod('kk', 'P3Y'))).toBe('3 жыл')
    expect(read(describePeriod('ru', 'P1Y'))).toBe('1 год')
    expect(read(describePeriod('ru', 'P5Y'))).toBe('5 лет')
    expect(read(describePeriod('en', 'P90D'))).toBe('90 days')
    expect(read(describeMinutes('kk', 15))).toBe('15 минут')
    expect(read(describeMinutes('ru', 1440))).toBe('24 часа')
    expect(read(describeMinutes('en', 60))).toBe('1 hour')
    expect(read(describePolicyClock('kk', { amount: 30, unit: 'calendar-days' }))).toBe('30 күнтізбелік күн')
    expect(read(describePolicyClock('ru', { amount: 3, unit: 'working-days' }))).toBe('3 рабочих дня')
    expect(read(describePolicyClock('en', { amount: 1, unit: 'working-days' }))).toBe('1 working day')
  })

  it('what is no period or clock is refused', () => {
    for (const period of ['', '3Y', 'P3Y2M', 'P3W'])
      expect(() => describePeriod('kk', period)).toThrow(RangeError)
  })

  it('a checksum is shown in groups of four', () => {
    expect(groupHash('9f2c71b0')).toBe('9f2c 71b0')
  })
})

describe.each(locales)('what can change in a policy, in %s', (locale) => {
  it('has a word for every kind of item and everything about it', () => {
    const { kinds, aspects: about } = messagesIn(locale).policies.changes
    expect(Object.keys(kinds).toSorted()).toEqual([...itemKinds].toSorted())
    expect(Object.keys(about).toSorted()).toEqual([...aspects].toSorted())
  })
})
