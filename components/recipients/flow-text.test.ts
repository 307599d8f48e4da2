import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textWidth, wrap } from './flow-text.ts'

describe('the text of a flow', () => {
  // Measured in Chromium with Onest 400 at 100 px
  it.each([
    ['Қорғау', 340],
    ['Аударымға қатысқан клиенттер', 1527],
    ['«Үнқағаз Байланыс» ЖШС', 1253],
    ['Клиенты, участвующие в переводе', 1680],
    ['Государственный сервис цифровых документов', 2327],
    ['Customers on the other side', 1327],
  ])('%s is taken for no narrower than it is, and little wider', (text, measured) => {
    const estimate = textWidth(text, 100)
    expect(estimate).toBeGreaterThanOrEqual(measured)
    expect(estimate).toBeLessThan(measured * 1.12)
  })

  it('a text breaks at spaces into lines of like width, and a short one is kept whole', () => {
    expect(wrap('Клиенты, участвующие в переводе', 15, 196)).toEqual(['Клиенты, участвующие', 'в переводе'])
    expect(wrap('Шарт', 15, 196)).toEqual(['Шарт'])
    expect(wrap('№\u00a094-V Заң', 15, 60)).toEqual(['№\u00a094-V', 'Заң'])
  })

  it('a word that has no room breaks at its soft hyphens', () => {
    const word = 'сәйкес\u00adтендір\u00adгіштеріңіз'
    expect(wrap(word, 15, 120)).toEqual(['сәйкестендір-', 'гіштеріңіз'])
    expect(wrap(word, 15, 400)).toEqual(['сәйкестендіргіштеріңіз'])
  })

  it('the lines of a text have room, and no letter is lost', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'аәбғдекқмнңоөрстуұүіяш'),
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (list) => {
        const lines = wrap(list.join(' '), 15, 180)
        expect(lines.join(' ')).toBe(list.join(' '))
        for (const line of lines) expect(textWidth(line, 15)).toBeLessThanOrEqual(180)
      }),
    )
  })
})
