import { describe, expect, it } from 'vitest'
import { lookPages } from '#db/schema/looks.ts'
import { type ActivityAction, actionsOfKinds, activityKinds } from '#domain/actions.ts'
import type { ActivityEntry } from '#domain/activity/schema.ts'
import { locales } from '#policy/locale.ts'
import { translator } from '../translator.ts'
import { describeActivity, describeEntry } from './activity.ts'

const now = new Date('2026-11-23T12:00:00Z')
const entry = (action: ActivityAction, rest: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id: 'e',
  at: new Date('2026-11-20T09:02:00Z'),
  action,
  by: 'you',
  staff: null,
  device: 'Chrome, Android',
  about: null,
  code: null,
  lookId: null,
  reason: null,
  ...rest,
})
const all = actionsOfKinds(activityKinds)
const subject = (action: ActivityAction): ActivityEntry['about'] => {
  if (action.startsWith('consent.')) return { kind: 'consent', id: 'marketing-sms', title: 'TITLE' }
  if (action.startsWith('holding.')) return { kind: 'field', id: 'phone', title: 'TITLE' }
  if (action.startsWith('look.value-')) return { kind: 'field', id: 'phone', title: 'TITLE' }
  if (action.startsWith('look.')) return { kind: 'look', id: 'l', title: null }
  if (action.startsWith('request.') || action.startsWith('deletion.'))
    return { kind: 'request', id: 'r', title: 'С-2026-00088' }
  return action.startsWith('complaint.') ? { kind: 'complaint', id: 'c', title: 'Ш-2026-00417' } : null
}
const textOf = ({ before, link, after }: ReturnType<typeof describeEntry>['sentence']) =>
  before + (link?.text ?? '') + after

describe.each(locales)('the log in %s', (locale) => {
  const say = translator(locale, 'activity')
  const told = (action: ActivityAction, rest: Partial<ActivityEntry> = {}) =>
    describeEntry(locale, entry(action, { about: subject(action), code: 'ru', ...rest }), now)

  it.each(all)('has a whole sentence for %s', (action) => {
    const { sentence, who } = told(action)
    const text = textOf(sentence)
    expect(text).toMatch(/^\S.*\.$/)
    expect(text).not.toMatch(/sentence\.|[{}]|:\s*\./)
    expect(text).not.toContain('\u0001')
    expect(sentence.link === null).toBe(subject(action) === null)
    expect(who).toBeTruthy()
  })

  it('has sentences for every step of a complaint and every language', () => {
    const steps = ['waiting-customer', 'negotiation', 'closed', 'court', 'something-new']
    const texts = steps.map((code) => textOf(told('complaint.moved', { code }).sentence))
    expect(new Set(texts).size).toBe(steps.length)
    for (const code of locales)
      expect(textOf(told('profile.locale-changed', { code }).sentence)).not.toMatch(/: ?\.$/)
  })

  it('tells the bank’s message from the customer’s', () => {
    const [own, bank] = [
      told('complaint.message-sent'),
      told('complaint.message-sent', { by: 'bank', staff: 'Қ-114' }),
    ]
    expect(textOf(own.sentence)).not.toBe(textOf(bank.sentence))
    expect(bank.who).toContain('Қ-114')
  })

  it('says where a decision was taken, not who passed it on', () => {
    const { who } = told('consent.withdrawn', { by: 'bank-system', device: null, code: 'branch' })
    expect(who).toContain(say('channel.branch'))
    expect(who).not.toContain(say('who.bank-system'))
  })

  it('names what the policy no longer has in general words', () => {
    const { sentence } = told('consent.given', { about: { kind: 'consent', id: 'gone', title: null } })
    expect(sentence.link?.text).toBe(say('unknown.consent'))
  })

  it('lets a sign-in be doubted and nothing else', () => {
    expect(all.filter((action) => told(action).doubtable)).toEqual(['session.started'])
  })

  it('tells who let a look happen and who ended it', () => {
    const granted = [
      told('look.granted', { code: null }),
      told('look.granted', { by: 'bank', staff: 'Қ-101', code: 'code' }),
      told('look.granted', { by: 'bank', staff: 'Қ-103', code: null }),
    ]
    const ended = [
      told('look.ended'),
      told('look.ended', { by: 'bank' }),
      told('look.ended', { by: 'portal' }),
    ]
    for (const sentences of [granted, ended])
      expect(new Set(sentences.map(({ sentence }) => textOf(sentence))).size).toBe(3)
  })

  it('names the page that was opened', () => {
    for (const code of lookPages) {
      const text = textOf(told('look.page-opened', { by: 'bank', staff: 'Қ-101', code }).sentence)
      expect(text).toContain(translator(locale, 'nav.page')(code))
    }
  })

  it('lets what staff did in a look be asked about, and nothing else', () => {
    const asked = (rest: Partial<ActivityEntry>) => told('look.page-opened', rest).askAbout
    expect(asked({ by: 'bank', staff: 'Қ-101', lookId: 'l' })).toBe('l')
    expect(asked({ by: 'you', lookId: 'l' })).toBeNull()
    expect(asked({ by: 'bank', staff: 'Қ-101' })).toBeNull()
  })

  it('says why there is nothing, for every kind', () => {
    for (const kind of [null, ...activityKinds]) {
      const view = { kind, entries: [], total: 0, continued: false, next: null }
      expect(describeActivity(locale, view, now).empty).toMatch(/\.$/)
    }
  })
})
