import { z } from 'zod'
import { decisionChannels, decisionOutcomes, systemChannels } from '#db/schema/consents.ts'
import { type Locale, locales } from '#policy/locale.ts'
import { evidenceNumber } from '../evidence-number.ts'
import type { Mentioned } from '../policies/schema.ts'

export { decisionChannels, decisionOutcomes }
export type DecisionChannel = (typeof decisionChannels)[number]
export type DecisionOutcome = (typeof decisionOutcomes)[number]

export const decideInput = z.object({
  consent: z.string('consent.unknown').describe('The id of the consent in the policy.'),
  outcome: z
    .enum(['given', 'withdrawn'], 'consent.outcome')
    .describe('`withdrawn` is any no: where no yes is in force it is kept as a refusal.'),
  previousId: z
    .uuid('consent.previous')
    .nullable()
    .describe('The decision the caller saw as the latest; null when they saw none.'),
  confirmed: z
    .boolean('consent.outcome')
    .default(false)
    .describe(
      'Whether the customer confirmed what the consent says about other people’s data, where it asks for that.',
    ),
  policyVersion: z
    .int('consent.policy-version')
    .positive('consent.policy-version')
    .optional()
    .describe('The policy version whose text the customer read; without it, the one in force.'),
})
export const systemDecideInput = z.strictObject({
  ...decideInput.shape,
  channel: z.enum(systemChannels, 'consent.channel').describe('Where the customer decided.'),
  locale: z.enum(locales, 'locale.unknown').describe('The language the customer read.'),
  evidence: evidenceNumber('consent.evidence')
    .nullable()
    .default(null)
    .describe('The number of the form or recording that proves the decision. Nothing personal.'),
})
/** A malformed id is treated as one that does not exist. */
export const showReceiptInput = z.object({ id: z.uuid().nullable().catch(null) })

/**
 * The state of a consent: the outcome of its latest decision, `none` without one, `expired` once a yes has run out,
 * `outgrown` when a yes does not cover what the policy has added since, until the customer answers again.
 */
export type ConsentState = 'none' | 'expired' | 'outgrown' | DecisionOutcome

/** What a consent allows, in the reader's language. */
export interface ExtentView {
  purpose: string
  fields: string[]
  recipients: { name: string; countries: string[] }[]
}

/** A yes that the policy has outgrown: the customer is asked again, and sees both extents. */
export interface WidenedView {
  /** When the customer said yes. */
  agreedAt: Date
  /** What the customer agreed to; null where the version of that day does not have the consent. */
  agreed: ExtentView | null
  /** What the policy has added. Of recipients that were there before, only their new countries. */
  added: {
    purposes: string[]
    fields: string[]
    recipients: { name: string; countries: string[] }[]
    countries: { name: string; countries: string[] }[]
  }
}

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
  /** Given although the browser sent `Sec-GPC: 1`. */
  despiteSignal: boolean
  /** The number of the form or recording that proves it, if a system gave one. */
  evidence: string | null
}

/** How far a decision has come with a system: due, sent, applied, applied after its time, or late. */
export type DeliveryState = 'due' | 'sent' | 'applied' | 'applied-late' | 'late'

/** A decision on its way to one subscription of a system. */
export interface Delivery {
  /** The system's name. */
  system: string
  /** When the system accepted it; null until then. */
  sentAt: Date | null
  /** When the system confirmed that it applies it; null until then. */
  confirmedAt: Date | null
  /** Until when the system must confirm; null when there is nothing to apply. */
  confirmBy: Date | null
}

/** A decision on its way to one system, with the state of that. */
export interface DeliveryView extends Delivery {
  state: DeliveryState
}

/** The delivery progress of a decision: how far it has come with each system. */
export interface DeliveryProgress {
  /** Those that have applied it first, those that are late or still to come last. */
  deliveries: DeliveryView[]
  /** Of a decision that was sent to no system: whether the first that is told of such was connected before it or after. */
  connection?: 'before' | 'after'
  /** Whether the decision is so recent that deliveries may still be added. */
  underway: boolean
  /** Seconds until the page should ask again; null once nothing more is expected. */
  againIn: number | null
}

/** How far the latest decision on a consent has come. */
export interface DecisionProgress {
  consent: string
  decision: DecisionView
  progress: DeliveryProgress
}

/** A contract that must be fulfilled first. `reason` has the placeholders `{contract}` and `{date}`. */
export interface Lock {
  contract: string
  openedOn: string
  reason: string
}

/** One that receives data by a consent. */
export interface ConsentRecipient {
  id: string
  name: string
  /** The names of its countries. */
  countries: string[]
}

export interface ConsentView {
  id: string
  group: string
  title: string
  short: string
  allows: string
  /** The same in the conditional, for while it is not in force. */
  wouldAllow: string
  whileOff: string
  purpose: string
  /** The titles of the fields it allows. */
  fields: string[]
  /** The titles of those whose use is restricted: while there are any, a yes permits nothing. */
  restricted: string[]
  /** Those that receive data by it. */
  recipients: ConsentRecipient[]
  /** The names of those that only send data to the bank by it. */
  senders: string[]
  stops: string[]
  keeps: string[]
  /** What the customer must confirm about other people's data when giving the consent. */
  confirmation: string | null
  /** When a yes given now would run out. */
  wouldExpireAt: Date
  /** Whether an obligation could forbid withdrawing it. */
  lockable: boolean
  state: ConsentState
  /** Every decision, newest first. */
  history: DecisionView[]
  /** The delivery progress of the latest decision; null before the first. */
  progress: DeliveryProgress | null
  /** The open obligations that forbid withdrawing it, oldest first. */
  locks: Lock[]
  /** What `Sec-GPC: 1` of this browser does to it; null for a consent that GPC is not about. */
  gpc: 'honoured' | 'outweighed' | null
  /** Whether it is for marketing, and goes off with all advertising. */
  marketing: boolean
  /** Set while the customer is asked again, because the policy has added to what they agreed to. */
  widened: WidenedView | null
}

export interface ConsentGroupView {
  id: string
  title: string
  description: string
  consents: ConsentView[]
}

/** A consent that today's policy does not have, by its name of the latest decision. It allows nothing any more. */
export interface FormerConsent extends Mentioned {
  /** Every decision, newest first. */
  history: DecisionView[]
}

export interface ConsentsView {
  locale: Locale
  /** When it was read. */
  at: Date
  groups: ConsentGroupView[]
  /** The one decided on last first. */
  former: FormerConsent[]
  /** The uses of data that need no consent. */
  unrefusable: { id: string; title: string; reason: string; basis: string }[]
  /** Whether this browser sends `Sec-GPC: 1`. */
  gpc: boolean
  /** The policy version whose texts these are; null while it is not published. */
  policyVersion: number | null
  /** Whether the switches can be used here. */
  live: boolean
}

/** The receipt of a decision, with the items of Law 94-V, art. 8(4), under the policy version of its time. */
export interface ReceiptView extends DecisionView {
  consent: string
  title: string
  allows: string
  /** The same in the conditional; null when the version of its time has no such text. */
  wouldAllow: string | null
  /** The text as it was shown, when that was in another language than the reader's now. */
  shown: { lang: Locale; text: string } | null
  purpose: string
  fields: string[]
  /** Those that receive data by it; `abroad` marks those outside Kazakhstan. */
  recipients: { name: string; countries: string[]; abroad: boolean }[]
  confirmation: string | null
  policyHash: string
  /** The customer's full name; null when the bank sent none. */
  subject: string | null
  operator: { name: string; bin: string; address: string; phones: string[]; assumedBin: boolean }
}
