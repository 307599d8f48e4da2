import { describe, expect, it } from 'vitest'
import {
  type ConsentGroupView,
  type ConsentsView,
  type ConsentView,
  type DecisionView,
  decisionChannels,
} from '#domain/consents/schema.ts'
import { locales } from '#policy/locale.ts'
import { consent, decision, viewedAt as now } from '#testing/consent-views.ts'
import { atTime } from '../format.ts'
import { consentFlow } from './consent-flow.ts'
import { describeConsent, describeConsents, lockReasons } from './consents.ts'

const kk = (view: ConsentView) => describeConsent('kk', view, now)
const agency = { id: 'zhetel-media', name: '«Жетел Медиа» ЖШС', countries: ['Қазақстан'] }

describe('a time in a Kazakh sentence', () => {
  it.each([
    ['2026-11-20T09:02:00Z', '14:02‑де'],
    ['2026-11-20T09:03:00Z', '14:03‑те'],
    ['2026-11-20T09:06:00Z', '14:06‑да'],
    ['2026-11-20T09:10:00Z', '14:10‑да'],
    ['2026-11-20T09:40:00Z', '14:40‑та'],
    ['2026-11-20T09:50:00Z', '14:50‑де'],
    ['2026-11-20T09:00:00Z', '14:00‑де'],
  ])('%s ends as its last word does: %s', (at, said) => {
    expect(atTime('kk', new Date(at))).toBe(said)
  })
})

describe("a consent's row", () => {
  it('says since when, until when and to whom while it is on', () => {
    const at = new Date('2024-08-17T05:31:00Z')
    const history = [decision({ id: 'b', at, expiresAt: new Date('2027-08-17T05:31:00Z'), channel: 'app' })]
    const row = kk(consent({ state: 'given', history, recipients: [agency] }))
    expect(row).toMatchObject({ on: true, locked: false, previousId: 'b' })
    expect(row.summary.replaceAll('\u00a0', ' ')).toBe(
      '2024 жылғы 17 тамыздан бері, 2027 жылғы 17 тамызға дейін. Не үшін: SMS, қоңырау. Алушы: «Жетел Медиа» ЖШС.',
    )
  })

  it('does not say that data go to no one once a system of another company may have been told', () => {
    const on = kk(consent({ state: 'given', history: [decision({})] }))
    expect(on.summary).toContain('ешкімге берілмейді')
    expect(on.summaryOnceTold).not.toContain('ешкімге')
    expect(on.summaryOnceTold).toContain('банктің өзі ғана пайдаланады')
  })

  it('says to whom and until when: in fact while it is on, and what would be while it is off', () => {
    const lines = (view: ConsentView) =>
      consentFlow('kk', view).map(({ text }) => text.replaceAll('\u00a0', ' '))
    const end = new Date('2027-08-17T05:31:00Z')
    const on = { state: 'given' as const, history: [decision({ expiresAt: end })] }
    expect(lines(consent({ ...on, recipients: [agency] })).slice(2)).toEqual([
      '«Жетел Медиа» ЖШС (Қазақстан)',
      '2027 жылғы 17 тамызға дейін, содан кейін өзі өшеді',
    ])
    expect(lines(consent({ state: 'given', history: [decision({})] })).slice(2)).toEqual([
      'Банктің өзі ғана пайдаланады',
      'Өзіңіз кері қайтарып алғанша',
    ])
    expect(lines(consent({ senders: ['Сервис'] })).slice(2)).toEqual([
      'Банктің өзі ғана пайдаланар еді. Деректі банкке беретін болар еді: Сервис',
      'Қазір қоссаңыз, 2029 жылғы 20 қарашаға дейін, содан кейін өзі өшеді',
    ])
  })

  it('says of restricted data that the bank may not use them, on or off, and not that it does', () => {
    const restricted = ['Ұялы телефон нөмірі']
    const on = { state: 'given' as const, history: [decision({})], recipients: [agency] }
    const free = kk(consent(on))
    const row = kk(consent({ ...on, restricted }))
    expect([free.restricted, free.allows]).toEqual([null, 'Банк SMS жібереді.'])
    expect(row).toMatchObject({ on: true, allows: 'Банк SMS жіберер еді.' })
    expect(row.restricted).toContain(
      'Келісім қосулы, бірақ мына деректі пайдалану шектелген: ұялы телефон нөмірі',
    )
    for (const used of ['Не үшін', 'Алушы']) {
      expect(free.summary).toContain(used)
      expect(row.summary).not.toContain(used)
    }
    expect(row.flow[1]?.text).toContain('шектеу алынған соң ғана')
    expect(kk(consent({ restricted })).restricted).toContain('Келісімді қоссаңыз да')
  })

  it('says when it went off, by whom, and what is so while it is', () => {
    const off = (given: Partial<DecisionView>) =>
      kk(consent({ state: 'withdrawn', history: [decision({ outcome: 'withdrawn', ...given })] })).summary
    expect(off({ at: new Date('2026-11-20T04:02:00Z') })).toBe(
      'Бүгін 09:02‑де өшірілді. Нөмір пайдаланылмайды.',
    )
    expect(off({ at: new Date('2026-11-19T18:30:00Z') }).replaceAll('\u00a0', ' ')).toMatch(
      /^2026 жылғы 19 қарашада өшірілді\./,
    )
    expect(off({ channel: 'gpc' })).toMatch(/^Браузердің GPC белгісі бойынша бүгін/)
    expect(kk(consent({})).summary).toBe('Келісім берілмеген. Нөмір пайдаланылмайды.')
  })

  it('tells the history newest first: the line below a mark is the time before it', () => {
    const at = (day: string) => new Date(`${day}T07:00:00Z`)
    const history = [
      decision({ id: '4', outcome: 'withdrawn', at: at('2026-10-01') }),
      decision({ id: '3', at: at('2026-05-01'), expiresAt: at('2029-05-01') }),
      decision({ id: '2', outcome: 'refused', at: at('2026-04-01') }),
      decision({ id: '1', at: at('2021-03-14'), expiresAt: at('2024-03-14') }),
    ]
    const lines = kk(consent({ state: 'withdrawn', history })).history
    expect(lines.map(({ id, knot, line }) => [id, knot, line])).toEqual([
      ['4', 'now-off', 'solid'],
      ['3', 'disc', 'cut'],
      ['2', 'ring', 'cut'],
      [null, 'ring', 'solid'],
      ['1', 'disc', 'none'],
    ])
    expect(lines[3]?.dateTime).toBe('2024-03-14T07:00:00.000Z')
  })

  it('says that the policy has ended a yes, and asks for another with both extents', () => {
    const widened = {
      agreedAt: new Date('2025-05-03T07:00:00Z'),
      agreed: { purpose: 'Жарнама және ұсыныстар', fields: ['Ұялы телефон нөмірі'], recipients: [] },
      added: {
        ...{
          purposes: ['Қызмет көрсету'],
          fields: ['ЖСН'],
          recipients: [{ name: '«Алма Сауда»', countries: ['Қазақстан'] }],
        },
        countries: [{ name: '«Үнқағаз»', countries: ['Германия', 'АҚШ'] }],
      },
    }
    const history = [decision({ outcome: 'withdrawn', channel: 'policy' }), decision({ id: 'yes' })]
    const row = kk(consent({ state: 'outgrown', history, widened }))
    expect(row.on).toBe(false)
    expect(row.summary).toMatch(/^Саясат өзгергендіктен бүгін 12:00‑де тоқтатылды\./)
    expect(row.history[0]?.text).toBe('Саясат өзгергендіктен келісім тоқтатылды. Саясаттың 3‑нұсқасы.')
    expect(row.widened?.text.replaceAll('\u00a0', ' ')).toMatch(/^Сіз 2025 жылғы 3 мамырда келіскенде/)
    expect(row.widened?.extents.map(({ lines }) => lines)).toEqual([
      ['Қандай дерек: ұялы телефон нөмірі', 'Не үшін: жарнама және ұсыныстар', 'Кімге: ешкімге берілмейді'],
      [
        'Қандай дерек: ЖСН',
        'Не үшін: қызмет көрсету',
        'Кімге: «Алма Сауда» (Қазақстан)',
        '«Үнқағаз» деректі жаңа елге шығарады: Германия, АҚШ',
      ],
    ])
    expect(kk(consent({ state: 'outgrown', history: [decision({})], widened })).summary).toMatch(
      /^Саясат өзгергендіктен бұрынғы келісіміңіз/,
    )
    const unknown = kk(consent({ state: 'outgrown', history, widened: { ...widened, agreed: null } }))
    expect(unknown.widened?.extents[0]?.lines).toEqual(['Сол күнгі саясатта бұл келісім болмаған.'])
  })

  it('is locked while it is on and an obligation is open, and names the contract and its day', () => {
    const lock = { contract: '№ ҚШ-118', openedOn: '2025-06-09', reason: '{contract} шарты ({date}).' }
    const view = consent({ state: 'given', history: [decision({})], locks: [lock] })
    expect(kk(view).locked).toBe(true)
    expect(kk({ ...view, state: 'withdrawn' }).locked).toBe(false)
    expect(lockReasons('kk', view).map((one) => one.replaceAll('\u00a0', ' '))).toEqual([
      '№ ҚШ-118 шарты (2025 жылғы 9 маусым).',
    ])
  })

  it('says whose data it opens', () => {
    expect(consentFlow('kk', consent({}))[0]?.text).toBe('Сіздің деректеріңіз: ұялы телефон нөмірі, ЖСН')
    const others = consent({ confirmation: 'Растаймын.' })
    expect(consentFlow('kk', others)[0]?.text).toMatch(/^Басқа адамдардың деректері/)
  })

  it('has a sentence for every state, channel and language', () => {
    for (const locale of locales) {
      for (const state of ['none', 'given', 'refused', 'withdrawn', 'expired', 'outgrown'] as const)
        for (const channel of decisionChannels)
          for (const at of [now, new Date('2025-01-31T07:00:00Z')])
            for (const gpc of [null, 'honoured', 'outweighed'] as const)
              for (const expiresAt of [null, at]) {
                const outcome = state === 'refused' || state === 'withdrawn' ? state : 'given'
                const history =
                  state === 'none' ? [] : [decision({ outcome, at, channel, confirmed: true, expiresAt })]
                const view = consent({ state, history, gpc })
                const row = describeConsent(locale, view, now)
                const said = [
                  row.summary,
                  row.summaryOnceTold,
                  row.told,
                  ...row.history.map(({ text }) => text),
                ]
                for (const sentence of [...said, ...consentFlow(locale, view).map(({ text }) => text)])
                  expect(sentence).not.toMatch(/consents\.|undefined|[{}]/)
              }
    }
  })
})

describe('all advertising', () => {
  const group = (id: string, consents: ConsentView[]) => ({ id, title: id, description: id, consents })
  const view = (groups: ConsentGroupView[]): ConsentsView => ({
    ...{ locale: 'kk', at: now, groups, former: [], unrefusable: [] },
    ...{ gpc: false, policyVersion: 3, live: true },
  })
  const [sms, push] = [consent({}), consent({ id: 'marketing-push' })]
  const sharing = consent({ id: 'partner-sharing', group: 'sharing', title: 'Серіктестермен алмасу' })
  const camera = consent({ id: 'device-camera', group: 'device', marketing: false })

  it('is what is for marketing in any group; the button is where most of it is, and names the rest', () => {
    const groups = [group('device', [camera]), group('sharing', [sharing]), group('ads', [sms, push])]
    expect(describeConsents(view(groups)).marketing).toEqual({
      ids: ['marketing-sms', 'marketing-push', 'partner-sharing'],
      group: 'ads',
      note: expect.stringContaining('«Серіктестермен алмасу» келісімі'),
    })
  })

  it('has nothing to name where one group has all of it, and no button where there is none', () => {
    expect(describeConsents(view([group('ads', [sms])])).marketing).toMatchObject({
      group: 'ads',
      note: null,
    })
    expect(describeConsents(view([group('device', [camera])])).marketing).toEqual({
      ids: [],
      group: null,
      note: null,
    })
  })
})
