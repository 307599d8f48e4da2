import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { type ChangeView, suggestionIds } from '#domain/overview/schema.ts'
import { type Locale, locales } from '#policy/locale.ts'
import { messagesIn } from '../messages.ts'
import {
  describeChange,
  describeEnds,
  describeReview,
  describeSince,
  describeSuggestion,
  describeToday,
} from './overview.ts'

const now = new Date('2026-11-23T12:00:00Z')
const at = new Date('2026-11-18T09:02:00Z')

/** The opening sentence as it is read, with what links in brackets. */
function opening(
  locale: Locale,
  fields: number,
  categories: number,
  recipients: number,
  given: number,
  others: number,
) {
  const say = createTranslator({
    locale,
    messages: messagesIn(locale),
    namespace: 'overview.lede',
    onError: (error) => {
      throw error
    },
  })
  const link = (text: string) => `[${text}]`
  const parts = [
    say.markup('held', { fields, categories, data: link }),
    fields > 0 ? say.markup('recipients', { count: recipients, recipients: link }) : '',
    say.markup('consents', { given, consents: link }) + (given > 0 ? say('others', { others }) : ''),
  ]
  return parts.filter(Boolean).join(' ').replaceAll('\u00a0', ' ')
}

describe('the opening sentence', () => {
  it('counts in Kazakh', () => {
    expect(opening('kk', 28, 4, 6, 7, 6)).toBe(
      'Банкте сіз туралы [4 санаттағы 28 дерек] бар. Олардың бір бөлігі [6 алушыға] беріле алады. Сіз [7 келісім бердіңіз], қалған 6 келісім берілмеген.',
    )
    expect(opening('kk', 0, 0, 0, 0, 16)).toBe(
      'Банкте сіз туралы дерек әзірге [жоқ]. Бірде-бір [келісім берген жоқсыз].',
    )
  })

  it('counts in Russian, each number in its case', () => {
    expect(opening('ru', 28, 4, 6, 7, 6)).toBe(
      'Банк хранит [28 видов данных] о вас в 4 категориях. Часть из них может передаваться [6 получателям]. Вы дали [7 согласий], ещё 6 не дано.',
    )
    expect(opening('ru', 1, 1, 1, 1, 1)).toBe(
      'Банк хранит [1 вид данных] о вас в 1 категории. Часть из них может передаваться [1 получателю]. Вы дали [1 согласие], ещё 1 не дано.',
    )
    expect(opening('ru', 22, 2, 3, 4, 2)).toBe(
      'Банк хранит [22 вида данных] о вас в 2 категориях. Часть из них может передаваться [3 получателям]. Вы дали [4 согласия], ещё 2 не даны.',
    )
    expect(opening('ru', 21, 3, 0, 16, 0)).toBe(
      'Банк хранит [21 вид данных] о вас в 3 категориях. Они [никому не передаются]. Вы дали [16 согласий].',
    )
    expect(opening('ru', 0, 0, 0, 0, 16)).toBe(
      'Данных о вас у банка пока [нет]. Вы не дали [ни одного согласия].',
    )
  })

  it('counts in English', () => {
    expect(opening('en', 1, 1, 1, 1, 1)).toBe(
      'The bank holds [1 kind of data] about you in 1 category. Some of them can go to [1 recipient]. You have given [1 consent]; 1 is not given.',
    )
    expect(opening('en', 0, 0, 0, 0, 16)).toBe(
      'The bank holds [no data] about you yet. You have [given no consent].',
    )
  })

  it.each(locales)('is whole in %s for every number', (locale) => {
    for (let each = 0; each <= 43; each++) {
      const text = opening(locale, each, Math.min(each, 6), each % 14, each % 17, 16 - (each % 17))
      expect(text).toMatch(/^[\p{Lu}].*\.$/u)
      expect(text).not.toMatch(/[{}#<>]|\.\.| {2}| \./)
    }
  })
})

describe.each(locales)('the overview in %s', (locale) => {
  const whole = (text: string) => {
    expect(text).toMatch(/^\S.*\.$/)
    expect(text).not.toMatch(/[{}#\p{Cc}]|\.\.| {2}|overview\./u)
  }

  it('has a sentence for every reason to review', () => {
    for (const reason of ['expires', 'expired', 'old', 'new'] as const)
      whole(describeReview(locale, { consent: 'c', title: 't', reason, at }, now))
  })

  it('has whole words for every suggestion, one or many', () => {
    for (const id of suggestionIds)
      for (const count of [1, 2, 5]) {
        const told = describeSuggestion(locale, { id, count })
        whole(told.title)
        whole(told.text)
        expect(told.link).toMatch(/\S[^.]$/)
        expect(told.hideLabel).toContain(told.title.slice(0, -1))
      }
  })

  it('says what was told to whom and links the name', () => {
    for (const times of [1, 2, 5, 21]) {
      const change: ChangeView = {
        kind: 'disclosures',
        at,
        recipient: { id: 'unqaghaz', title: 'NAME' },
        times,
        purpose: { id: 'contract', title: 'PURPOSE' },
      }
      const told = describeChange(locale, change, now)
      if (told.kind === 'entry') throw new Error('a telling is no entry')
      whole(told.before + told.link + told.after)
      expect(told.link).toBe('NAME')
      expect(told.after).toContain('PURPOSE')
      expect(told.id).toBe('unqaghaz')
    }
  })

  it('says which policy was published and links it', () => {
    const told = describeChange(locale, { kind: 'policy', at, number: 4 }, now)
    if (told.kind === 'entry') throw new Error('a policy is no entry')
    whole(told.before + told.link + told.after)
    expect(told.link).toContain('4')
  })

  it('tells a first visit from one without changes and one with some', () => {
    const texts = [
      describeSince(locale, { from: null, changes: [], total: 0 }, now),
      describeSince(locale, { from: at, changes: [], total: 0 }, now),
      describeSince(locale, { from: at, changes: [], total: 3 }, now),
    ]
    expect(new Set(texts).size).toBe(3)
    expect(texts[2]).toContain('3')
  })

  it('counts the days left, and the days late', () => {
    const complaint = (daysLeft: number) => ({
      type: 'complaint' as const,
      ...({
        id: 'c',
        reference: 'Ш-1',
        kind: 'ordinary',
        channel: 'portal',
        subject: 's',
        state: 'in-review',
        group: 'open',
      } as const),
      ...{ receivedAt: at, dueOn: '2026-12-18', changedAt: at, answeredAt: null, owed: true },
      progress: { day: 30 - daysLeft, of: 30, daysLeft, state: daysLeft < 0 ? 'late' : 'running' } as const,
    })
    expect(describeEnds(locale, complaint(17), now).end).toMatchObject({ days: 17, late: false })
    expect(describeEnds(locale, complaint(0), now).end).toMatchObject({ days: 0, late: false })
    expect(describeEnds(locale, complaint(-2), now).end).toMatchObject({ days: 2, late: true })
  })

  it('names the day', () => {
    expect(describeToday(locale, now)).toMatch(/2026/)
  })
})
