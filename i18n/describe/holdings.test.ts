import { describe, expect, it } from 'vitest'
import type { FieldView, HeldView, UseView } from '#domain/holdings/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { describeField, describeThread, describeValue, joinClauses } from './holdings.ts'
import { describeTotals, someTitles } from './holdings-list.ts'

const use = (clause: string, title: string, live = true): UseView => ({
  purpose: title,
  title,
  clause,
  basis: live ? 'contract' : 'consent',
  basisTitle: live ? 'Шарт' : 'Келісіміңіз',
  live,
})
const held: HeldView = {
  masked: '+7 701 ••• •• 18',
  rule: 'phone',
  quantity: null,
  obtainedAt: new Date('2021-03-14T06:00:00Z'),
  obtainedVia: 'account-opening',
  reveals: 0,
  staffReveals: 0,
  revealable: true,
}
const recipient = (id: string, live = true) => ({ id, name: id, abroad: [], basis: 'contract', live })
const phone: FieldView & { held: HeldView } = {
  id: 'phone',
  title: 'Ұялы телефон нөмірі',
  hint: null,
  source: { id: 'given', sentence: 'Өзіңіз бердіңіз' },
  uses: [use('шартты орындау үшін', 'Шартты орындау'), use('жарнама жіберу үшін', 'Жарнама', false)],
  recipients: [recipient('a'), recipient('b'), recipient('c'), recipient('d', false)],
  retention: 'шарт аяқталғаннан кейін 5\u00a0жыл сақталады',
  neverReveal: false,
  consent: null,
  whenEmpty: 'Нөмірді өзіңіз көрсетесіз.',
  former: false,
  restriction: null,
  held,
}
const russian: FieldView = {
  ...phone,
  source: { id: 'given', sentence: 'Вы сообщили сами' },
  uses: [use('чтобы исполнить договор', 'Исполнение'), use('чтобы защитить ваши операции', 'Защита')],
  recipients: [recipient('a')],
  retention: 'хранится 5\u00a0лет после окончания договора',
}
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ')
const sentence = (locale: Locale, field: FieldView) => plain(describeField(locale, field).sentence)

describe('the sentence of a row', () => {
  it('says from where, why, to how many, until when, and counts only what goes on', () => {
    expect(sentence('kk', phone)).toBe(
      'Өзіңіз бердіңіз. Шартты орындау үшін керек, 3 алушыға беріле алады, шарт аяқталғаннан кейін 5 жыл сақталады.',
    )
    expect(sentence('ru', russian)).toBe(
      'Вы сообщили сами. Нужно, чтобы исполнить договор и защитить ваши операции, может получать 1 получатель, хранится 5 лет после окончания договора.',
    )
    expect(
      sentence('en', { ...phone, recipients: [], uses: [use('to perform the contract', 'x')] }),
    ).toContain('Used to perform the contract, given to no one,')
  })

  it('says that all stopped when the consent it needs is off', () => {
    const consent = { id: 'device-contacts', state: 'withdrawn', decidedAt: held.obtainedAt } as const
    expect(sentence('kk', { ...phone, consent })).toBe(
      'Өзіңіз бердіңіз. Келісім өшірулі, сондықтан енді жиналмайды және пайдаланылмайды.',
    )
    expect(describeThread('kk', { ...phone, consent }).until).toContain('Келісім өшірулі')
  })

  it('says why there is nothing, and since when consent is gone', () => {
    const absent = { ...phone, held: null }
    expect(describeField('kk', absent)).toEqual({
      value: null,
      none: 'дерек жоқ',
      sentence: 'Нөмірді өзіңіз көрсетесіз.',
    })
    const consent = { id: 'x', state: 'withdrawn', decidedAt: new Date('2026-09-03T06:00:00Z') } as const
    expect(sentence('kk', { ...absent, consent })).toBe(
      'Нөмірді өзіңіз көрсетесіз. Келісімді 2026 жылғы 3 қыркүйекте кері қайтарып алдыңыз.',
    )
    const device = { ...absent, source: { id: 'device', sentence: '' }, consent }
    expect(describeField('ru', device).none).toBe('разрешение не дано')
  })
})

describe('what stands as the value', () => {
  it('is read out without its dots', () => {
    expect(describeField('en', phone)).toMatchObject({
      value: held.masked,
      spoken: 'hidden, except +7 701 18',
    })
    const whole = { ...held, masked: '•••••• ₸', rule: 'amount' as const }
    expect(describeField('en', { ...phone, held: whole }).spoken).toBe('hidden')
  })

  it('is how many there are of a collection, and the value itself where nothing is hidden', () => {
    const many = { ...held, rule: 'count' as const, quantity: 1840, masked: '••••••••' }
    expect(plain(describeField('ru', { ...phone, held: many }).value ?? '')).toBe('1 840 записей')
    const open = { ...held, rule: 'plain' as const, masked: 'Galaxy A55' }
    expect(describeField('kk', { ...phone, held: open })).toMatchObject({ value: 'Galaxy A55' })
  })

  it('once shown, is written as its reader writes it', () => {
    expect(plain(describeValue('kk', 'phone', '+77010000118'))).toBe('+7 701 000 01 18')
    expect(plain(describeValue('kk', 'date', '1880-01-01'))).toBe('1880 жылғы 1 қаңтар')
    expect(plain(describeValue('ru', 'amount', '420000'))).toBe('420 000 ₸')
    for (const odd of ['8 (701)', '1880', 'жүз теңге', '']) {
      expect(describeValue('kk', 'date', odd)).toBe(odd)
      expect(describeValue('kk', 'amount', odd.replace('1880', '-1'))).toBe(odd.replace('1880', '-1'))
    }
  })
})

describe('clauses of purpose', () => {
  const kk = [
    'шартты орындау үшін',
    'заң талабын орындау үшін',
    'хабарлау үшін',
    'қорғау үшін',
    'жақсарту үшін',
  ]
  it('share the word that frames them', () => {
    expect(joinClauses('kk', kk.slice(0, 1))).toBe('шартты орындау үшін')
    expect(joinClauses('kk', kk.slice(0, 3))).toBe('шартты орындау, заң талабын орындау және хабарлау үшін')
    expect(joinClauses('en', ['to perform it', 'to meet duties'])).toBe('to perform it and meet duties')
    expect(joinClauses('en', ['to perform it', 'for duty'])).toBe('to perform it and for duty')
  })

  it('are counted when there are more than three', () => {
    expect(plain(joinClauses('kk', kk))).toBe('шартты орындау, заң талабын орындау және тағы 3 мақсат үшін')
    const ru = ['чтобы а', 'чтобы б', 'чтобы в', 'чтобы г']
    expect(plain(joinClauses('ru', ru))).toBe('чтобы а, б и ещё для 2 целей')
    expect(plain(joinClauses('en', ['to a', 'to b', 'to c', 'to d']))).toBe(
      'to a, b, and for 2 more purposes',
    )
  })
})

describe('the thread of a field', () => {
  it('says the day it came and how, in the case its language asks for', () => {
    expect(plain(describeThread('kk', phone).from)).toBe(
      'Өзіңіз бердіңіз, 2021 жылғы 14 наурызда, шот ашқанда',
    )
    const many = {
      ...phone,
      source: { id: 'automatic', sentence: 'Жиналады' },
      held: { ...held, quantity: 3, obtainedVia: 'app' as const },
    }
    expect(plain(describeThread('kk', many).from)).toBe('Жиналады, 2021 жылғы 14 наурыздан бері')
    expect(plain(describeThread('en', phone).from)).toContain('on 14 March 2021')
  })

  it('names the basis of what goes on, and the purposes that do not', () => {
    expect(describeThread('kk', phone).purposes).toEqual([
      'Шартты орындау. Негізі: шарт.',
      'Жарнама: келісім жоқ, сондықтан бұл үшін пайдаланылмайды.',
    ])
  })
})

it('the counts over the list agree with their nouns', () => {
  const view = { filtered: false, totals: { held: 31, absent: 12, categories: 5, emptyCategories: 1 } }
  const totals = (locale: Locale, change: Partial<typeof view> = {}) =>
    plain(describeTotals(locale, { ...view, ...change }))
  expect(totals('kk')).toBe('31 дерек, 5 санат. Бір санат бос')
  expect(totals('ru')).toBe('31 вид данных, 5 категорий. Одна категория пуста')
  expect(totals('en')).toBe('31 kinds of data, 5 categories. One category is empty')
  const nothing = { totals: { held: 0, absent: 43, categories: 0, emptyCategories: 6 } }
  expect(totals('kk', nothing)).toBe('Банкте сіз туралы дерек жоқ. 6 санат бос')
  expect(totals('kk', { filtered: true, totals: { ...view.totals, held: 0, absent: 0 } })).toBe(
    'Ештеңе табылмады',
  )
})

it('a folded list names three of many, with abbreviations as they are', () => {
  expect(someTitles(['Туған күні', 'ЖСН', 'IP мекенжайы', 'Жалақы', 'Камера'])).toBe(
    'туған күні, ЖСН, IP мекенжайы…',
  )
  expect(someTitles(['Туған күні', 'Жалақы'])).toBe('туған күні, жалақы')
})
