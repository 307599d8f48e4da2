import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bare, maskNumbers, maskOthers } from './mask-others.ts'

const none = new Set<string>()
const digit = fc.integer({ min: 0, max: 9 })
const digits = (length: number) =>
  fc.array(digit, { minLength: length, maxLength: length }).map((all) => all.join(''))
const phone = digits(9).map((rest) => `+77${rest}`)
/** The ways in which people write a number. */
const written = fc
  .tuple(phone, fc.constantFrom('', ' ', '-', '\u00a0'))
  .chain(([number, gap]) =>
    fc
      .constantFrom(
        number,
        [
          number.slice(0, 2),
          number.slice(2, 5),
          number.slice(5, 8),
          number.slice(8, 10),
          number.slice(10),
        ].join(gap),
        `8${number.slice(2)}`,
        `8 (${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8, 10)}-${number.slice(10)}`,
      )
      .map((text) => ({ number, text })),
  )

describe('numbers of other people in a text', () => {
  it('a phone number is masked however it is written, unless it is the customer’s own', () => {
    fc.assert(
      fc.property(written, ({ number, text }) => {
        const said = `Маған ${text} деген нөмірден жазды.`
        expect(maskNumbers(said, none)).not.toContain(text)
        expect(maskNumbers(said, new Set([bare(number)]))).toBe(said)
      }),
    )
  })

  it('IINs, cards, accounts and addresses are masked, and no more of them than a mask leaves is told', () => {
    fc.assert(
      fc.property(digits(12), digits(16), digits(18), (iin, card, account) => {
        const said = `${iin} | ${card} | ${card.replace(/(.{4})(?=.)/g, '$1 ')} | KZ${account} | aru@example.kz`
        const masked = maskNumbers(said, none)
        for (const whole of [iin, card, account, 'aru@example']) expect(masked).not.toContain(whole)
        expect(masked).not.toContain(card.slice(0, 4).concat(' ', card.slice(4, 8)))
      }),
    )
  })

  it('sums, days and numbers of complaints stay as they are', () => {
    for (const said of ['12 400 000 ₸', '2026-11-20 14:02', 'Ш-2026-00417', '14:02:03', '1 000 000 000'])
      expect(maskNumbers(said, none)).toBe(said)
  })
})

describe('a value that speaks of other people', () => {
  it('keeps the first letter of a name, and the customer’s own name', () => {
    expect(maskOthers('names', 'Айша А.; «Таң» дүкені; тағы 211 адам', none)).toBe(
      'А••••• А•••••.; «Т•••••» дүкені; тағы 211 адам',
    )
    expect(maskOthers('names', 'Гүлсім О. және Болат', new Set([bare('Гүлсім'), bare('О')]))).toContain(
      'Гүлсім О.',
    )
  })

  it('is hidden whole where it is a text of theirs', () => {
    expect(maskOthers('texts', 'кез келген мәтін', none)).toBe('••••••••')
  })
})
