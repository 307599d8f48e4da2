import { describe, expect, it } from 'vitest'
import type { LookOpening, OwnLookView } from '#domain/looks/schema.ts'
import { spokenWords } from '#domain/looks/spoken-words.ts'
import type { OpenCase } from '#domain/overview/schema.ts'
import { daysBetween } from '#policy/days.ts'
import { locales } from '#policy/locale.ts'
import { isoDay } from '../format.ts'
import { translator } from '../translator.ts'
import { describeNotice } from './looks.ts'
import { describeNeeds } from './overview-needs.ts'

const now = new Date('2026-12-03T12:00:00Z')
const on = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const openings: LookOpening[] = [
  { at: on(-29), what: { page: 'data', refused: false } },
  { at: on(-28), what: { page: 'data', refused: false } },
  { at: on(-27), what: { page: 'settings', refused: true } },
  { at: on(-26), what: { field: 'phone', title: 'FIELD', reason: 'REASON' } },
  { at: on(-25), what: { field: 'iin', title: 'CLOSED', reason: null } },
]
const look = (rest: Partial<OwnLookView> = {}): OwnLookView => ({
  id: 'l',
  kind: 'leave',
  state: 'ended',
  staffId: 'Қ-101',
  staffRole: 'agent',
  allowedBy: 'customer',
  reason: 'check-complaint',
  text: 'TEXT',
  complaint: { id: 'c', reference: 'Ш-1' },
  request: null,
  contact: null,
  pages: ['data'],
  minutes: 15,
  askedAt: on(-40),
  until: null,
  openings,
  words: null,
  steps: [
    { kind: 'asked', at: on(-40), side: 'looker', staff: 'Қ-101' },
    { kind: 'approved', at: on(-38), side: 'senior', staff: 'Қ-103' },
    { kind: 'granted', at: on(-37), side: 'senior', staff: 'Қ-104' },
    { kind: 'started', at: on(-30), side: 'looker', staff: 'Қ-101' },
    { kind: 'ended', at: on(-22), side: 'looker', staff: 'Қ-101' },
  ],
  can: { answer: false, end: false, acknowledge: true },
  ...rest,
})
const withoutLeave = { kind: 'break-glass', allowedBy: 'seniors' } as const
const waiting = look({
  id: 'w',
  state: 'waiting',
  allowedBy: null,
  until: on(10),
  openings: [],
  words: spokenWords('w'),
  can: { answer: true, end: false, acknowledge: false },
})
const question = (daysLeft: number): OpenCase & { type: 'complaint' } => ({
  type: 'complaint',
  id: 'c',
  reference: 'Ш-1',
  kind: 'ordinary',
  channel: 'portal',
  subject: 'SUBJECT',
  about: null,
  state: 'waiting-customer',
  group: 'open',
  receivedAt: on(-9000),
  dueOn: '2026-12-20',
  changedAt: now,
  answeredAt: null,
  owed: true,
  question: 'QUESTION',
  progress: { day: 30 - daysLeft, of: 30, daysLeft, state: daysLeft < 0 ? 'late' : 'running' },
})
const none = { looks: [], questions: [], expiring: [], policyVersion: null }

describe.each(locales)('what waits for the customer, in %s', (locale) => {
  const say = translator(locale, 'looks.need')
  const told = (one: OwnLookView) => describeNeeds(locale, { ...none, looks: [one] }, now)?.looks[0]
  const text = (one: OwnLookView) => JSON.stringify(told(one))

  it('is nothing when nothing waits', () => {
    expect(describeNeeds(locale, none, now)).toBeNull()
  })

  it('says with or without whose permission a look was, who, why, when, and what was opened', () => {
    expect(told(look())).toMatchObject({ urgent: false, title: say('seen') })
    expect(told(look(withoutLeave))).toMatchObject({ urgent: true, title: say('seen-urgent') })
    for (const part of ['Қ-103, Қ-104', 'TEXT', '16:30', '16:38', 'FIELD', 'REASON'])
      expect(text(look(withoutLeave))).toContain(part)
    expect(text(look())).not.toContain('Қ-103')
    const page = translator(locale, 'nav.page')
    expect(told(look())?.seen.map(({ texts }) => texts)).toEqual([
      [page('data')],
      [say('value', { title: 'FIELD', reason: 'REASON' })],
      [
        say('tried-pages', { pages: page('settings') }),
        translator(locale, 'looks.opened')('value-refused', { title: 'CLOSED' }),
      ],
    ])
    expect(told(look({ openings: [] }))?.seen[0]?.texts).toEqual([say('nothing')])
  })

  it('a look that a customer granted in time is with their permission, whoever asked for less', () => {
    expect(told(look({ kind: 'break-glass', allowedBy: 'customer' }))?.urgent).toBe(false)
  })

  it('puts a request first, with its two words, and shows three looks that are over', () => {
    const over = ['a', 'b', 'c', 'd'].map((id) => look({ id }))
    const needs = describeNeeds(locale, { ...none, looks: [...over, waiting] }, now)
    expect(needs?.looks.map(({ id }) => id)).toEqual(['w', 'a', 'b'])
    expect(needs).toMatchObject({ count: 5, moreLooks: 2 })
    expect(Object.keys(needs?.looks[0]?.spoken ?? {})).toEqual(['first', 'second'])
    expect(needs?.looks[0]?.when).toContain('17:10')
  })

  it('says how many days the bank has left, or how late it is', () => {
    const asked = (daysLeft: number) =>
      describeNeeds(locale, { ...none, questions: [question(daysLeft)] }, now)?.questions[0]
    expect(asked(2)).toMatchObject({ text: 'QUESTION', late: false })
    expect(asked(2)?.left).toContain('2')
    expect(asked(-3)).toMatchObject({ late: true })
    expect(asked(-3)?.left).toContain('3')
    expect(asked(2)?.clock).not.toBe(asked(-3)?.clock)
    for (const days of [-3, 0, 1, 2, 21]) expect(asked(days)?.clock).toMatch(/^\S.*\.$/)
  })

  it('says until when the clock of a request stands still, and how many days that is', () => {
    const { about: _, ...rest } = question(2)
    const pause = { reason: 'documents', until: '2026-12-04' } as const
    const paused = { ...rest, type: 'request', kind: 'correction', pause } as const
    const asked = describeNeeds(locale, { ...none, questions: [paused] }, now)?.questions[0]
    const words = translator(locale, 'overview.needs')
    const days = daysBetween(isoDay(now), pause.until)
    expect(asked).toMatchObject({ type: 'request', late: false, left: words('left', { days }) })
    expect(asked?.clock).toContain('4')
    expect(asked?.clock).not.toBe(
      describeNeeds(locale, { ...none, questions: [question(2)] }, now)?.questions[0]?.clock,
    )
  })

  it('the band of a look without permission says so in words, in every state', () => {
    const band = (state: 'waiting' | 'granted' | 'running', rest: Partial<OwnLookView>) =>
      describeNotice(locale, { ...look({ state, ...rest }), until: on(5) }, now)
    for (const state of ['granted', 'running'] as const) {
      const [own, urgent] = [band(state, {}), band(state, withoutLeave)]
      expect([own.urgent, urgent.urgent]).toEqual([false, true])
      expect(urgent.told).toMatch(
        { kk: /рұқсатыңызсыз/, ru: /без вашего разрешения/, en: /without your permission/ }[locale],
      )
      expect(own.told).not.toBe(urgent.told)
    }
    const asked = band('waiting', { kind: 'break-glass', allowedBy: null })
    expect(asked.told).toMatch(
      {
        kk: /рұқсатыңызды күтпей/,
        ru: /не дожидаясь вашего разрешения/,
        en: /without waiting for your permission/,
      }[locale],
    )
  })
})
