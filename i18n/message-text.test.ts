import { describe, expect, it } from 'vitest'
import { restrictionNotices } from '#db/schema/messages.ts'
import { noticeKinds } from '#domain/messages/queue-notice.ts'
import { locales } from '#policy/locale.ts'
import { messageText } from './message-text.ts'
import { messagesIn } from './messages.ts'

const portal = 'https://privacy.bank.example'
const codes = ['sign-in-code', 'step-up-code']
const number = { reference: 'Ш-2026-00417' }
/** The notices of what the bank entered, which say the last day for its answer too. */
const isEntry = (kind: string) => /-entered(-late)?$/.test(kind)
const look = { look: '0199aa00-0000-7000-8000-000000000001' }
const texts = noticeKinds.flatMap((kind) =>
  locales.flatMap((locale) =>
    (['sms', 'email'] as const).map((channel) => {
      const params: Record<string, string> = {
        ...(kind.startsWith('complaint-') && number),
        ...(kind.startsWith('request-') && { reference: 'С-2026-00088' }),
        ...(isEntry(kind) && { due: '2026-12-20' }),
        ...(kind.startsWith('look-') && look),
      }
      return { kind, locale, channel, ...messageText({ kind, locale, channel, params }, portal) }
    }),
  ),
)
const smsTexts = [
  ...texts.filter(({ channel }) => channel === 'sms'),
  ...locales.flatMap((locale) =>
    codes.map((kind) => {
      const message = { kind, locale, channel: 'sms', params: { code: '123456' } } as const
      return { kind, locale, ...messageText(message, portal) }
    }),
  ),
  ...locales.map((locale) => {
    const message = { kind: 'phone-changed', locale, channel: 'sms', params: {} } as const
    return { ...message, ...messageText(message, portal) }
  }),
]

describe('a notice', () => {
  it.each(locales)('a notice of a complaint whose last day is not known yet names none, in %s', (locale) => {
    const params = { ...number, due: 'unknown' }
    for (const channel of ['sms', 'email'] as const) {
      const { text } = messageText({ kind: 'complaint-entered', locale, channel, params }, portal)
      expect(text).not.toMatch(/unknown|null|,\.|\s\.| {2}|мерзімі\s*\.|\d{2}\.\d{2}\.\d{4}/)
      if (channel === 'email')
        expect(text).toMatch({ kk: /әлі белгісіз/, ru: /пока не известен/, en: /not yet known/ }[locale])
    }
  })

  it('a notice has a text by either channel in each language, with what happened and the way to the portal', () => {
    expect(texts).toHaveLength(noticeKinds.length * 3 * 2)
    for (const { kind, locale, channel, subject, text } of texts) {
      const at = `${kind} ${locale} ${channel}`
      expect(text, at).toContain(channel === 'sms' ? 'privacy.bank.example' : 'https://privacy.bank.example/')
      expect(text, at).toMatch(
        { kk: /Құпиялылық орталығы/, ru: /Центр|портал/, en: /Privacy Centre/ }[locale],
      )
      expect(subject !== null, at).toBe(channel === 'email')
    }
  })

  it.each(texts)(
    'the notice $kind by $channel in $locale leads to what it speaks of',
    ({ kind, channel, text }) => {
      const [, path] = /privacy\.bank\.example(\/\S*)/.exec(text) ?? []
      const page = kind.startsWith('complaint-')
        ? '/c/2026-00417'
        : kind.startsWith('request-')
          ? '/r/2026-00088'
          : kind.startsWith('look-')
            ? `/looks${channel === 'email' ? `/${look.look}` : ''}`
            : kind.startsWith('copy-')
              ? '/copies'
              : kind === 'sessions-ended'
                ? '/settings'
                : restrictionNotices.some((one) => one === kind)
                  ? '/data'
                  : '/sign-in'
      expect(path).toBe(page)
    },
  )

  it('a notice is told apart from every other in its language', () => {
    for (const locale of locales)
      for (const channel of ['sms', 'email'] as const) {
        const own = texts.filter((text) => text.locale === locale && text.channel === channel)
        expect(new Set(own.map(({ text }) => text)).size).toBe(noticeKinds.length)
      }
  })

  it('a notice is filled with a complaint’s number and nothing else of anyone’s', () => {
    for (const locale of locales) {
      const all = JSON.stringify({
        ...messagesIn(locale).notices,
        'sign-in-code': null,
        'step-up-code': null,
        ...Object.fromEntries(noticeKinds.filter(isEntry).map((kind) => [kind, null])),
      })
      const filled = new Set([...all.matchAll(/\{\s*(\w+)/g)].map(([, name]) => name))
      expect(filled, locale).toEqual(new Set(['reference', 'portal']))
    }
  })

  it('a notice of what the bank entered has its last day too, in digits where room is short', () => {
    const days = {
      kk: '2026\u00a0жылғы 20\u00a0желтоқсаннан',
      ru: '20\u00a0декабря 2026\u00a0года',
      en: '20\u00a0December 2026',
    }
    const own = texts.filter(({ kind }) => isEntry(kind))
    expect(own).toHaveLength(24)
    for (const { locale, channel, text } of own)
      expect(text).toContain(channel === 'sms' ? '20.12.2026' : days[locale])
  })

  it('a notice of a look the customer did not answer says so, and that it can be ended', () => {
    const urgent = texts.filter(({ kind }) => kind === 'look-urgent')
    const said = {
      kk: [/рұқсатыңыз(сыз|ды күтпей)/, /Екі|екі/, /тоқтат(а аласыз|ыңыз)/],
      ru: [/без вашего разрешения|не дожидаясь вашего разрешения/, /[Дд]вое/, /[Пп]рекратить|[Оо]становить/],
      en: [/without (waiting for )?your permission/, /[Tt]wo senior/, /can (end|stop)/],
    }
    expect(urgent).toHaveLength(6)
    for (const { locale, text } of urgent) for (const part of said[locale]) expect(text).toMatch(part)
  })

  it('a notice of an unknown kind has no text', () => {
    const unknown = { kind: 'lottery', locale: 'kk', channel: 'sms', params: {} } as const
    expect(() => messageText(unknown, portal)).toThrow('no text for messages of kind lottery by sms')
    expect(() => messageText({ ...unknown, kind: 'sign-in-code', channel: 'email' }, portal)).toThrow()
  })
})

/** Two parts of a text message that any phone shows as one: 67 characters of UCS-2 each (3GPP TS 23.040, 9.2.3.24.1). */
it.each(smsTexts)('the text message $kind in $locale fits two parts', ({ text }) =>
  expect(text.length).toBeLessThanOrEqual(134),
)
