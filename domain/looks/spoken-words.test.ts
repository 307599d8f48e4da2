import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { translator } from '#i18n/translator.ts'
import { locales } from '#policy/locale.ts'
import { firstWords, secondWords, spokenWords } from './spoken-words.ts'

/** How many letters must be changed, put in or left out to make one word of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = [...other, ''].map((_, place) => place)
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1]
    for (const [place, theirs] of [...other].entries())
      next.push(
        Math.min(
          (next[place] ?? 0) + 1,
          (row[place + 1] ?? 0) + 1,
          (row[place] ?? 0) + (letter === theirs ? 0 : 1),
        ),
      )
    row = next
  }
  return row.at(-1) ?? 0
}

describe('the two words of a request', () => {
  it('the words follow from the look alone, and are one of each list', () => {
    fc.assert(
      fc.property(fc.uuid(), (lookId) => {
        const words = spokenWords(lookId)
        expect(spokenWords(lookId)).toEqual(words)
        expect(firstWords).toContain(words[0])
        expect(secondWords).toContain(words[1])
      }),
    )
  })

  it('two requests seldom share their words', () => {
    const ids = Array.from({ length: 4096 }, (_, nth) => `0193-${nth}`)
    const pairs = new Set(ids.map((id) => spokenWords(id).join(' ')))
    // Of 4096 pairs drawn 4096 times, 63 in a hundred are expected.
    expect(pairs.size).toBeGreaterThan(4096 * 0.6)
    expect(new Set(ids.map((id) => spokenWords(id)[0])).size).toBe(firstWords.length)
  })

  it.each([
    ['first', firstWords],
    ['second', secondWords],
  ])('the %s list has 64 words', (_, words) => {
    expect(new Set(words).size).toBe(64)
    expect(words).toHaveLength(64)
  })

  it.each(locales)('each word in %s is short, one word, and unlike every other of its list', (locale) => {
    const say = translator(locale, 'looks.words.is')
    for (const list of [firstWords, secondWords]) {
      const spoken = list.map((word) => say(word))
      for (const [at, word] of spoken.entries()) {
        expect(word).toMatch(/^\p{Ll}{2,11}$/u)
        const nearest = spoken.filter((_, place) => place !== at).map((other) => distance(word, other))
        expect(Math.min(...nearest), word).toBeGreaterThan(1)
      }
    }
  })
})
