import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testIins, testPhones } from '#testing/world.ts'
import { isPersonalReference } from './personal-reference.ts'

describe('the bank’s id of a customer', () => {
  it.each([
    '800101100013',
    'C-800101100013',
    'C800101100013X',
    '800101-100013',
    '80.01.01.100013',
    '2026-800101100013',
    '800101100013/1',
    '1800101100013',
    '8001011000131',
    '87010000118',
    '+77010000118',
    '7010000118',
    'C-8(701)000-01-18',
    'A77010000118B',
    '0087010000118',
    '3f2504e0-4f89-41d3-9a0c-800101100013-800101100013',
  ])('the reference %s is personal', (reference) => expect(isPersonalReference(reference)).toBe(true))

  it.each([
    'C-1',
    'KZ-000417',
    '123456789012',
    '202611200001',
    'C-2026-11200001',
    '7123456789',
    '87272585955',
    '4400123456789012',
    '3f2504e0-4f89-41d3-9a0c-800101100013',
    'C-3f2504e0-4f89-41d3-9a0c-800101100013',
  ])('the reference %s is the bank’s own', (reference) => expect(isPersonalReference(reference)).toBe(false))

  it('an IIN or a mobile number is seen between any letters and signs', () => {
    const sign = fc.stringMatching(/^[A-Za-z_.:/-]{0,8}$/)
    fc.assert(
      fc.property(sign, fc.constantFrom(...testIins, ...testPhones), sign, (before, number, after) =>
        isPersonalReference(`${before}${number}${after}`),
      ),
    )
  })
})
