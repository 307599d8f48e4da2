import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { locales } from './locale.ts'
import { loadTemplates } from './templates.ts'

const file = 'templates.yaml'
const shipped = loadTemplates('catalogue')

describe('the shipped answer templates', () => {
  it('name the complaint’s number, in every language', () => {
    expect(shipped.length).toBeGreaterThan(0)
    for (const { id, text } of shipped)
      for (const locale of locales) expect(text[locale], `${id} ${locale}`).toContain('{reference}')
  })

  it('say each thing in its own language, without an exclamation mark', () => {
    for (const { id, title, text } of shipped)
      for (const said of [title, text]) {
        expect(said.en, id).not.toMatch(/\p{Script=Cyrillic}/u)
        expect(said.ru, id).not.toMatch(/[әғқңөұүһі]/i)
        expect(said.kk, id).toMatch(/[әғқңөұүһі]/i)
        for (const locale of locales) expect(said[locale], id).not.toContain('!')
      }
  })
})

describe('broken answer templates', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'templates-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it.each([
    [
      'a language is missing',
      /\n {4}ru: Номер убран.*/,
      '',
      'number-withdrawn.title: no text in Russian (ru)',
    ],
    [
      'the number is left out',
      'жалобу № {reference}.',
      'жалобу.',
      'number-withdrawn.text.ru: lacks {reference}',
    ],
    [
      'nothing fills a gap',
      'We have looked into your',
      '{name}, your',
      'number-withdrawn.text: nothing fills {name}',
    ],
    [
      'what is left open would count as filled in',
      'on [date]',
      'on [day 1]',
      'number-withdrawn.text.en: [day 1] has a figure and would count as filled in',
    ],
    ['an id stands twice', 'id: no-breach', 'id: more-needed', '"more-needed" stands more than once'],
    ['it is no YAML', 'title:', 'title', `${file}: line `],
  ])('are refused when %s', (_, from, to, message) => {
    const before = readFileSync(path.join('catalogue', file), 'utf8')
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    writeFileSync(path.join(folder, file), after)
    expect(() => loadTemplates(folder)).toThrow(message)
  })

  it('are refused when the file is missing', () => {
    expect(() => loadTemplates(folder)).toThrow(`${file}: -: the file is missing`)
  })
})
