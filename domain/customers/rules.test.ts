import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testIins } from '#testing/world.ts'
import { birthDate, iinCheckDigit, iinFault, readIin } from './iin.ts'
import { readPhone } from './phone.ts'
import { shortName } from './short-name.ts'

describe('IIN (Government Resolutions 565 of 11.06.2003 and 853 of 26.08.2013)', () => {
  it.each(testIins)('the IIN %s is accepted', (iin) => expect(iinFault(iin)).toBeNull())

  it.each([
    ['80010110001', 'iin.length'],
    ['8001011000133', 'iin.length'],
    ['80010110001a', 'iin.length'],
    ['', 'iin.length'],
    ['800101100014', 'iin.check'],
    ['800101200026', 'iin.check'],
  ])('the IIN %s is refused: %s', (iin, fault) => expect(iinFault(iin)).toBe(fault))

  it.each([
    ['with a day that no month has', '80023010001'],
    ['with a month that no year has', '80130110001'],
    ['with a century that is not known', '80010170001'],
    ['of zeros in place of a date', '00000000001'],
  ])('an IIN %s is accepted, and its date of birth is unknown', (_, body) => {
    const iin = `${body}${iinCheckDigit(body)}`
    expect(iinFault(iin)).toBeNull()
    expect(birthDate(iin)).toBeNull()
  })

  it('the check digit and the length alone decide about any twelve digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{12}$/), (iin) => {
        const right = iinCheckDigit(iin.slice(0, 11)) === Number(iin[11])
        return (iinFault(iin) === null) === right
      }),
    )
  })

  it('spaces in a typed IIN are left out', () => {
    expect(readIin(' 800101 1000 13\u00a0')).toEqual({ iin: '800101100013' })
    expect(readIin('800101-100013')).toEqual({ wrong: 'iin.length' })
    expect(readIin('800101 100014')).toEqual({ wrong: 'iin.check' })
  })

  it.each(['80010110047', '80010120190'])('knows that the body %s is never issued', (body) => {
    expect(iinCheckDigit(body)).toBeNull()
    for (let digit = 0; digit <= 9; digit++) expect(iinFault(`${body}${digit}`)).toBe('iin.check')
  })

  it('agrees with a second reading of the rule on any body', () => {
    const secondReading = (body: string) => {
      const sum = (shift: number) =>
        [...body].reduce((total, digit, index) => total + Number(digit) * (((index + shift) % 11) + 1), 0) %
        11
      const check = sum(0) === 10 ? sum(2) : sum(0)
      return check === 10 ? null : check
    }
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11}$/), (body) => iinCheckDigit(body) === secondReading(body)),
    )
  })

  it('reads the date of birth with its century', () => {
    expect(birthDate('800101100013')).toBe('1880-01-01')
    expect(birthDate('040229600000')).toBe('2004-02-29')
    expect(birthDate('030229600000')).toBeNull()
  })
})

describe('reading a phone number', () => {
  it.each(['+77010000118', '8 701 000 01 18', '8(701)000-01-18', '  +7 701 000 01 18 '])(
    'the phone number %s is read',
    (typed) => expect(readPhone(typed)).toEqual({ phone: '+77010000118' }),
  )
  it.each([
    ['', 'phone.empty'],
    ['сегіз жеті жүз бір', 'phone.letters'],
    ['+7 701 000', 'phone.invalid'],
    ['+79161234567', 'phone.foreign'],
    ['+442079460000', 'phone.foreign'],
    ['8-727-258-59-55', 'phone.not-mobile'],
    ['8-800-080-18-00', 'phone.foreign'],
  ])('the phone number "%s" is refused: %s', (typed, wrong) => expect(readPhone(typed)).toEqual({ wrong }))

  it('reading a phone number answers anything typed', () => {
    fc.assert(fc.property(fc.string(), (typed) => 'phone' in readPhone(typed) || 'wrong' in readPhone(typed)))
  })
})

describe('the name in the header', () => {
  it.each([
    ['Омарова Гүлсім Қайратқызы', 'Гүлсім О.'],
    ['Омарова Гүлсім', 'Гүлсім О.'],
    ['Омарова', 'Омарова'],
  ])('%s becomes %s', (full, short) => expect(shortName(full)).toBe(short))
})
