import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskRules } from '#policy/schema.ts'
import { mask } from './mask.ts'

const runs = { numRuns: 500 }
/** What a mask adds of its own; values made without it let what was kept be counted. */
const ornament = /[•\s@.,+₸7]/gu
const kept = (masked: string) => [...masked.replace(ornament, '')].length
const mostKept = {
  'last-four': 4,
  name: 4,
  phone: 5,
  email: 7,
  address: 24,
  date: 4,
  amount: 0,
  count: 0,
  identifier: 4,
  hidden: 0,
}
const hiding = maskRules.filter((rule) => rule !== 'plain')
const anyRule = fc.constantFrom(...hiding)
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())
const letters = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'абвгдәғқңөұүһі'), minLength: min, maxLength: max })
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })

describe('a mask', () => {
  it('a mask is made of any text, and keeps no more of it than its rule says', () => {
    fc.assert(
      fc.property(anyRule, anyText, (rule, value) => {
        expect(kept(mask(rule, value.replace(ornament, '')))).toBeLessThanOrEqual(mostKept[rule])
      }),
      runs,
    )
  })

  it('a mask never is or holds the whole value', () => {
    const telling = anyText.map((value) => value.trim()).filter((value) => value.replace(ornament, '') !== '')
    fc.assert(
      fc.property(anyRule, telling, (rule, value) => {
        expect(mask(rule, value)).not.toContain(value)
      }),
      runs,
    )
  })

  it('a mask does not tell how long the value is', () => {
    fc.assert(
      fc.property(letters(12, 40), letters(12, 40), (one, other) => {
        for (const rule of ['last-four', 'identifier', 'amount', 'count', 'hidden'] as const)
          expect(mask(rule, one).length).toBe(mask(rule, other).length)
      }),
      runs,
    )
  })

  it('the mask of a number is the same for all that share their last four', () => {
    fc.assert(
      fc.property(digits(8), digits(8), digits(4), (one, other, end) => {
        expect(mask('last-four', one + end)).toBe(mask('last-four', other + end))
      }),
      runs,
    )
  })

  it('the mask of a phone is the same for all that share operator and last two digits', () => {
    fc.assert(
      fc.property(digits(5), digits(5), digits(3), digits(2), (one, other, operator, end) => {
        expect(mask('phone', `+7${operator}${one}${end}`)).toBe(mask('phone', `+7${operator}${other}${end}`))
      }),
      runs,
    )
  })

  it('the mask of an e-mail is the same for all that share first letter and ending', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefxyz'), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(word, word, word, word, (one, other, host, otherHost) => {
        expect(mask('email', `g${one}@${host}.kz`)).toBe(mask('email', `g${other}@${otherHost}.kz`))
      }),
      runs,
    )
  })

  it('the mask of an address is the same for all in one town, of a date for all of one year', () => {
    fc.assert(
      fc.property(letters(2, 30), letters(2, 30), (one, other) => {
        expect(mask('address', `Шымкент қ., ${one}`)).toBe(mask('address', `Шымкент қ., ${other}`))
      }),
      runs,
    )
    expect(mask('date', '1880-01-01')).toBe(mask('date', '1880-12-31'))
  })

  it.each([
    ['last-four', '800101100013', '•••••••• 0013'],
    ['last-four', '1234567', '••••••••'],
    ['name', 'Омарова Гүлсім Қайратқызы', 'Ом•••••• Г•••••'],
    ['name', 'Ким А', 'К•••••• •••••'],
    ['phone', '+77010000118', '+7 701 ••• •• 18'],
    ['phone', '+4915112345678', '••• ••• •• ••'],
    ['email', 'gulsim.omarova@example.kz', 'g••••@••••.kz'],
    ['email', 'not an address', '••••@••••'],
    ['address', 'Шымкент қ., Тәуке хан даңғылы, 5-үй', 'Шымкент қ., ••••••'],
    ['address', '5-үй, Тәуке хан даңғылы', '••••••••'],
    ['date', '1880-01-01', '••.••.1880'],
    ['date', '1880', '••.••.••••'],
    ['amount', '420000', '•••••• ₸'],
    ['count', 'Айша; Нұрлан', '••••••••'],
    ['identifier', '3f8a11d2-77b0-4c1e-9c9c', '3f••••••9c'],
    ['identifier', '192.0.2.18', '••••••••'],
    ['plain', ' Galaxy A55 ', 'Galaxy A55'],
    ['hidden', 'сыр', '••••••••'],
  ] as const)('a mask by %s makes of %s %s', (rule, value, expected) => {
    expect(mask(rule, value)).toBe(expected)
  })
})
