import { describe, expect, it } from 'vitest'
import { rights } from '#domain/requests/rights.ts'
import { findClock, findRequestRight } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { locales } from '#policy/locale.ts'
import { translator } from '../translator.ts'
import { describeRight } from './requests.ts'

describe.each(locales)('the terms of the rights in %s', (locale) => {
  const say = translator(locale, 'requests')
  const own = say('term.own')
  const told = rights(locale).map((right) => ({
    ...describeRight(locale, right),
    clock: findClock(catalogue(), findRequestRight(catalogue(), right.kind).clock),
  }))

  it('a term is called the bank’s own where no act gives a figure, and there alone', () => {
    const theirs = told.filter(({ term }) => term.from === own).map(({ clock }) => clock.id)
    expect(theirs).toEqual(['digital-code-stop'])
  })

  it('a figure that was not read in the law itself names its source', () => {
    for (const { basis, clock } of told)
      expect(basis.includes(say('term-source', { source: clock.source[locale] })), clock.id).toBe(
        clock.assumption === true && !clock.own,
      )
    expect(told.some(({ clock }) => clock.assumption && !clock.own)).toBe(true)
  })
})
