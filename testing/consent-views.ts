import type { ConsentView, DecisionView } from '#domain/consents/schema.ts'

/** The moment at which the views below are read. */
export const viewedAt = new Date('2026-11-20T07:00:00Z')
/** A decision of an invented customer. */
export const decision = (given: Partial<DecisionView>): DecisionView => ({
  id: 'id',
  outcome: 'given',
  at: viewedAt,
  expiresAt: null,
  channel: 'portal',
  locale: 'kk',
  policyVersion: 3,
  confirmed: false,
  despiteSignal: false,
  evidence: null,
  ...given,
})
/** An invented consent on which nothing was decided. */
export const consent = (given: Partial<ConsentView>): ConsentView => ({
  id: 'marketing-sms',
  group: 'marketing',
  title: 'SMS арқылы жарнама',
  short: 'SMS жарнамасы',
  allows: 'Банк SMS жібереді.',
  wouldAllow: 'Банк SMS жіберер еді.',
  whileOff: 'Нөмір пайдаланылмайды.',
  purpose: 'Жарнама және ұсыныстар',
  fields: ['Ұялы телефон нөмірі', 'ЖСН'],
  restricted: [],
  recipients: [],
  senders: [],
  stops: ['SMS', 'қоңырау', 'хат'],
  keeps: [],
  confirmation: null,
  wouldExpireAt: new Date('2029-11-20T07:00:00Z'),
  lockable: false,
  state: 'none',
  history: [],
  progress: null,
  locks: [],
  gpc: null,
  marketing: true,
  widened: null,
  ...given,
})
