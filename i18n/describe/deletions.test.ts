import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CertificateView } from '#domain/deletions/schema.ts'
import { locales } from '#policy/locale.ts'
import { longDate } from '../format.ts'
import { translator } from '../translator.ts'
import { describeDeletionPlan, describeFate, together } from './deletion-plans.ts'
import { describeCertificate, describeDeletionAnswer } from './deletions.ts'

const law = { title: 'LAW', citation: 'ART', purposes: ['A', 'B'] }
const kept = (field: string, more: object = {}) => ({
  ...{ field, title: field.toUpperCase(), fate: 'kept' as const, quantity: null, grounds: [law] },
  ...{ until: '2027-11-20', retention: null, untilReplaced: false, consent: null },
  ...more,
})

type Line = CertificateView['lines'][number]
const certificate = (...lines: (Omit<Line, 'systems' | 'over'> & Partial<Line>)[]): CertificateView => ({
  ...{ caseId: '1', reference: 'ЖК-2026-00019', at: new Date('2026-11-14T06:20:00Z') },
  person: { name: 'Гүлсім', iinEnding: '0025' },
  request: {
    ...{ reference: 'С-2026-00063', subject: 'X', receivedAt: new Date('2026-11-02T06:20:00Z'), dueOn: null },
  },
  lines: lines.map((line) => ({ systems: [], over: false, ...line })),
  ...{ backups: { text: 'BACKUPS', until: '2026-12-19' }, anonymised: 'MEANS', remains: ['log'] },
  operator: { name: 'BANK', address: '', email: '', phones: [], urgentPhone: '' },
})

describe.each(locales)('a deletion in %s', (locale) => {
  it('puts together what is kept for the same reasons until the same day, and leaves the rest apart', () => {
    const fates = [kept('a'), kept('b', { until: null, retention: 'kept on' }), kept('c', { quantity: 3 })]
    const plan = { digest: '', fates, contracts: [], backups: null, anonymised: null, remains: [] }
    const words = describeDeletionPlan(locale, plan)
    expect(words.counts).toEqual({ gone: 0, kept: 3 })
    expect(words.kept.map(({ field }) => field)).toEqual(['a', 'b'])
    expect(words.kept[0]?.title).toMatch(/^A; C, 3/)
    expect(words.kept[0]?.why).toHaveLength(2)
    expect(words.kept[0]?.why[0]).toContain('ART')
    const say = translator(locale, 'deletions.plan')
    expect(words.kept[1]?.until).toBe(say('retention', { clause: 'kept on' }))
    expect(words.kept[0]?.until).toBe(say('until', { date: longDate(locale, '2027-11-20', 'until') }))
    expect(together([])).toEqual([])
  })

  it('gives what a newer value would end no day, and says what stands in the way of that value', () => {
    const one = kept('a', { until: null, retention: 'kept until replaced', untilReplaced: true })
    const said = describeFate(locale, one).until
    expect(said).toBe(translator(locale, 'deletions.plan')('until-replaced'))
    expect(said).not.toContain('kept until replaced')
  })

  it('answers with as many sentences as there are fates, and the number of the certificate', () => {
    const all = describeDeletionAnswer(locale, {
      certificate: 'ЖК-2026-00019',
      erased: 2,
      kept: 5,
      refused: 1,
    })
    expect(all).toContain('№\u00a0ЖК-2026-00019'.slice(locale === 'en' ? 2 : 0))
    for (const count of ['2', '5', '1']) if (locale !== 'en' || count !== '1') expect(all).toContain(count)
    const none = describeDeletionAnswer(locale, { certificate: 'ЖК-1', erased: 0, kept: 0, refused: 0 })
    expect(none).not.toMatch(/ {2}|\{|\d kinds/)
  })

  it('does not answer that a request was carried out of which nothing was erased, nor that all of it was where something stays', () => {
    const say = translator(locale, 'deletions.answer')
    const count = fc.nat({ max: 25 })
    fc.assert(
      fc.property(count, count, count, (erased, kept, refused) => {
        const answer = describeDeletionAnswer(locale, { certificate: 'ЖК-1', erased, kept, refused })
        const begins = {
          all: say('all', { erased }),
          partly: say('partly', { erased }),
          none: say('none'),
          empty: say('empty'),
        }
        const left = kept + refused > 0
        const right = erased > 0 ? (left ? 'partly' : 'all') : left ? 'none' : 'empty'
        for (const [name, begin] of Object.entries(begins))
          expect(answer.startsWith(begin), name).toBe(name === right)
        expect(answer.includes(say('kept', { kept }))).toBe(kept > 0)
        expect(answer.includes(say('refused', { refused }))).toBe(refused > 0)
        expect(answer).not.toMatch(/ {2}|[{}]/)
      }),
    )
  })

  it('says on the certificate and in the log where nothing was erased, and which day has passed', () => {
    const view = certificate(kept('a'), { ...kept('b'), over: true })
    const say = translator(locale, 'deletions.certificate')
    const date = longDate(locale, '2027-11-20', 'until')
    const words = describeCertificate(locale, view)
    expect(words.lists.map(({ heading, fates }) => [heading, fates.map(({ until }) => until)])).toEqual([
      [say('kept'), [say('until', { date })]],
      [say('over'), [say('until-over', { date })]],
    ])
    expect(words.nothing).toEqual([say('nothing-erased')])
    const again = translator(locale, 'deletions.plan')('again-text')
    expect(words.rest.flatMap(({ texts }) => texts)).not.toContain(again)
    const empty = describeCertificate(locale, certificate())
    expect(empty.nothing).toHaveLength(2)
    const erased = { ...kept('c'), fate: 'erased' as const, grounds: [], until: null }
    const gone = describeCertificate(locale, certificate(kept('a'), erased))
    expect(gone.nothing).toEqual([])
    expect(gone.rest.flatMap(({ texts }) => texts)).toContain(again)
    const logged = translator(locale, 'activity.sentence')
    expect(logged('deletion.carried-out', { title: 'X' })).not.toBe(
      logged('deletion.carried-out-none', { title: 'X' }),
    )
  })

  it('lists on the certificate each kind of data by its fate, and leaves out the fates that none has', () => {
    const systems = [
      { system: 'CORE', outcome: 'done' as const, at: new Date('2026-11-12T05:04:00Z') },
      { system: 'STORE', outcome: 'not-held' as const, at: new Date('2026-11-12T21:10:00Z') },
    ]
    const view = certificate(kept('a'), {
      ...{ ...kept('b'), fate: 'erased', grounds: [], until: null, quantity: 186, systems },
    })
    const words = describeCertificate(locale, view)
    const say = translator(locale, 'deletions.certificate')
    expect(words.lists.map(({ heading, mark, fates }) => [heading, mark, fates.length])).toEqual([
      [say('erased'), 'gone', 1],
      [say('kept'), 'held', 1],
    ])
    expect(words.lists[0]?.fates[0]?.count).toContain('186')
    expect(words.lists[0]?.fates[0]?.why).toEqual([
      expect.stringMatching(/^CORE: .*10:04\.$/),
      expect.stringMatching(/^STORE: .*02:10\.$/),
    ])
    expect(words.lists[1]?.fates[0]?.why.join()).not.toContain('CORE')
    expect(words.facts[0]?.text).toMatch(/^Гүлсім, .*0025$/)
    const unknown = describeCertificate(locale, { ...view, person: { name: null, iinEnding: null } })
    expect(unknown.facts[0]?.text).toBe(say('no-name'))
    expect(words.facts[1]?.text).toBe('BANK')
    expect(words.number).toContain('11:20')
    expect(words.rest.flatMap(({ texts }) => texts)).toEqual(
      expect.arrayContaining(['BACKUPS', 'MEANS', say('anonymised-none')]),
    )
  })
})
