import { describe, expect, it } from 'vitest'
import { allFields, findField } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { searchable } from '#policy/searchable.ts'
import { spellOut } from '../mask-in-view.ts'
import { passes, recipientsOf, requiredConsent, unknownFilters, usesOf } from './rules.ts'

const policy = catalogue()
const now = new Date('2026-11-20T07:00:00Z')
const decidedAt = new Date('2026-01-05T07:00:00Z')
const all = { q: '', source: '', purpose: '', recipient: '', category: '', field: '' }
const found = (filters: Partial<typeof all>, locale: 'kk' | 'ru' | 'en' = 'kk') =>
  allFields(policy)
    .filter((field) => passes(field, { ...all, ...filters }, locale))
    .map((field) => field.id)

describe('a consent', () => {
  it('stands before a field that needs it, and before no other', () => {
    const decisions = new Map([
      ['device-contacts', { outcome: 'given' as const, at: decidedAt, expiresAt: null }],
    ])
    expect(requiredConsent(findField(policy, 'contacts'), decisions, now)).toEqual({
      id: 'device-contacts',
      state: 'given',
      decidedAt,
    })
    expect(requiredConsent(findField(policy, 'gallery'), decisions, now)).toMatchObject({
      state: 'none',
      decidedAt: null,
    })
    expect(requiredConsent(findField(policy, 'phone'), decisions, now)).toBeNull()
  })
})

describe('what a field is used for and who is given it', () => {
  const phone = findField(policy, 'phone')
  const live = (views: { live: boolean; id?: string; purpose?: string }[]) =>
    views.filter((view) => view.live).map((view) => view.id ?? view.purpose)

  it('goes on by contract and law, whatever was consented to', () => {
    const off = () => false
    expect(live(usesOf(policy, phone, 'kk', off))).toEqual([
      'service',
      'service-notices',
      'legal-duties',
      'protection',
    ])
    expect(live(recipientsOf(policy, phone, 'kk', off))).not.toContain('zhetel-media')
    expect(live(recipientsOf(policy, phone, 'kk', off))).toContain('unqaghaz')
  })

  it('follows the one consent it rests on', () => {
    const smsOn = (consent: string) => consent === 'marketing-sms'
    expect(live(usesOf(policy, phone, 'kk', smsOn))).toContain('marketing')
    expect(live(recipientsOf(policy, phone, 'kk', smsOn))).toContain('zhetel-media')
    expect(live(recipientsOf(policy, phone, 'kk', smsOn))).not.toContain('alma-sauda')
    const emailOn = (consent: string) => consent === 'marketing-email'
    expect(live(usesOf(policy, phone, 'kk', emailOn))).not.toContain('marketing')
  })

  it('names the countries outside Kazakhstan', () => {
    const logs = recipientsOf(policy, findField(policy, 'fault-logs'), 'en', () => true)
    expect(logs.map(({ id, abroad }) => [id, abroad])).toEqual([
      ['derbes-talday', []],
      ['kokbult', ['Germany']],
    ])
  })
})

describe('a search', () => {
  it('finds by any case, and without Kazakh letters on the keyboard', () => {
    expect(found({ q: 'ТҰРҒЫЛЫҚТЫ' })).toEqual(['address'])
    expect(found({ q: 'тургылыкты' })).toEqual(['address'])
    expect(searchable('Әліппе һәм ЁЖ')).toBe(searchable('алиппе хам еж'))
    expect(searchable('Əлiппе')).toBe(searchable('Әліппе'))
    expect(searchable('Teлeфoн HOMEPI')).toBe(searchable('Телефон НОМЕРІ'))
  })

  it('finds words with soft hyphens in them, and the words of a hint', () => {
    expect(found({ q: 'сәйкестендіргіштері' })).toEqual(['unique-identifiers', 'advertising-identifiers'])
    expect(found({ q: 'жеке сәйкестендіру' })).toEqual(['iin'])
  })

  it('reads the language it is shown in', () => {
    expect(found({ q: 'зарплата' }, 'ru')).toEqual([])
    expect(found({ q: 'плата заработная' }, 'ru')).toEqual(['salary'])
    expect(found({ q: 'salary' }, 'en')).toEqual(['salary'])
    expect(found({ q: 'salary' }, 'kk')).toEqual([])
  })

  it('narrows by source, purpose and recipient together', () => {
    expect(found({ source: 'device' })).toEqual(['location', 'contacts', 'gallery', 'camera'])
    expect(found({ source: 'payment' })).toHaveLength(5)
    expect(found({ recipient: 'zhuirik' })).toEqual(['full-name', 'phone', 'address'])
    expect(found({ recipient: 'zhuirik', purpose: 'legal-duties' })).toEqual([
      'full-name',
      'phone',
      'address',
    ])
    expect(found({ recipient: 'zhuirik', purpose: 'marketing' })).toEqual(['phone'])
    expect(found({})).toHaveLength(43)
  })

  it('tells filters the catalogue does not know', () => {
    expect(unknownFilters(policy, { ...all, source: 'given', purpose: 'profit', recipient: 'x' })).toEqual([
      'purpose',
      'recipient',
    ])
  })
})

describe('a value made of codes', () => {
  const method = findField(policy, 'payment-method')

  it('is said in the reader’s language, and a part that is no code stays as it is', () => {
    expect(spellOut(method, 'card, transfer-by-phone', 'kk')).toBe('Карта, телефон нөмірі бойынша аударым')
    expect(spellOut(method, 'card,transfer-by-phone', 'en')).toBe('Card, transfer by phone number')
    expect(spellOut(method, 'code, Чек', 'ru')).toBe('QR- или штрихкод, Чек')
  })

  it('is left alone where the field has no codes', () => {
    expect(spellOut(findField(policy, 'device-model'), 'card', 'ru')).toBe('card')
  })
})
