import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countryCodes } from '#db/schema/countries.ts'
import { eventTypes } from '#db/schema/event-types.ts'
import { actions } from '#domain/actions.ts'
import { locales } from '#policy/locale.ts'
import {
  clockTime,
  countryName,
  fileSize,
  isoDay,
  longDate,
  moment,
  nearDate,
  shortDate,
  typedMoment,
  weekday,
} from './format.ts'
import { joinSubjects } from './join-subjects.ts'
import { pickLocale } from './locale.ts'
import { messagesIn } from './messages.ts'
import { translator } from './translator.ts'

/** Every sentence by its dotted key. */
function sentences(tree: unknown, at = ''): [string, string][] {
  if (typeof tree === 'string') return [[at, tree]]
  return Object.entries(tree ?? {}).flatMap(([key, value]) => sentences(value, at ? `${at}.${key}` : key))
}
/** What a sentence names; what it only counts by (a plural may be silent in Kazakh, which has none) stands apart. */
const named = (sentence: string) =>
  new Set(
    [...sentence.matchAll(/(?<!(?:\b(?:zero|one|two|few|many|other)|=\d+) )\{(\w+)\s*\}/g)].map(
      (found) => found[1],
    ),
  )
const counted = (sentence: string) => new Set([...sentence.matchAll(/\{(\w+)\s*,/g)].map((found) => found[1]))

describe('the words', () => {
  const kk = sentences(messagesIn('kk'))

  it.each(['ru', 'en'] as const)('are all there in %s, filled with the same things', (locale) => {
    const theirs = sentences(messagesIn(locale))
    expect(theirs.map(([key]) => key).sort()).toEqual(kk.map(([key]) => key).sort())
    const ours = new Map(kk)
    for (const [key, sentence] of theirs) {
      const mine = ours.get(key) ?? ''
      const [here, there] = [named(mine).union(counted(mine)), named(sentence).union(counted(sentence))]
      expect([...here.difference(there)], `${key}: only in Kazakh`).toEqual([])
      expect([...there.difference(here).difference(counted(sentence))], `${key}: not in Kazakh`).toEqual([])
    }
  })

  it.each(locales)('leave nothing empty in %s', (locale) => {
    for (const [key, sentence] of sentences(messagesIn(locale))) expect(sentence.trim(), key).not.toBe('')
  })

  it('borrow no letters from another of the three languages but in the product’s name', () => {
    for (const [key, sentence] of sentences(messagesIn('ru')))
      expect(sentence.replaceAll('Арқау', ''), key).not.toMatch(/[әғқңөұүһі]/i)
    for (const [key, sentence] of sentences(messagesIn('en'))) expect(sentence, key).not.toMatch(/[а-яё]/i)
  })

  it('stand in one subject’s file each, every file of a language joined', () => {
    const [consents, looks] = [{ errors: { consent: { unknown: 'a' } } }, { errors: { look: { over: 'b' } } }]
    expect(joinSubjects({ consents, looks }).errors).toEqual({
      consent: { unknown: 'a' },
      look: { over: 'b' },
    })
    for (const twice of [
      { consent: { unknown: 'b' } },
      { consent: 'b' },
      { consent: { unknown: { x: 'b' } } },
    ])
      expect(() => joinSubjects({ consents, looks: { errors: twice } })).toThrow('at errors.consent')
    for (const locale of locales) {
      const files = globSync('*.json', { cwd: `i18n/messages/${locale}` })
      const all = files.flatMap((file) =>
        sentences(JSON.parse(readFileSync(`i18n/messages/${locale}/${file}`, 'utf8'))),
      )
      expect(sentences(messagesIn(locale))).toHaveLength(all.length)
    }
  })

  it('hold a sentence for every refusal the rules can give', () => {
    const thrown = globSync('domain/**/*.ts')
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/'([a-z][a-z-]*\.[a-z][a-z-]+)'/g)].map(
          (found) => found[1] ?? '',
        ),
      )
      .filter(
        (key) =>
          !Object.hasOwn(actions, key) && !eventTypes.some((type) => type === key) && key !== 'example.kz',
      )
    const say = translator('kk', 'errors')
    expect([...new Set(thrown)].filter((key) => !say.has(key))).toEqual([])
  })
})

describe('a date in a sentence', () => {
  const evening = new Date('2026-12-20T18:59:59Z')
  const midnight = new Date('2026-12-20T19:00:00Z')

  it('dates are Almaty’s', () => {
    expect(longDate('kk', evening)).toBe('2026\u00a0жылғы 20\u00a0желтоқсан')
    expect(longDate('kk', midnight)).toBe('2026\u00a0жылғы 21\u00a0желтоқсан')
    expect(longDate('ru', evening)).toBe('20\u00a0декабря 2026\u00a0года')
    expect(longDate('en', evening)).toBe('20\u00a0December 2026')
  })

  it('dates are in the Kazakh case the sentence needs', () => {
    expect(shortDate('kk', '2026-08-17', 'since')).toBe('17\u00a0тамыздан')
    expect(shortDate('kk', '2026-12-20', 'until')).toBe('20\u00a0желтоқсанға')
    expect(shortDate('kk', '2026-11-01', 'on')).toBe('1\u00a0қарашада')
  })

  it('a date says the year only when it is another', () => {
    expect(nearDate('ru', '2026-03-01', evening)).toBe('1\u00a0марта')
    expect(nearDate('ru', '2025-03-01', evening)).toBe('1\u00a0марта 2025\u00a0года')
    expect(moment('en', new Date('2026-11-20T11:24:00Z'), evening)).toBe('20\u00a0November, 16:24')
  })

  it('a date has its weekday', () => expect(weekday('kk', '2026-11-20')).toBe('жұма'))
})

it('file sizes are in the reader’s units', () => {
  expect([fileSize('kk', 900), fileSize('ru', 188_416), fileSize('en', 10 * 1024 * 1024)]).toEqual([
    '900\u00a0Б',
    '184\u00a0КБ',
    '10\u00a0MB',
  ])
})

it('every country of the list has a name in every language, and only a country is one', () => {
  expect(new Set(countryCodes).size).toBe(249)
  for (const locale of locales) {
    const names = countryCodes.map((code) => countryName(locale, code))
    expect(names.filter((name) => /^[A-Z]{2}$/.test(name))).toEqual([])
    expect(new Set(names).size).toBe(249)
  }
  expect(locales.map((locale) => countryName(locale, 'TR'))).toEqual(['Түркия', 'Турция', 'Türkiye'])
  for (const none of ['EU', 'UN', 'XK', 'ZZ', 'UK', 'kz']) expect(countryCodes).not.toContain(none)
})

describe('a time typed in Almaty', () => {
  it.each([
    ['2026-11-20T14:02', '2026-11-20T09:02:00.000Z'],
    ['2026-11-20T00:00:30', '2026-11-19T19:00:30.000Z'],
    ['2024-02-28T12:00', '2024-02-28T06:00:00.000Z'],
    ['2024-02-29T20:00', '2024-02-29T14:00:00.000Z'],
  ])('%s is %s', (typed, instant) => {
    expect(typedMoment(typed)?.toISOString()).toBe(instant)
  })

  it.each([
    '',
    '2026-11-20',
    '2026-13-20T14:02',
    '2026-02-30T14:02',
    '2026-11-20T25:02',
    'now',
    '2026-11-20T14:02Z',
  ])('%j is none', (typed) => {
    expect(typedMoment(typed)).toBeNull()
  })

  it('reads again as it was typed', () => {
    const since = { min: new Date('2024-04-01'), max: new Date('2040-01-01'), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(since), (instant) => {
        const minute = new Date(Math.floor(instant.getTime() / 60_000) * 60_000)
        expect(typedMoment(`${isoDay(minute)}T${clockTime(minute)}`)).toEqual(minute)
      }),
    )
  })
})

describe('the language', () => {
  it.each([
    ['ru', 'en-US', 'ru'],
    [undefined, 'en-US,en;q=0.9,ru;q=0.8', 'en'],
    [undefined, 'de, ru;q=0.3, en;q=0.7', 'en'],
    [undefined, 'de', 'kk'],
    [undefined, 'kk-Latn, en;q=0.9', 'kk'],
    [undefined, 'RU-kz', 'ru'],
    [undefined, 'ru;q=0, en;q=0.1', 'en'],
    [undefined, 'kkj, enm, ru;q=0.1', 'ru'],
    [undefined, '*', 'kk'],
    ['xx', null, 'kk'],
  ])('chosen %s and asked as %s is %s', (chosen, header, locale) =>
    expect(pickLocale(chosen, header)).toBe(locale),
  )

  it('is one of the three whatever the browser sends', () => {
    fc.assert(fc.property(fc.string(), (header) => locales.includes(pickLocale(undefined, header))))
  })
})
