import { z } from 'zod'
import type { PauseReason } from '#db/schema/case-codes.ts'
import { outcomes } from '#db/schema/case-outcomes.ts'
import { refusalReasons } from '#policy/refusal-reasons.ts'
import { type RequestKind, type RightKind, type requestGroups, requestKinds } from '#policy/request-kinds.ts'
import type { Clock, ClockStart } from '#policy/schema.ts'
import { requestBankKinds } from '../cases/rules.ts'
import {
  type About,
  about,
  attachments,
  bankText,
  type CaseSummary,
  caseId,
  type Extension,
  lastStep,
  pauseReason,
  requestKey,
  type StepView,
  type TraceView,
  type WritingLimits,
  writtenText,
} from '../cases/schema.ts'
import type { DeletionPlanView } from '../deletion-plans/schema.ts'
import type { OperatorView } from '../policies/operator.ts'
import type { ChangeView, TaskView } from '../tasks/schema.ts'

/** The kinds that must say something in words. */
export const wordedKinds: readonly RequestKind[] = ['correction', 'policy-objection']
/** The kinds that must name a kind of data. */
export const fieldKinds: readonly RequestKind[] = ['correction']
/** The kinds that must bring a document. */
export const documentedKinds: readonly RequestKind[] = ['correction']
/** The kinds for which the customer confirms with a code that it is them. */
export const confirmedKinds: readonly RequestKind[] = ['restriction', 'deletion']

export type { RequestKind }

export const requestKind = z.enum(requestKinds, 'request.kind-unknown')
const text = z.preprocess((given) => given || undefined, writtenText('request.text-empty').optional())

export const fileRequestInput = z.object({
  kind: requestKind,
  about: about.optional(),
  text,
  attachments,
  requestKey,
  /** Of a deletion, the digest of the plan that was shown. */
  planDigest: z.string('deletion.plan-changed').max(64, 'deletion.plan-changed').optional(),
})
export const prepareRequestInput = z.object({
  kind: requestKind,
  about: about.optional().catch(undefined),
  /** A disclosure of which the text begins to speak. */
  disclosure: z.uuid().optional().catch(undefined),
})
export const showRequestInput = z.object({ caseId })
export const writeRequestInput = z.object({
  caseId,
  text: writtenText('complaint.text-empty'),
  attachments,
  lastStep,
})
/** What the bank did of a part of the request, or of all of it. */
const outcome = z
  .object({
    field: z.string('request.field-unknown').max(64, 'request.field-unknown').nullable().default(null),
    outcome: z.enum(outcomes, 'request.outcome-unknown'),
    reason: z.enum(refusalReasons, 'request.reason-unknown').nullable().default(null),
  })
  .refine(({ outcome, reason }) => (outcome === 'refused') === (reason !== null), {
    path: ['reason'],
    message: 'request.reason-missing',
  })
export const moveRequestInput = z.object({
  caseId,
  kind: z.enum(requestBankKinds, 'request.kind-unknown'),
  text: bankText.optional(),
  pauseReason: pauseReason.optional(),
  outcomes: z.array(outcome).max(50, 'request.outcome-unknown').default([]),
  lastStep,
})
export type Outcome = z.output<typeof outcome>
export const withdrawRequestInput = z.object({ caseId, lastStep })

/** A right that can be asked for, in the reader's language. */
export interface RightView<Kind extends RightKind = RightKind> {
  kind: Kind
  group: (typeof requestGroups)[number]
  wish: string
  happens: string
  title: string
  citation: string
  /** Whether the customer confirms with a code that it is them. */
  needsCode: boolean
  clock: Pick<Clock, 'amount' | 'unit'> & {
    starts: ClockStart | null
    /** Whether the figure is the bank's own, because no act gives one. */
    own: boolean
    /** Where the figure comes from, when it was not read in the law itself. */
    source: string | null
  }
}

export interface RequestSummary extends CaseSummary {
  kind: RequestKind
  changedAt: Date
  /** Why the clock stands still, and until when at most, as ISO date. */
  pause: { reason: PauseReason; until: string } | null
}

/** A request in the list, with what the bank asks the customer; null while it waits for no answer of theirs. */
export interface ListedRequest extends RequestSummary {
  question: string | null
}

/** The start page: what can be asked for, and what was. */
export interface RequestsView {
  /** The wishes under which the rights stand, in their order. */
  groups: typeof requestGroups
  rights: RightView[]
  /** Open ones by their last day, then the rest, newest change first. */
  requests: RequestSummary[]
  /** Whether the reader may ask for anything. */
  live: boolean
}

/** What of the policy can be refused, and what cannot, in the reader's language. */
export interface ObjectionView {
  /** The consents, with the functions of the app that stop and those that go on. */
  refusable: { consent: string; title: string; stops: string[]; keeps: string[] }[]
  /** The legal basis by its name, and why it leaves no choice. */
  unrefusable: { id: string; title: string; reason: string; basis: string }[]
}

/** The view of the form for a new request. */
export interface RequestFormView {
  right: RightView<RequestKind>
  /** What it can be about, with the names in the reader's language; none of a deletion, which says so beforehand. */
  choices: (About & { title: string })[]
  about: About | null
  /** The disclosure that it is about, with the names of what was given; null where there is none. */
  disclosure: { at: Date; fields: string[] } | null
  /** An open request of the same kind, to which the page leads first. */
  open: Pick<RequestSummary, 'id' | 'reference'> | null
  /** What a deletion would do to each kind of data held; null of other kinds. */
  plan: DeletionPlanView | null
  /** The last day for the answer to a request filed now, as ISO date; null where it is not known. */
  dueOn: string | null
  needs: { text: boolean; field: boolean; document: boolean; code: boolean }
  /** For an objection to the policy, what it can come to; null for other kinds. */
  objection: ObjectionView | null
  limits: WritingLimits
}

/** What came of a part of a request, in the reader's language. */
export interface OutcomeView {
  /** The step that says so. */
  step: number
  /** Null for all of it. */
  field: { id: string; title: string | null } | null
  outcome: Outcome['outcome']
  reason: { title: string; citation: string } | null
}

export interface RequestView extends Omit<RequestSummary, 'changedAt'> {
  type: 'request'
  right: RightView
  about: (About & { title: string | null }) | null
  steps: StepView[]
  outcomes: OutcomeView[]
  /** The bank's systems that it was sent to, each with what it has answered. */
  tasks: TaskView[]
  /** The number of the certificate that a deletion ended with. */
  certificate: string | null
  /** The values that it has changed; the desk sees none. */
  changes: ChangeView[]
  lastStep: number
  trace: TraceView | null
  live: boolean
  extension: Extension | null
  can: { write: boolean; withdraw: boolean; complain: boolean }
  operator: OperatorView
  limits: WritingLimits
}
