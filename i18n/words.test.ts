import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '#policy/load.ts'
import { type Locale, locales } from '#policy/locale.ts'
import { loadTemplates } from '#policy/templates.ts'
import { messagesIn } from './messages.ts'

/** Every text of a language: the portal's sentences, the policy, the templates of answers. */
const textsOf = (locale: Locale): string[] => [
  ...strings(messagesIn(locale)),
  ...inLanguage(loadCatalogue('catalogue'), locale),
  ...inLanguage(loadTemplates('catalogue'), locale),
]

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

function inLanguage(value: unknown, locale: Locale): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === locale && typeof inner === 'string' ? [inner] : inLanguage(inner, locale),
  )
}

const texts = Object.fromEntries(locales.map((locale) => [locale, textsOf(locale)]))
const having = (locale: Locale, words: RegExp) => (texts[locale] ?? []).filter((text) => words.test(text))

describe('the texts of the portal', () => {
  it.each(locales)('no word in %s mixes Cyrillic with Latin letters that look like it', (locale) => {
    const mixed = /(?=[\p{L}]*\p{Script=Cyrillic})(?=[\p{L}]*\p{Script=Latin})\p{L}+/u
    expect(texts[locale]?.length).toBeGreaterThan(1000)
    expect(having(locale, mixed)).toEqual([])
    expect(having(locale, /[əƏ]/)).toEqual([])
  })

  it('each language has its own dash and apostrophe', () => {
    expect(having('kk', /—/)).toEqual([])
    expect(having('ru', / [–—] /)).toEqual([])
    expect(having('en', /\w'\w/)).toEqual([])
  })

  it.each(locales)('no line in %s ends between a number and its ending', (locale) => {
    expect(having(locale, /[\d}#]-\p{L}/u)).toEqual([])
  })

  it.each(locales)(
    'neither a law’s number nor a figure with its unit breaks over two lines in %s',
    (locale) => {
      expect(having(locale, /94-V|№ \d|No\. \d/)).toEqual([])
      expect(having(locale, /\d (минут|секунд|сағат|күн|жас|час|дней|лет|seconds|hours|days|years)/)).toEqual(
        [],
      )
    },
  )

  it.each([
    [
      'kk',
      /офицер|Клиент көрінісі|қолдау көрінісі|Алты таңбалы|тіркелгімен|мерзімі: бүгін|\{time\} болғанша|жауабыңызсыз|ешқашан/i,
    ],
    ['ru', /офицер|отключ|в портале|просьб[аыу] |без вашего ответа|никогда не спрашива|взять в работу/i],
    [
      'en',
      /Privacy Center|[Pp]rivacy officer|\b(?:a|the) look\b|\bclient\b|\boperations?\b|\bobeys?\b|without your answer|depersonal/,
    ],
  ] as const)('in %s each thing has the one name of the glossary', (locale, words) => {
    expect(having(locale, words)).toEqual([])
  })
})
