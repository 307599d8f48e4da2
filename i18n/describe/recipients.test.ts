import { describe, expect, it } from 'vitest'
import type {
  DisclosuresView,
  Flow,
  GroundConsent,
  GroundView,
  RecipientView,
} from '#domain/recipients/schema.ts'
import { locales } from '#policy/locale.ts'
import { translator } from '../translator.ts'
import { describeDisclosures } from './disclosures.ts'
import { describeFlow } from './flow.ts'
import { describeRecipient, listed } from './recipients.ts'

const now = new Date('2026-11-20T07:00:00Z')
const since = new Date('2021-03-14T07:00:00Z')
const ground = (consent: GroundConsent | null): GroundView => ({
  basis: consent ? { id: 'consent', title: 'Келісіміңіз' } : { id: 'contract', title: 'Шарт' },
  citation: consent ? '8-бап' : null,
  purpose: { id: 'diagnostics', title: 'Ақауды түзету', clause: 'ақауды түзету үшін' },
  consent: consent && { id: 'storage-abroad', title: 'Шетелде сақтау', ...consent },
  fields: ['fault-logs'],
})
const recipient = (given: Partial<RecipientView>): RecipientView => ({
  id: 'kokbult',
  name: '«Көкбұлт Сақтау»',
  class: { id: 'cloud-storage', title: 'Бұлтты қоймалар', code: 'R9', description: 'Көшірме сақтайды.' },
  direction: 'out',
  receives: 'Журналдардың көшірмесін сақтайды.',
  grounds: [ground({ state: 'on', since })],
  fields: [
    { id: 'fault-logs', title: 'Ақау журналдары', held: true, flows: true },
    { id: 'iin', title: 'ЖСН', held: true, flows: false },
    { id: 'performance', title: 'Өнімділік', held: false, flows: false },
  ],
  countries: [{ code: 'DE', name: 'Германия', abroad: true, adequate: true }],
  transferGround: 'Келісіміңіз.',
  assumption: true,
  state: 'receives',
  disclosed: { thisYear: 64, last: new Date('2026-11-01T07:00:00Z') },
  lately: [],
  ...given,
})
const kk = (view: RecipientView) => describeRecipient('kk', view, now, true)

describe("a recipient's row", () => {
  it('says ground, since when, country, how often and when last', () => {
    expect(kk(recipient({}))).toMatchObject({
      kind: 'Бұлтты қоймалар',
      receives: true,
      sentence: 'Журналдардың көшірмесін сақтайды.',
      grounds: [
        { key: 'on', purpose: null, title: 'Шетелде сақтау', date: '2021\u00a0жылғы 14\u00a0наурыздан' },
      ],
      abroad: 'Германия',
      state: null,
      told: '2026 жылы 64 рет берілді, соңғысы 1\u00a0қарашада.',
    })
    expect(kk(recipient({})).facts).toContainEqual({ term: 'Алатын дерегі', lines: ['Ақау журналдары'] })
    expect(kk(recipient({})).facts).toContainEqual({ term: 'Банкте бар, бірақ берілмейді', lines: ['ЖСН'] })
    expect(kk(recipient({})).facts).toContainEqual({ term: 'Банкте жоқ', lines: ['Өнімділік'] })
  })

  it('says why nothing is received, and what would be', () => {
    const off = kk(recipient({ state: 'off', grounds: [ground({ state: 'withdrawn', since })] }))
    expect(off).toMatchObject({
      receives: false,
      state: 'Тоқтатылды',
      sentence: 'Келісім қосулы болса, журналдардың көшірмесін сақтайды.',
      grounds: [{ key: 'withdrawn', date: '2021\u00a0жылғы 14\u00a0наурызда' }],
    })
    expect(off.facts.map(({ term }) => term)).toContain('Шетелге берілсе, негізі')
  })

  it('says every ground it has, each with its purpose, and of those that ended rather than those never given', () => {
    const marketing = {
      ...ground({ state: 'on', since }),
      purpose: { id: 'marketing', title: 'Маркетинг', clause: 'жарнама үшін' },
    }
    expect(kk(recipient({ grounds: [ground(null), marketing] })).grounds).toMatchObject([
      { key: 'contract', purpose: 'Мақсаты: Ақауды түзету.', consent: null },
      { key: 'on', purpose: 'Мақсаты: Маркетинг.', consent: 'storage-abroad' },
    ])
    const never = ground({ state: 'never', since: null })
    const ended = ground({ state: 'expired', since })
    expect(kk(recipient({ state: 'off', grounds: [never, ended] })).state).toBe('Келісім мерзімі бітті')
    expect(kk(recipient({ state: 'off', grounds: [never] })).state).toBe('Келісім берілмеген')
  })

  it('names the country at home, and only that it is abroad where there are several', () => {
    const home = { code: 'KZ', name: 'Қазақстан', abroad: false, adequate: true }
    const china = { code: 'CN', name: 'Қытай', abroad: true, adequate: false }
    const never = { thisYear: 0, last: null }
    expect(kk(recipient({ countries: [home], disclosed: never }))).toMatchObject({
      abroad: null,
      told: 'Қазақстан. Әлі бірде-бір рет берілген жоқ.',
      toldLabel: null,
    })
    expect(kk(recipient({ countries: [china, ...recipient({}).countries] })).abroad).toBe('Шетел')
    const old = { thisYear: 0, last: since }
    expect(kk(recipient({ countries: [home], disclosed: old })).told).toBe(
      'Қазақстан. 2026 жылы берілген жоқ, соңғысы 2021\u00a0жылғы 14\u00a0наурызда.',
    )
  })

  it.each(locales)('has a sentence for every state of a recipient and of a consent in %s', (locale) => {
    const say = translator(locale, 'recipients')
    for (const recipientState of ['receives', 'off', 'nothing-held', 'gives-only', 'would-give'] as const)
      for (const state of ['on', 'withdrawn', 'expired', 'never'] as const) {
        if (recipientState === 'off' && state === 'on') continue
        const view = recipient({ state: recipientState, grounds: [ground({ state, since }), ground(null)] })
        const described = describeRecipient(locale, view, now, true)
        expect(JSON.stringify(described)).not.toMatch(/recipients\.|row\.|undefined/)
        for (const { key } of described.grounds) expect(say.has(`row.ground.${key}`)).toBe(true)
      }
  })
})

describe('a list of titles', () => {
  it('keeps the first capital and abbreviations, and parts titles that have commas by semicolons', () => {
    expect(listed(['Ұялы телефон нөмірі', 'ЖСН', 'Мекенжай'])).toBe('Ұялы телефон нөмірі, ЖСН, мекенжай')
    expect(listed(['ЖСН', 'Тегі, аты'])).toBe('ЖСН; тегі, аты')
    expect(listed([])).toBe('')
  })
})

describe('the flow in words', () => {
  const flow: Flow = {
    sources: [{ id: 'given', title: 'Өзіңіз', count: 2 }],
    purposes: [{ id: 'marketing', title: 'Маркетинг' }],
    recipients: [
      { id: 'agency', title: 'Агенттік', short: 'жарнама', stopped: true, abroad: [] },
      { id: 'cloud', title: 'Қойма', short: 'көшірме', stopped: false, abroad: ['Германия'] },
    ],
    kept: true,
    paths: [
      { recipient: null, stopped: false, consent: null, fields: ['iin'] },
      { recipient: 'agency', stopped: true, consent: 'sms', fields: ['phone'] },
      { recipient: 'cloud', stopped: false, consent: null, fields: ['phone', 'iin'] },
    ].map((path) => ({
      source: 'given',
      purpose: 'marketing',
      basis: path.consent ? 'consent' : 'contract',
      ...path,
    })),
    titles: {
      fields: { phone: 'Телефон', iin: 'ЖСН' },
      bases: { contract: 'Шарт', law: 'Заңнама', consent: 'Келісіміңіз' },
      consents: { sms: 'SMS жарнамасы' },
    },
  }
  const described = (hot: string | null) => describeFlow('kk', flow, 'bank', hot)

  it('marks what is off and what is abroad, and ends in the bank', () => {
    expect(described(null).recipients).toEqual([
      { id: 'agency', title: 'Агенттік', sub: 'жарнама · өшірулі', state: 'stopped', abroad: false },
      { id: 'cloud', title: 'Қойма', sub: 'көшірме · Германия', state: 'flows', abroad: true },
      { id: 'bank', title: 'Ешкімге берілмейді', sub: 'банкте қалады', state: 'kept', abroad: false },
    ])
  })

  it('says the same as a table, by recipient', () => {
    expect(described(null).paths.map(({ recipient: to, data, basis }) => [to, data, basis])).toEqual([
      ['Агенттік', 'Телефон', 'Келісіміңіз: «SMS жарнамасы», өшірулі'],
      ['Қойма, Германия', 'Телефон, ЖСН', 'Шарт'],
      ['Ешкімге берілмейді', 'ЖСН', 'Шарт'],
    ])
  })

  it('names whose path is green, also where it is stopped', () => {
    expect(described('cloud').followed).toBe('Жасыл сызық: Қойма. Алатыны: телефон, ЖСН.')
    expect(described('agency').followed).toContain('Келісім қосулы болса, алатыны: телефон.')
    expect(described(null).followed).toBeNull()
  })
})

describe('what was passed on', () => {
  const view = (given: Partial<DisclosuresView>): DisclosuresView => ({
    filter: { recipient: null, basis: null, period: 'days-90' },
    total: 2000,
    disclosures: [],
    continued: false,
    next: null,
    choices: { recipients: [], bases: [] },
    ...given,
  })
  const described = (given: Partial<DisclosuresView>) => describeDisclosures('kk', view(given), now)

  const named = (title: string | null) => ({ id: 'code', title })

  it('names what no policy has a name for by its id, and says so', () => {
    const row = {
      ...{ id: '1', at: now, recipient: { id: 'gone', title: null, abroad: [] } },
      ...{ to: null, unnamed: false },
      ...{ fields: [named(null)], purpose: named(null), basis: named('Шарт') },
    }
    expect(described({ disclosures: [row] }).rows).toMatchObject([
      { recipient: '«gone» (саясатта атауы жоқ)', what: '«code» (саясатта атауы жоқ)' },
    ])
  })

  it('tells when in Almaty, to whom, what and why', () => {
    const row = {
      id: '1',
      at: new Date('2026-11-01T19:30:00Z'),
      recipient: { id: 'x', title: 'Қойма', abroad: ['Германия'] },
      to: null,
      unnamed: false,
      fields: [named('Тегі, аты'), named('Мекенжай')],
      purpose: named('Қызмет'),
      basis: named('Шарт'),
    }
    expect(described({ disclosures: [row] }).rows).toEqual([
      {
        id: '1',
        iso: '2026-11-01T19:30:00.000Z',
        date: '2\u00a0қараша',
        time: '00:30',
        recipient: 'Қойма',
        recipientId: 'x',
        exact: null,
        abroad: 'Германия',
        what: 'Тегі, аты; мекенжай',
        why: 'Қызмет, негізі: шарт',
        askLabel: 'Ақпарат сұрату: Қойма, 2\u00a0қараша',
      },
    ])
  })

  it('says why the list is empty', () => {
    const empty = (filter: DisclosuresView['filter']) => described({ filter }).empty
    expect(empty({ recipient: null, basis: null, period: 'days-90' })).toContain('90\u00a0күнде')
    expect(empty({ recipient: null, basis: null, period: 'all' })).toContain('әлі ешкімге')
    expect(empty({ recipient: 'x', basis: null, period: 'all' })).toContain('шарттарға сай')
  })
})
