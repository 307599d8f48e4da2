import { describe, expect, it } from 'vitest'
import type { CertificateView } from '#domain/deletions/schema.ts'
import { locales } from '#policy/locale.ts'
import { translator } from '../translator.ts'
import { describeDeletionPlan, together } from './deletion-plans.ts'
import { describeCertificate, describeDeletionAnswer } from './deletions.ts'

const law = { title: 'LAW', citation: 'ART', purposes: ['A', 'B'] }
const kept = (field: string, more: object = {}) => ({
  ...{ field, title: field.toUpperCase(), fate: 'kept' as const, quantity: null, grounds: [law] },
  ...{ until: '2027-11-20', retention: null, consent: null },
  ...more,
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
    expect(words.kept[1]?.until).toBe('Kept on.')
    expect(together([])).toEqual([])
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

  it('lists on the certificate each kind of data by its fate, and leaves out the fates that none has', () => {
    const systems = [
      { system: 'CORE', outcome: 'done' as const, at: new Date('2026-11-12T05:04:00Z') },
      { system: 'STORE', outcome: 'not-held' as const, at: new Date('2026-11-12T21:10:00Z') },
    ]
    const view: CertificateView = {
      ...{ caseId: '1', reference: 'ЖК-2026-00019', at: new Date('2026-11-14T06:20:00Z') },
      person: { name: 'Гүлсім', iinEnding: '0025' },
      request: {
        reference: 'С-2026-00063',
        subject: 'X',
        receivedAt: new Date('2026-11-02T06:20:00Z'),
        dueOn: null,
      },
      lines: [
        { ...kept('a'), fate: 'kept', systems: [] },
        { ...kept('b'), fate: 'erased', grounds: [], until: null, quantity: 186, systems },
      ],
      ...{ backups: { text: 'BACKUPS', until: '2026-12-19' }, anonymised: 'MEANS', remains: ['log'] },
      operator: { name: 'BANK', address: '', email: '', phones: [], urgentPhone: '' },
    }
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
