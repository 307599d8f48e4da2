import { z } from 'zod'
import { type Locale, locales } from '#policy/locale.ts'

/** Where a system of the bank took a decision. */
const systemChannels = ['app', 'branch', 'phone'] as const
export const decisionChannels = [...systemChannels, 'portal', 'gpc', 'state-service'] as const
export type DecisionChannel = (typeof decisionChannels)[number]

export const decisionOutcomes = ['given', 'refused', 'withdrawn'] as const
export type DecisionOutcome = (typeof decisionOutcomes)[number]

export const decideInput = z.object({
  consent: z.string('consent.unknown'),
  outcome: z.enum(['given', 'withdrawn'], 'consent.outcome'),
  /** The decision the caller saw as the latest; null when they saw none. */
  previousId: z.uuid('consent.previous').nullable(),
  /** What the consent asks about other people's data was confirmed. */
  confirmed: z.boolean('consent.outcome').default(false),
})
export const systemDecideInput = z.strictObject({
  ...decideInput.shape,
  channel: z.enum(systemChannels, 'consent.channel'),
  /** The language the customer read. */
  locale: z.enum(locales, 'locale.unknown'),
  /** What proves the decision where it was taken: a form's or a recording's number. Nothing personal. */
  evidence: z
    .string('consent.evidence')
    .regex(/^[\w.:/#-]{1,100}$/, 'consent.evidence')
    .nullable()
    .default(null),
})
/** Anything a database can hold: what is unknown is an answer. */
const named = /^[ -~\u00a0-\uffff]{1,64}$/
const pair = z.strictObject({
  /** The bank's own reference of the customer. */
  customer: z.string('customer.reference').regex(named, 'customer.reference'),
  consent: z.string('consent.unknown').regex(named, 'consent.unknown'),
})
/** A customer, by the bank's reference, and a consent, asked about together. */
export type Pair = z.output<typeof pair>
export const checkInput = z.strictObject({
  pairs: z.array(pair, 'consent.pairs').min(1, 'consent.pairs').max(1000, 'consent.pairs'),
})
export const checkReasons = [
  'given',
  'never',
  'refused',
  'withdrawn',
  'expired',
  'unknown-customer',
  'unknown-consent',
] as const

/** Whether a system may, and until when it may believe it. */
export interface CheckAnswer extends Pair {
  allowed: boolean
  reason: (typeof checkReasons)[number]
  /** When it became so: when it was decided, or ran out; null where nothing was decided. */
  since: Date | null
  /** The latest decision, which the next one must name; null where there is none. */
  decision: string | null
  /** The policy version it was taken under. */
  policyVersion: number | null
  cacheUntil: Date
}

/** An id that is none is one that nobody has. */
export const showReceiptInput = z.object({ id: z.uuid().nullable().catch(null) })

/** What a consent is now: its latest decision, or that none was taken, or that the given one has run out. */
export type ConsentState = 'none' | 'expired' | DecisionOutcome

export interface DecisionView {
  id: string
  outcome: DecisionOutcome
  at: Date
  /** When a given consent runs out by itself. */
  expiresAt: Date | null
  channel: DecisionChannel
  /** The language the customer read. */
  locale: Locale
  policyVersion: number
  confirmed: boolean
  /** Given although the browser said `Sec-GPC: 1`. */
  despiteSignal: boolean
  /** The number of the form or the recording that proves it, where a system named one. */
  evidence: string | null
}

/** How far a decision has come with a system: not taken yet, taken, obeyed, obeyed after its time, or late. */
export type DeliveryState = 'due' | 'sent' | 'applied' | 'applied-late' | 'late'

/** A decision on its way to one system. */
export interface DeliveryView {
  /** The system's name. */
  system: string
  state: DeliveryState
  /** When the system took it; null until then. */
  sentAt: Date | null
  /** When it said that it obeys; null until then. */
  confirmedAt: Date | null
  /** Until when it must have; null where there is nothing to obey. */
  confirmBy: Date | null
}

/** A decision on its way to the systems that must obey it. */
export interface DeliveryProgress {
  /** Those that obey first; what is late or still to come last. */
  deliveries: DeliveryView[]
  /** Taken so short a time ago that systems may still be added. */
  underway: boolean
  /** Seconds until there may be more to see; null once nothing is expected. */
  againIn: number | null
}

/** How far the latest decision on a consent has come. */
export interface DecisionProgress {
  consent: string
  decision: DecisionView
  progress: DeliveryProgress
}

/** A contract that must be fulfilled first; `reason` has places for `{contract}` and `{date}`. */
export interface Lock {
  contract: string
  openedOn: string
  reason: string
}

export interface ConsentView {
  id: string
  group: string
  title: string
  short: string
  allows: string
  whileOff: string
  purpose: string
  /** Titles of the fields it opens. */
  fields: string[]
  /** Names of who receives them; empty when nobody does. */
  recipients: string[]
  stops: string[]
  keeps: string[]
  /** What the customer must confirm about other people's data when giving it. */
  confirmation: string | null
  /** How long a yes lasts (ISO 8601). */
  validity: string
  state: ConsentState
  /** Every decision, newest first. */
  history: DecisionView[]
  /** The latest decision's way to the bank's systems; null before the first. */
  progress: DeliveryProgress | null
  /** The open obligations that forbid withdrawing it, oldest first. */
  locks: Lock[]
  /** What GPC does to it when this browser sends `Sec-GPC: 1`; null for a consent that GPC is not about. */
  gpc: 'honoured' | 'outweighed' | null
}

export interface ConsentGroupView {
  id: string
  title: string
  description: string
  consents: ConsentView[]
}

export interface ConsentsView {
  locale: Locale
  /** When it was read. */
  at: Date
  groups: ConsentGroupView[]
  /** What is done without asking. */
  unrefusable: { id: string; title: string; reason: string; basis: string }[]
  /** Whether this browser says `Sec-GPC: 1`. */
  gpc: boolean
  /** Whether the switches can be used here. */
  live: boolean
}

/** What is written of a decision, with the items of Law 94-V, art. 8(4), as the policy stood when it was taken. */
export interface ReceiptView extends DecisionView {
  consent: string
  title: string
  allows: string
  /** The text as it was read, when that was in another language than the reader's now. */
  shown: { lang: Locale; text: string } | null
  purpose: string
  fields: string[]
  /** `abroad` tells of those outside Kazakhstan. */
  recipients: { name: string; countries: string[]; abroad: boolean }[]
  confirmation: string | null
  policyHash: string
  /** First name and the surname's initial; null when the bank sent no name. */
  subject: string | null
  operator: { name: string; bin: string; address: string; phones: string[]; assumedBin: boolean }
}
