import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clockIds } from './clock-ids.ts'
import { allFields, categoryOf, consentsByRecipient, findClock, findField } from './find.ts'
import { catalogue, loadCatalogue } from './load.ts'
import { checkReferences } from './references.ts'
import { locales } from './schema.ts'

const shipped = loadCatalogue('catalogue')

describe('the shipped catalogue', () => {
  it('is valid', () => {
    expect(checkReferences(shipped)).toEqual([])
  })

  it('names all 43 kinds of data and every clock', () => {
    expect(allFields(shipped).map((field) => field.number)).toEqual(
      Array.from({ length: 43 }, (_, place) => place + 1),
    )
    expect(shipped.clocks.map((clock) => clock.id).toSorted()).toEqual([...clockIds].toSorted())
  })

  it('knows which recipient may be told of which consent: those that name it, and no other', () => {
    const told = consentsByRecipient(shipped)
    for (const { id, recipients } of shipped.consents.consents)
      for (const recipient of shipped.recipients.recipients)
        expect(told[recipient.id]?.includes(id) ?? false).toBe(recipients.includes(recipient.id))
    expect(told['zhetel-media']).toEqual(['marketing-sms'])
  })

  it('joins the categories in the order of their codes', () => {
    expect(shipped.categories.map((category) => category.code)).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6'])
  })

  it('keeps advertising identifiers for marketing by consent only', () => {
    const field = findField(shipped, 'advertising-identifiers')
    expect(field.consent).toBe('advertising-identifier')
    expect(field.uses).toEqual([{ purpose: 'marketing', basis: 'consent', departure: true }])
  })

  it('the catalogue never reveals credentials and shows the last four characters of account and card details', () => {
    expect(findField(shipped, 'credentials')).toMatchObject({ neverReveal: true, mask: 'hidden' })
    expect(findField(shipped, 'bank-requisites')).toMatchObject({ neverReveal: true, mask: 'last-four' })
  })

  it('marks every retention as an assumption, for the policy names none', () => {
    expect(shipped.retentions.filter((one) => !one.assumption)).toEqual([])
  })

  it.each([
    [2025, 246],
    [2026, 247],
    [2027, 247],
  ])('counts the working days of %i as published: %i', (year, expected) => {
    const found = shipped.calendar.years.find((one) => one.year === year)
    const off = new Set(found?.off)
    const worked = new Set(found?.worked)
    const days = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(year, 0, day + 1)))
    const working = days.filter((day) => {
      const date = day.toISOString().slice(0, 10)
      return worked.has(date) || (![0, 6].includes(day.getUTCDay()) && !off.has(date))
    })
    expect(working).toHaveLength(expected)
  })
})

describe('the texts of the shipped catalogue', () => {
  const texts = [...textsIn(shipped, '')]

  it('hyphenates long Kazakh words of titles', () => {
    const titles = texts.filter(({ place, locale }) => /\.(title|name)$/.test(place) && locale === 'kk')
    const long = titles.flatMap(({ words }) => words.split(/[\s\u00ad-]+/).filter((word) => word.length > 16))
    expect(titles.length).toBeGreaterThan(50)
    expect(long).toEqual([])
  })

  it('has no exclamation mark, doubled or outer space', () => {
    expect(texts.filter(({ words }) => /!| {2}|^\s|\s$/.test(words))).toEqual([])
  })

  it('tells what a consent allows sentence by sentence also in the conditional', () => {
    const count = (words: string) => words.split(/(?<=[.!?])\s+/).length
    for (const { allows, wouldAllow } of shipped.consents.consents)
      for (const locale of locales) {
        expect(wouldAllow?.[locale]).not.toBe(allows[locale])
        expect(count(wouldAllow?.[locale] ?? '')).toBeLessThanOrEqual(count(allows[locale]))
      }
  })

  it('payments come from payments, and what a device opens comes from the device', () => {
    const sources = (category: string) =>
      shipped.categories.find(({ id }) => id === category)?.fields.map(({ id, source }) => [id, source])
    expect(new Set(sources('payments')?.map(([, source]) => source))).toEqual(new Set(['payment']))
    expect(sources('device-permissions')).toEqual([
      ['location', 'device'],
      ['contacts', 'device'],
      ['gallery', 'device'],
      ['camera', 'device'],
      ['digital-documents', 'third-party'],
    ])
    for (const id of ['location', 'contacts', 'camera'])
      expect(findField(shipped, id).uses).toEqual([{ purpose: 'service', basis: 'consent' }])
    for (const { uses } of shipped.categories.find(({ id }) => id === 'payments')?.fields ?? [])
      expect(uses).toContainEqual({ purpose: 'protection', basis: 'contract' })
  })

  it('says each thing in its own language', () => {
    const cyrillic = /\p{Script=Cyrillic}/u
    expect(texts.filter(({ locale, words }) => locale === 'en' && cyrillic.test(words))).toEqual([])
    const named = /«[^»]*»/g
    const russian = texts.filter(({ locale }) => locale === 'ru')
    expect(russian.filter(({ words }) => /[әғқңөұүһі]/i.test(words.replaceAll(named, '')))).toEqual([])
    const long = texts.filter(({ locale, words }) => locale === 'kk' && words.length > 40)
    expect(long.filter(({ words }) => !/[әғқңөұүһі]/i.test(words) || /[щ]/i.test(words))).toEqual([])
  })
})

describe('a broken folder', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'catalogue-'))
    cpSync('catalogue', folder, { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function edit(file: string, from: string | RegExp, to: string) {
    const place = path.join(folder, file)
    const before = readFileSync(place, 'utf8')
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    writeFileSync(place, after)
  }

  it.each([
    ['purposes.yaml', /\n {4}kk: Маркетинг/, '', 'purposes.yaml: marketing.short: no text in Kazakh (kk)'],
    ['sources.yaml', 'en: You gave it', 'en: ""', 'sources.yaml: given.sentence: no text in English (en)'],
    [
      'categories/user-data.yaml',
      /\n {6}ru: ИИН/,
      '',
      'categories/user-data.yaml: fields.iin.title: no text in Russian (ru)',
    ],
    ['operator.yaml', /\n {2}ru: АО.*/, '', 'operator.yaml: name: no text in Russian (ru)'],
    [
      'bases.yaml',
      'ru: Договор',
      'ru: Договор\n    de: Vertrag',
      'bases.yaml: contract.title: Unrecognized key: "de"',
    ],
    ['clocks.yaml', 'amount: 30', 'amount: 0', 'clocks.yaml: complaint-answer.amount: '],
    ['clocks.yaml', 'starts: receipt', 'starts: some-day', 'clocks.yaml: complaint-answer.starts: '],
    ['categories/payments.yaml', 'id: payments', 'id: payment', 'categories/payments.yaml: id: is "payment"'],
    ['retentions.yaml', 'contract-5y', 'contract-5y\n  id: again', 'retentions.yaml: line 3: '],
  ])('is refused: %s without %s', (file, from, to, message) => {
    edit(file, from, to)
    expect(() => loadCatalogue(folder)).toThrow(message)
  })

  it('lists every problem at once, missing files included', () => {
    edit('purposes.yaml', /\n {4}kk: Маркетинг/, '')
    edit('sources.yaml', 'en: You gave it', 'en: ""')
    rmSync(path.join(folder, 'clocks.yaml'))
    const load = () => loadCatalogue(folder)
    expect(load).toThrow('purposes.yaml: marketing.short: no text in Kazakh (kk)')
    expect(load).toThrow('sources.yaml: given.sentence: no text in English (en)')
    expect(load).toThrow('clocks.yaml: -: the file is missing')
  })
})

describe('the catalogue in force', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    globalThis.arqauCatalogue = undefined
  })

  it('is read once', () => {
    expect(catalogue()).toEqual(shipped)
    expect(catalogue()).toBe(catalogue())
  })

  it('is read from CATALOGUE_DIR when given', () => {
    vi.stubEnv('CATALOGUE_DIR', '/nowhere')
    expect(() => catalogue()).toThrow('policy.yaml: -: the file is missing')
  })
})

describe('finding in the catalogue', () => {
  it('a part of the catalogue is found by its id, and an unknown one throws', () => {
    expect(findClock(shipped, 'complaint-answer')).toMatchObject({ amount: 30, unit: 'calendar-days' })
    expect(categoryOf(shipped, 'iin').id).toBe('user-data')
    expect(() => findField(shipped, 'shoe-size')).toThrow('no field "shoe-size"')
  })
})

type Words = { place: string; locale: string; words: string }

/** Every text in a value, with the path to it. */
function* textsIn(value: unknown, place: string): Generator<Words> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const locale = locales.find((one) => one === key)
    if (locale && typeof inner === 'string') yield { place, locale, words: inner }
    else yield* textsIn(inner, `${place}.${key}`)
  }
}
