import { z } from 'zod'
import { type CaseKind, type CaseType, caseTypes, type PauseReason } from '#db/schema/case-codes.ts'
import type { StaffRole } from '#db/schema/staff.ts'
import { type Locale, locales } from '#policy/locale.ts'
import type { RefusalReason } from '#policy/refusal-reasons.ts'
import { type OutgoingKind, outcomeKinds } from '../cases/rules.ts'
import { bankText, caseId, extendCaseInput, lastStep, pauseReason, writtenText } from '../cases/schema.ts'
import type { ComplaintFormView, ComplaintView, outsideChannels } from '../complaints/schema.ts'
import type { Progress } from '../deadlines.ts'
import type { NoticeKind } from '../messages/queue-notice.ts'
import type { RequestView } from '../requests/schema.ts'
import type { BegunOutcome } from '../tasks/begun-outcomes.ts'
import type { Share } from './rules.ts'

/** The states by which the queue can be filtered: all open ones, one of their states, or closed ones. */
export const queueStates = [
  'open',
  'waiting-customer',
  'negotiation',
  'court',
  'answered',
  'closed',
  'all',
] as const
export const queueDues = ['late', 'soon'] as const
export const assignees = ['mine', 'nobody'] as const

/** An empty value, as a form sends it, means "all". */
const orAll = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

export const listQueueInput = z.object({
  /** A typed number; it is searched among all cases, whatever the other filters say. */
  number: orAll(z.string('complaint.filter').trim().max(40, 'complaint.filter')),
  type: orAll(z.enum(caseTypes, 'complaint.filter')),
  state: orAll(z.enum(queueStates, 'complaint.filter')),
  due: orAll(z.enum(queueDues, 'complaint.filter')),
  assignee: orAll(z.enum(assignees, 'complaint.filter')),
  locale: orAll(z.enum(locales, 'complaint.filter')),
  cursor: orAll(z.string('complaint.cursor').max(200, 'complaint.cursor')),
})
export const atDeskInput = z.object({
  reference: z.string('complaint.unknown').max(40, 'complaint.unknown'),
})
export const openCaseInput = z.object({ caseId })
export const writeNoteInput = z.object({ caseId, text: writtenText('complaint.note-empty') })
export const assignCaseInput = z.object({
  caseId,
  /** The staff code of the person who answers from now on; null for nobody. */
  to: z.string('complaint.assignee-unknown').max(40, 'complaint.assignee-unknown').nullable(),
  /** The number of the last assignment the writer saw, 0 for none; a newer one makes theirs a conflict. */
  lastAssignment: z.int('complaint.unknown').nonnegative('complaint.unknown'),
})

export const recallTextInput = z.object({ caseId, textId: z.uuid('complaint.unknown') })
export const previewTextInput = z.discriminatedUnion(
  'kind',
  [
    z.object({
      caseId,
      kind: z.enum(['message', 'waiting-customer', 'answered', ...outcomeKinds]),
      text: bankText,
      pauseReason: pauseReason.optional(),
      lastStep,
    }),
    extendCaseInput.extend({ kind: z.literal('extended') }),
  ],
  'complaint.kind-unknown',
)

export interface QueueFilter {
  number: string
  type: CaseType | null
  state: (typeof queueStates)[number]
  due: (typeof queueDues)[number] | null
  assignee: (typeof assignees)[number] | null
  locale: Locale | null
}

/**
 * The groups of the queue, by what is to be done: late; ends within a week; later; no answer owed but in negotiation; and
 * the past, where nothing is to be done.
 */
export const queueGroups = ['late', 'soon', 'later', 'talks', 'past'] as const
export type QueueGroup = (typeof queueGroups)[number]

export interface QueueRow {
  type: CaseType
  kind: CaseKind
  reference: string
  /** Null once the customer's key is destroyed. */
  subject: string | null
  /** The language it was written in. */
  locale: Locale
  /** Masked; null when the bank sent no name. */
  customer: string | null
  state: ComplaintView['state']
  /** Whether a delay of the answer was announced. */
  delayed: boolean
  /** The progress towards the deadline of the answer; null when no answer is owed. */
  progress: Progress | null
  /** The greatest share of the time that has passed and for which there is a reminder. */
  share: Share | null
  /** The staff code of the person who answers; null for nobody. */
  assignee: string | null
  group: QueueGroup
  /** Of an objection to a decision of a program, the role that reviews such decisions; null where no policy names it. */
  objection: { reviewer: string | null } | null
}

export interface QueueView {
  filter: QueueFilter
  rows: QueueRow[]
  /** How many cases the filter finds in each group, on all pages; empty when closed ones are shown. */
  groups: Partial<Record<QueueGroup, number>>
  /** The counts of all open cases, whatever the filter. */
  counts: { open: number; late: number; soon: number; unassigned: number }
  /** Whether there are pages before this one. */
  continued: boolean
  /** For the page after this; null on the last. */
  next: string | null
}

/** An entry about a complaint that only staff can read. */
export type StaffEntry = { id: string; at: Date } & (
  | { kind: 'note'; staff: string; text: string }
  | { kind: 'assigned'; staff: string; to: string | null }
  | { kind: 'reminded'; share: Share }
  | { kind: 'recalled' | 'overtaken'; staff: string | null; by: string; text: string }
)

/** A text of the bank that was sent and has not left. */
export interface OutgoingView {
  id: string
  kind: OutgoingKind
  text: string
  /** The staff code of the sender. */
  staff: string
  leavesAt: Date
}

export interface TemplateView {
  id: string
  /** In the reader's language. */
  title: string
  /** The text for the answer, filled in, by language. */
  texts: Record<Locale, string>
}

/** The view of the form with which staff enter a complaint. */
export interface EntryFormView extends Pick<ComplaintFormView, 'choices' | 'limits'> {
  channels: readonly (typeof outsideChannels)[number][]
  /** The first and the last day it may have been received on, as ISO dates. */
  first: string
  today: string
}

/** A complaint or a request, as its customer sees it. */
export type CaseView = ComplaintView | RequestView

/** A case's view for the staff who answer it. */
export interface DeskCaseView {
  /** What the customer sees. */
  shown: CaseView
  locale: Locale
  /** Masked; null when the bank sent no name. */
  customer: string | null
  assignment: { number: number; staff: string | null }
  /** The staff to whom it can be assigned: all who answer complaints. */
  colleagues: { staff: string; role: StaffRole }[]
  /** Newest first. */
  staffEntries: StaffEntry[]
  templates: TemplateView[]
  /** The text that waits to leave; until then the bank takes no other step. */
  outgoing: OutgoingView | null
  /** The text that was taken back last, while nothing has followed; its writer goes on with it. */
  returned: { kind: OutgoingKind; text: string } | null
  /** Which steps may follow now. */
  may: Record<
    'review' | 'ask' | 'message' | 'answer' | 'close' | 'court' | 'decide' | 'refuse' | 'send',
    boolean
  >
  /** What an answer to a request can say beside its text; null where none is owed. */
  decisions: {
    reasons: { id: RefusalReason; title: string; citation: string }[]
    fields: { id: string; title: string }[]
    pauses: readonly PauseReason[]
    /** What the answers of the bank's systems come to, by the kind of data. */
    begun: Record<string, BegunOutcome>
  } | null
  /** Until when a delay could be announced; null when it may not be. */
  extension: { due: string; days: number } | null
  /** Whether it is open; staff can ask for a look only then. */
  open: boolean
}

/** A text of the bank before it is sent. */
export interface TextPreview {
  kind: OutgoingKind
  text: string
  /** The customer's language. */
  locale: Locale
  /** When it would leave, if it were sent now, and for how many seconds it can be taken back. */
  leavesAt: Date
  seconds: number
  /** The message by which the customer would be told. */
  notice: NoticeKind
  /** The case as it would be then, in the customer's language. */
  shown: CaseView
}
