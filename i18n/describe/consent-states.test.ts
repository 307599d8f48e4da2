import { describe, expect, it } from 'vitest'
import { consentView, receives } from '#domain/consents/consent-view.ts'
import type { Coverage } from '#domain/consents/coverage.ts'
import type { Decision } from '#domain/consents/decisions.ts'
import type { ConsentState, ReceiptView } from '#domain/consents/schema.ts'
import { type Ctx, noBrowser } from '#domain/context.ts'
import { findPurpose, findRecipient } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { type Locale, locales } from '#policy/locale.ts'
import type { Consent } from '#policy/schema.ts'
import { quoted } from '../format.ts'
import { describeConsent } from './consents.ts'
import { describeReceipt } from './receipts.ts'

// Walks over every consent of the catalogue in every state and language: what is not in force is told in the conditional.

const now = new Date('2026-11-20T07:00:00Z')
const past = new Date('2025-01-31T07:00:00Z')
const { consents } = catalogue().consents
const coverage = { grown: () => null } as unknown as Coverage

/** What makes a sentence conditional; "no system" and the like have none of it. */
const conditional: Record<Locale, RegExp> = {
  kk: /(?<!\p{L})еді(м|ң|ңіз|к)?(?!\p{L})/u,
  ru: /(?<!\p{L})бы(?!\p{L})/u,
  en: /\b(would|could)\b/,
}
const sentences = (text: string) => text.split(/(?<=[.!?])\s+/).filter(Boolean)

function viewIn(state: ConsentState, consent: Consent, locale: Locale) {
  const ctx = { locale, now, actor: { kind: 'worker' }, browser: noBrowser } as Ctx
  const outcome = state === 'none' || state === 'expired' || state === 'outgrown' ? 'given' : state
  const decision: Decision = {
    id: 'id',
    consent: consent.id,
    position: 1,
    previousId: null,
    outcome,
    at: past,
    expiresAt: outcome !== 'given' ? null : state === 'expired' ? new Date('2026-01-01T00:00:00Z') : null,
    channel: 'portal',
    locale,
    policyVersion: 3,
    confirmed: false,
    despiteSignal: false,
    evidence: null,
    outgrown: state === 'outgrown',
  }
  return consentView(ctx, consent, {
    history: state === 'none' ? [] : [decision],
    open: [],
    restricted: new Set(),
    coverage,
  })
}

const off = ['none', 'refused', 'withdrawn', 'expired', 'outgrown'] as const
const cases = locales.flatMap((locale) => consents.map((consent) => ({ locale, id: consent.id, consent })))

describe('a consent that is not in force', () => {
  it.each(cases)('is told in the conditional: $locale $id', ({ locale, consent }) => {
    for (const state of off) {
      const view = viewIn(state, consent, locale)
      expect(view.state).toBe(state)
      const row = describeConsent(locale, view, now)
      for (const sentence of sentences(row.allows)) expect(sentence).toMatch(conditional[locale])
      const said = JSON.stringify(row)
      for (const sentence of sentences(consent.allows[locale])) expect(said).not.toContain(sentence)
      const inForce = describeConsent(locale, viewIn('given', consent, locale), now)
      expect(inForce.allows).toBe(consent.allows[locale])
      const [, ...lines] = row.flow
      for (const { knot, text } of lines)
        if (knot !== 'disc' || view.recipients.length === 0)
          expect(inForce.flow.map((line) => line.text)).not.toContain(text)
    }
  })

  it('a row that is on says what for, until when and to whom, and one that is off says none of it as so', () => {
    for (const { locale, consent } of cases) {
      const on = describeConsent(locale, viewIn('given', consent, locale), now)
      const [use] = viewIn('given', consent, locale).stops
      expect(on.summary).toContain(use)
      for (const state of off) {
        const row = describeConsent(locale, viewIn(state, consent, locale), now)
        expect(row.summary).toContain(consent.whileOff[locale])
        const onlyOn = sentences(on.summary).filter((one) => one !== consent.whileOff[locale])
        for (const sentence of onlyOn) expect(sentences(row.summary)).not.toContain(sentence)
      }
    }
  })
})

describe('a recipient of a consent', () => {
  it('is one that receives data, not one that only sends some to the bank', () => {
    for (const { locale, consent } of cases) {
      const named = consent.recipients.map((id) => findRecipient(catalogue(), id))
      const { recipients, senders } = viewIn('given', consent, locale)
      expect(recipients.map(({ id }) => id)).toEqual(named.filter(receives).map(({ id }) => id))
      expect(senders).toHaveLength(named.length - recipients.length)
    }
  })
})

describe('a receipt', () => {
  const receipt = (consent: Consent, locale: Locale, given: Partial<ReceiptView>): ReceiptView => ({
    id: 'id',
    consent: consent.id,
    outcome: 'withdrawn',
    at: past,
    expiresAt: null,
    channel: 'portal',
    locale,
    policyVersion: 3,
    confirmed: false,
    despiteSignal: false,
    evidence: null,
    title: consent.title[locale],
    allows: consent.allows[locale],
    wouldAllow: consent.wouldAllow?.[locale] ?? null,
    shown: null,
    purpose: findPurpose(catalogue(), consent.purpose).title[locale],
    fields: consent.fields,
    recipients: consent.recipients
      .map((id) => findRecipient(catalogue(), id))
      .map(({ name, countries }) => ({ name: name[locale], countries, abroad: countries[0] !== 'KZ' })),
    confirmation: null,
    policyHash: 'hash',
    subject: null,
    operator: { name: '', bin: '', address: '', phones: ['8-800'], assumedBin: false },
    ...given,
  })
  const texts = (locale: Locale, view: ReceiptView) =>
    describeReceipt(locale, view).parts.flatMap(({ facts }) => facts.map(({ text }) => text))

  it.each(cases)('of a no says nothing as if it were so: $locale $id', ({ locale, consent }) => {
    for (const outcome of ['withdrawn', 'refused'] as const) {
      const no = texts(locale, receipt(consent, locale, { outcome }))
      expect(no).toContain(consent.wouldAllow?.[locale])
      expect(no).not.toContain(consent.allows[locale])
      const yes = receipt(consent, locale, { outcome: 'given' })
      const listed = yes.recipients
        .map(({ name, countries }) => `${name} (${countries.join(', ')})`)
        .join(', ')
      if (listed) {
        expect(texts(locale, yes)).toContain(listed)
        expect(no).not.toContain(listed)
      }
      const old = texts(locale, receipt(consent, locale, { outcome, wouldAllow: null }))
      expect(old).not.toContain(consent.allows[locale])
      expect(old).toContain(quoted(locale, consent.allows[locale]))
    }
  })

  it('a receipt says of the term what became of it', () => {
    const [consent] = consents
    if (!consent) throw new Error('the catalogue has consents')
    const term = (given: Partial<ReceiptView>) => texts('en', receipt(consent, 'en', given))
    expect(term({ outcome: 'withdrawn' })).toContain('Ended by this decision')
    expect(term({ outcome: 'refused' })).toContain('Did not begin: no consent was given')
    expect(term({ outcome: 'given' })).toContain('No end date is set')
  })
})
