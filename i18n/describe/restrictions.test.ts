import { describe, expect, it } from 'vitest'
import type { RestrictionView } from '#domain/restrictions/schema.ts'
import { locales } from '#policy/locale.ts'
import { translator } from '../translator.ts'
import { describeDeskRestrictions, describeRestriction } from './restrictions.ts'

const view: RestrictionView = {
  since: new Date('2026-11-18T07:00:00Z'),
  reason: 'customer-demanded',
  allowed: ['court', 'law'],
  by: 'staff',
  use: { uses: [], unusedSince: '2026-11-18', reportedUntil: '2026-11-29', silent: [] },
  known: [],
}
const used = { system: 'CRM', ground: 'law', purpose: 'Заң', count: 2, lastDay: '2026-11-21' } as const
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const usesOf = (use: Partial<RestrictionView['use']>, locale: (typeof locales)[number] = 'kk') =>
  describeRestriction(locale, { ...view, use: { ...view.use, ...use } }).uses.map(({ text }) => plain(text))

describe('a restriction in words', () => {
  it('a restriction says since when, why and what remains allowed, or that nothing does', () => {
    expect(plain(describeRestriction('kk', view).sentence)).toBe(
      'Сіздің талабыңыз бойынша 2026 жылғы 18 қарашадан бері шектелген. Шектеуді банк қызметкері қойды. Банк бұл деректі сақтайды, бірақ тек мына негізде пайдалана алады: сот актісі, заң жүктеген міндет.',
    )
    expect(describeRestriction('en', { ...view, allowed: [] }).sentence).toContain(
      'not use them for anything',
    )
  })

  it('data are called unused only as far as reports go, and not before any has come', () => {
    expect(usesOf({})).toEqual([
      'Жүйелердің есебі бойынша 2026 жылғы 18 қарашадан бері пайдаланылған жоқ. Соңғы есеп күні: 2026 жылғы 29 қараша.',
    ])
    const unconfirmed = expect.stringContaining('әлі расталған жоқ')
    expect(usesOf({ reportedUntil: null })).toEqual([unconfirmed])
    expect(usesOf({ uses: [used], unusedSince: '2026-11-22', reportedUntil: '2026-11-21' })).toEqual([
      'CRM: 2 рет пайдаланды, соңғысы 2026 жылғы 21 қарашада. Негізі: заң жүктеген міндет. Мақсаты: Заң.',
      unconfirmed,
    ])
  })

  it('a recipient and a kind of decision that used the data are named with their last day, in each language', () => {
    const known = [
      { kind: 'recipient', by: { id: 'unqaghaz', title: 'Үнқағаз' }, lastDay: '2026-11-21' },
      { kind: 'automated-decision', by: { id: 'gone', title: null }, lastDay: '2026-11-20' },
    ] as const
    for (const locale of locales) {
      const { uses } = describeRestriction(locale, { ...view, known: [...known] })
      expect(uses).toHaveLength(3)
      expect(uses[0]?.text).toMatch(/Үнқағаз.*21/)
      expect(uses[1]?.text).toMatch(/gone.*20/)
    }
  })

  it('a use that nothing allowed is told apart, and a silent system is named, in each language', () => {
    for (const locale of locales) {
      const { uses, silent } = describeRestriction(locale, {
        ...view,
        use: {
          ...view.use,
          uses: [{ ...used, ground: 'none', purpose: null }],
          silent: [
            { system: 'CRM', missing: 2, lastDay: '2026-11-21' },
            { system: 'SMS', missing: 5, lastDay: null },
          ],
        },
      })
      expect(uses.map(({ forbidden }) => forbidden)).toEqual([true, false])
      expect(silent).toHaveLength(2)
      expect(new Set([...silent, ...uses.map(({ text }) => text)]).size).toBe(4)
      for (const text of silent) expect(text).toMatch(/^(CRM|SMS): .*[25]/)
    }
  })

  it('its notice names no ground that may not remain, and sends the customer to the page that names them', () => {
    for (const locale of locales) {
      const say = translator(locale, 'notices')
      const text = say('field-restricted.text')
      expect(text, locale).toContain(
        { kk: 'тек «Менің деректерім»', ru: 'только на тех основаниях', en: 'at most' }[locale],
      )
      for (const word of named[locale]) expect(text.toLowerCase(), `${locale} ${word}`).not.toContain(word)
    }
  })

  it('the desk reads a row with its evidence, or without for those who may not lift', () => {
    const one = {
      field: 'phone',
      title: 'Phone',
      since: view.since,
      reason: view.reason,
      allowed: [],
      by: 'A-1',
    }
    const sentenceWith = (evidence: string | null) =>
      describeDeskRestrictions(
        'en',
        { searchId: '', customer: null, choices: [], mayLift: true, restrictions: [{ ...one, evidence }] },
        view.since,
      ).rows[0]?.sentence
    expect(sentenceWith('No. 18')).toMatch(/^A-1\..*: “No\. 18”\. /)
    expect(sentenceWith(null)).toMatch(/^A-1\. [^“]*$/)
  })
})

/** Words of the grounds, of which any may be missing. */
const named = {
  kk: ['сот', 'заң', 'шарт', 'мұрағат'],
  ru: ['суд', 'закон', 'договор', 'архив'],
  en: ['court', 'law', 'contract', 'archive'],
} as const
