import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locales } from './locale.ts'
import { loadTemplates } from './templates.ts'
import { unfinished } from './unfinished.ts'

const word = fc.constantFrom(
  'Тексердік',
  'нөміріңізді',
  'тізімнен',
  '(ескісін)',
  '№ 94-V',
  'жауап.',
  '2026',
  '«SMS»',
)
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((some) => some.join(' '))
const inside = fc.constantFrom(
  ...['күні', 'дата', 'сумма', 'Қателік банктен болса: кешірім', 'recipient', '', ' ', '…', '...', ' … '],
  ...['___', '№ ___', '2026-__-__', '5 … 7', '??', 'бап 8…'],
)
const placeholder = fc.oneof(
  inside.map((own) => `[${own}]`),
  inside.map((own) => `［${own}］`),
  inside.map((own) => `【${own}】`),
  fc.constantFrom('{reference}', '{күні}', '{1}', '{}'),
)
const reference = fc
  .tuple(
    fc.constantFrom('№ ', '', 'art. ', 'бап '),
    fc.nat(),
    fc.constantFrom('', '-V', ', 8-бап', '.11.2026'),
  )
  .map((parts) => `[${parts.join('')}]`)
const spaced = (text: string) => text.replace(/\s+/g, ' ')

describe('what is unfinished in a text', () => {
  it('is each placeholder in brackets, by its name and in its order, and nothing else', () => {
    const piece = fc.oneof(
      words.map((text) => ({ text, left: false })),
      reference.map((text) => ({ text, left: false })),
      placeholder.map((text) => ({ text, left: true })),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(' ', '\n', ''), (pieces, between) => {
        const left = pieces.filter((one) => one.left).map(({ text }) => spaced(text))
        expect(unfinished(pieces.map(({ text }) => text).join(between))).toEqual([...new Set(left)])
      }),
    )
  })

  it('is a bracket without its other half, wherever the text breaks off', () => {
    fc.assert(
      fc.property(words, fc.constantFrom('[', ']', '{', '}', '［', '】'), words, (before, half, after) => {
        expect(unfinished(`${before} ${half}${after}`)).toHaveLength(1)
      }),
    )
  })

  it('is told of a bracket by what stands in it alone, and not by a bracket inside', () => {
    expect(unfinished('Тізім [күні [1]] жойылды.')).toEqual(['[күні [1]]'])
    expect(unfinished('Негізі [94-V, 8-бап [1]].')).toEqual([])
  })

  it('is all that a template leaves open, until each of it is filled in', () => {
    for (const { id, text } of loadTemplates('catalogue'))
      for (const locale of locales) {
        const filled = text[locale].replaceAll('{reference}', 'Ш-2026-00417')
        const open = new Set(filled.match(/\[[^\]]*\]/g))
        expect(unfinished(filled), `${id} ${locale}`).toHaveLength(open.size)
        expect(open.size, `${id} ${locale}`).toBeGreaterThan(0)
        expect(unfinished(filled.replace(/\[[^\]]*\]/g, '20 қараша')), `${id} ${locale}`).toEqual([])
      }
  })

  it('is named shortly', () => {
    const [name = ''] = unfinished(`[${'ә'.repeat(5000)}]`)
    expect([...name]).toHaveLength(41)
  })
})
