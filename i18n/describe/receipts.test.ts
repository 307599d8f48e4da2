import { describe, expect, it } from 'vitest'
import type { ReceiptView } from '#domain/consents/schema.ts'
import { locales } from '#policy/locale.ts'
import { describeReceipt } from './receipts.ts'

const receipt: ReceiptView = {
  ...{ id: 'id', outcome: 'withdrawn', at: new Date('2026-11-20T07:00:00Z'), expiresAt: null },
  ...{ channel: 'portal', locale: 'kk', policyVersion: 5, confirmed: false, despiteSignal: false },
  ...{
    evidence: null,
    consent: 'marketing-sms',
    title: 'SMS',
    allows: 'SMS',
    wouldAllow: null,
    shown: null,
    purpose: 'SMS',
  },
  ...{ fields: [], recipients: [], confirmation: null, policyHash: 'abc', subject: null },
  operator: { name: 'Банк', bin: '0', address: 'Алматы', phones: ['1'], assumedBin: false },
}
const terms = (one: ReceiptView) =>
  describeReceipt('en', one).parts.flatMap(({ facts }) => facts.map(({ term, text }) => `${term}: ${text}`))

describe('a receipt in words', () => {
  it('does not say of an end by the policy that the customer withdrew, nor in which language they read', () => {
    const ended = { ...receipt, channel: 'policy' } as const
    expect(describeReceipt('en', receipt).lede).toBe('Consent withdrawn: SMS')
    expect(describeReceipt('en', ended).lede).toBe('Consent ended by a change of policy: SMS')
    expect(terms(ended)).toContain('Version that ended it: Version 5, SHA-256:')
    expect(terms(ended).some((one) => one.startsWith('Language'))).toBe(false)
    expect(describeReceipt('en', ended).parts[2]?.note).toBe('By the policy of the day on which it was given')
    for (const locale of locales)
      expect(JSON.stringify(describeReceipt(locale, ended))).not.toMatch(/consents\.|undefined/)
  })
  it('quotes a text that has quotation marks of its own with others around it', () => {
    const named = { ...receipt, allows: '«Ай» ЖШС SMS жібереді.' }
    const quote = (locale: 'kk' | 'en') => describeReceipt(locale, named).parts[2]?.facts[0]?.text
    expect(quote('kk')).toBe('«„Ай“ ЖШС SMS жібереді.»')
    expect(quote('en')).toBe('“«Ай» ЖШС SMS жібереді.”')
  })
})
