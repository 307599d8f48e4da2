import { z } from 'zod'
import type { CaseType } from '#db/schema/case-codes.ts'
import type { ContactKind } from '#db/schema/contacts.ts'
import {
  type LookPage,
  lookEscalations,
  lookKinds,
  lookOutcomes,
  lookPages,
  lookReasons,
  type lookStepKinds,
  lookVerdicts,
} from '#db/schema/looks.ts'
import type { StaffRole } from '#db/schema/staff.ts'
import type { Locale } from '#policy/locale.ts'
import { writtenText } from '../cases/schema.ts'
import { finished } from '../finished.ts'
import type { SpokenWords } from './spoken-words.ts'

export { type LookPage, lookEscalations, lookKinds, lookOutcomes, lookPages, lookReasons, lookVerdicts }
export type LookReason = (typeof lookReasons)[number]
/** How long a look may be asked for, in minutes. */
export const lookMinutes = [15, 30] as const
export const shortestReason = 10
const longestReason = 500

export type { SpokenWords }
export type LookKind = (typeof lookKinds)[number]
export type LookVerdict = (typeof lookVerdicts)[number]
export type LookEscalation = (typeof lookEscalations)[number]
export type LookOutcome = (typeof lookOutcomes)[number]

/** The customer reads it word for word. */
const reasonText = finished(
  z
    .string('look.text-short')
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .refine((text) => [...text].length >= shortestReason, 'look.text-short')
    .refine((text) => [...text].length <= longestReason, 'look.text-long'),
)
const lookId = z.uuid('look.unknown')

export const findCustomerInput = z.object({ query: z.string('search.shape').trim().max(40, 'search.shape') })
export const atSearchInput = z.object({ searchId: z.uuid('measure.unknown') })
export const prepareLookInput = z.object({
  reference: z.string('look.complaint').trim().max(40, 'look.complaint'),
})
export const askForLookInput = z.object({
  reference: z.string('look.complaint').trim().max(40, 'look.complaint'),
  kind: z.enum(lookKinds, 'look.kind'),
  reason: z.enum(lookReasons, 'look.reason'),
  text: reasonText,
  pages: z
    .array(z.enum(lookPages, 'look.pages'), 'look.pages')
    .min(1, 'look.pages')
    .transform((pages) => lookPages.filter((page) => pages.includes(page))),
  minutes: z.coerce.number('look.minutes').pipe(z.literal([...lookMinutes], 'look.minutes')),
})
export const lookInput = z.object({ lookId })
export const acknowledgeLookInput = z.object({
  lookId,
  /** How many steps the customer was shown; what has come after them is not taken note of. */
  seen: z.coerce.number('look.unknown').int('look.unknown').optional(),
})
/** What an officer writes to the customer. */
const findingText = finished(writtenText('look.review-empty'))
export const reviewLookInput = z.object({
  lookId,
  verdict: z.enum(lookVerdicts, 'look.verdict'),
  text: findingText,
  /** An empty value, as a form sends it, means none. */
  escalation: z.preprocess(
    (value) => (value === '' || value === null ? undefined : value),
    z.enum(lookEscalations, 'look.escalation').optional(),
  ),
})
export const settleEscalationInput = z.object({
  lookId,
  outcome: z.enum(lookOutcomes, 'look.outcome'),
  text: findingText,
})
export const answerLookInput = z.object({ lookId, answer: z.enum(['grant', 'refuse'], 'look.answer') })
export const openPageInput = z.object({ lookId, page: z.enum(lookPages, 'look.pages') })
export const revealForLookInput = z.object({ lookId, field: z.string().max(64), reason: reasonText })

export const lookStates = [
  'waiting',
  'granted',
  'running',
  'refused',
  'withdrawn',
  'expired',
  'ended',
] as const
/** The state of a look: waiting for an answer, granted but not begun, running, or over in one of four ways. */
export type LookState = (typeof lookStates)[number]
export type LookStepKind = (typeof lookStepKinds)[number]
/**
 * The side that took a step: the customer, the agent who looks, another member of staff, the clock, or a block of the
 * customer's sign-in.
 */
export type LookSide = 'customer' | 'looker' | 'senior' | 'clock' | 'block'

export interface LookStepView {
  kind: LookStepKind
  at: Date
  side: LookSide
  /** The staff code, when a member of staff acted. */
  staff: string | null
  /** What a review has found and where it has sent the look on. */
  verdict?: LookVerdict | null
  escalation?: LookEscalation | null
  /** How the escalation ended. */
  outcome?: LookOutcome | null
  /** What the customer reads of the review or of that end, and in which language. */
  said?: { text: string; locale: Locale } | null
}

/** The view of a look that both sides have. */
export interface LookView {
  id: string
  kind: LookKind
  state: LookState
  staffId: string
  staffRole: StaffRole
  reason: LookReason
  text: string
  /** What it is about: a complaint, a request, or a contact. One of them. */
  complaint: { id: string; reference: string } | null
  request: { id: string; reference: string } | null
  contact: { id: string; reference: string; kind: ContactKind } | null
  pages: LookPage[]
  minutes: number
  askedAt: Date
  /** The time limit of the state: for the answer, the beginning or the end. Null when the look is over. */
  until: Date | null
  steps: LookStepView[]
  /** Who granted it: the customer, or two supervisors or officers; null when nobody did. */
  allowedBy: 'customer' | 'seniors' | null
}

/** One page or value that was opened in a look, or tried. */
export interface LookOpening {
  at: Date
  /** A page, or a value with the field's title in the reader's language and the reason; null where it was refused. */
  what: { page: LookPage; refused: boolean } | { field: string; title: string | null; reason: string | null }
}

/** The customer's view of a look. */
export interface OwnLookView extends LookView {
  openings: LookOpening[]
  /** The two words the caller must say; null once nothing is to be answered. */
  words: SpokenWords | null
  /** Which controls are live. */
  can: { answer: boolean; end: boolean; acknowledge: boolean }
}

/** An open look, for the notice on every page of the customer. */
export interface LookNoticeView
  extends Pick<LookView, 'id' | 'kind' | 'state' | 'staffId' | 'staffRole' | 'minutes' | 'allowedBy'> {
  until: Date
}

/** The staff's view of a look. */
export interface DeskLookView extends LookView {
  /** The customer's name, masked. */
  customer: string
  mine: boolean
  /** The pages and values opened, for the review; empty in lists. */
  openings: LookOpening[]
  /** The two words to say to the customer; null for others than the agent, and once nothing is to be answered. */
  words: SpokenWords | null
  /** Whether the agent must sign in again before it can begin. */
  needsSignIn: boolean
  /** The language in which the customer reads. */
  customerLocale: Locale
  /** Until when a review is owed; null where none is. */
  reviewBy: Date | null
  can: { start: boolean; approve: boolean; end: boolean; review: boolean; settle: boolean }
}

/** A running look, for the band over the page. */
export interface RunningLook
  extends Pick<
    LookView,
    'id' | 'kind' | 'state' | 'text' | 'reason' | 'pages' | 'complaint' | 'request' | 'contact' | 'steps'
  > {
  page: LookPage
  /** The customer's name, masked; null when the bank holds none. */
  customer: string | null
  /** How it was granted: by the customer, or by two supervisors or officers. */
  allowedBy: 'customer' | 'seniors'
  allowedAt: Date
  until: Date
}

/** A customer who was found, with only what is needed to recognise them. */
export interface FoundCustomer {
  /** The search that found them. */
  search: string
  /** Masked; null when the bank holds no name. */
  name: string | null
  /** The open complaints a look can be asked for. */
  complaints: { reference: string; receivedAt: Date; dueOn: string | null }[]
  /** The open contacts a look can be asked for. */
  contacts: { reference: string; kind: ContactKind; openUntil: Date }[]
}
export interface FoundView {
  found: FoundCustomer | null
  /** Several customers have the phone that was searched for, so none of them is shown. */
  shared: boolean
}

/** What a look can be about. */
export type GroundType = CaseType | 'contact'

/** The view of the form for a look. */
export interface LookFormView {
  reference: string
  type: GroundType
  customer: string | null
  kinds: readonly LookKind[]
  reasons: readonly LookReason[]
  pages: readonly LookPage[]
  minutes: readonly number[]
}

/** A customer whom a member of staff has just found, as their forms show them. */
export interface SearchedView {
  searchId: string
  /** Masked; null when the bank holds no name. */
  customer: string | null
  /** The customer's language. */
  locale: Locale
}
