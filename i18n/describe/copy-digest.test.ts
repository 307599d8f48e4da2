import { expect, it } from 'vitest'
import type { DigestContent } from '#domain/copies/schema.ts'
import { type Locale, locales } from '#policy/locale.ts'
import { describeDigest } from './copy-digest.ts'

const at = '2026-11-20T07:00:00.000Z'
const wordsOf = (locale: Locale, ...tables: DigestContent['tables']) =>
  describeDigest({
    ...{ copyId: '01a00000-0000-7000-8000-000000000001', locale, asOf: new Date(at), tables },
    controller: { name: 'Arqau Bank', bin: '800140000017' },
    missing: [],
  }).sections
const digestOf = (...tables: DigestContent['tables']) => wordsOf('en', ...tables)

it('the digest says a restriction once, on however many days it was used', () => {
  const day = { day: '2026-11-20', count: 2, withoutGround: 0, systems: [] }
  const [section] = digestOf({
    ...{ part: 'restrictions', name: 'restrictions', title: null, records: 1, masked: 0 },
    newest: [
      {
        ...{ id: '01a00000-0000-7000-8000-000000000002', setAt: at, lifted: null, reason: 'breach-alleged' },
        field: { id: 'address', title: 'Address' },
        setBy: { kind: 'system', id: 'core', title: 'Core' },
        allowed: ['court', 'law'],
        uses: [day, day, day],
      },
    ],
  })
  expect(section?.rows).toEqual([
    ['Address', '20.11.2026, 12:00', 'You reported a breach', 'A court’s act; a duty by law', '6'],
  ])
})

it('the digest says the bank’s answer with the objection that it answers', () => {
  const [section] = digestOf({
    ...{ part: 'automated-decisions', name: 'automated-decisions', title: null, records: 1, masked: 0 },
    newest: [
      {
        ...{
          id: '01a00000-0000-7000-8000-000000000003',
          reference: 'L-1',
          at,
          recordedAt: at,
          masked: false,
        },
        ...{
          kind: { id: 'gone', title: null },
          outcome: 'refused',
          sentence: null,
          basis: null,
          consentInForce: null,
        },
        factors: [{ id: 'income', title: 'Your income', weight: 'slight', direction: 'for', fields: [] }],
        system: { id: 'core', title: null },
        objections: [{ reference: 'Ш-1', receivedAt: at, answer: { at, text: 'It stays.' } }],
      },
    ],
  })
  expect(section?.rows).toEqual([
    ['20.11.2026, 12:00', 'Outcome: refused.', 'Your income: slightly in your favour.', 'Ш-1: It stays.'],
  ])
})

it('the digest says in each language that names in messages and files of cases are not masked', () => {
  const ledeOf = (locale: DigestContent['locale']) =>
    describeDigest({
      ...{ copyId: '01a00000-0000-7000-8000-000000000001', locale, asOf: new Date(at), tables: [] },
      controller: { name: 'Arqau Bank', bin: '800140000017' },
      missing: [],
    }).lede
  expect(ledeOf('kk')).toContain('шағым мен сұратуға тіркелген файлдар')
  expect(ledeOf('ru')).toContain('файлы жалоб и запросов')
  expect(ledeOf('en')).toContain('the files of complaints and requests')
})

it.each(locales)(
  'the digest says in %s that no policy names some data, and nothing else about them',
  (locale) => {
    const [section] = wordsOf(locale, {
      ...{ part: 'data', name: 'data-unknown', title: null, records: 1, masked: 0 },
      newest: [
        {
          ...{
            category: 'unknown',
            field: 'no-such',
            title: 'no-such',
            value: null,
            rule: 'hidden',
            masked: false,
          },
          ...{ quantity: null, obtainedAt: at, obtainedVia: 'app', updatedAt: at, uses: [], recipients: [] },
          ...{ source: { id: 'unknown', title: null }, retention: '', consent: null, dpv: [] },
        },
      ],
    })
    const said = {
      kk: ['Саясатта аталмаған деректер', /бірде-бір нұсқасы атамайды/],
      ru: ['Данные, которых политика не называет', /ни одна версия политики/],
      en: ['Data that the policy does not name', /No version of the bank’s policy/],
    } as const
    const [title, note] = said[locale]
    expect(section?.title).toBe(title)
    expect(section?.fields[0]?.note).toMatch(note)
  },
)
