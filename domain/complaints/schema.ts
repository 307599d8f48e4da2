import { z } from 'zod'
import type { AttachmentVerdict } from '#db/schema/attachment-scans.ts'
import { type complaintChannels, complaintKinds, outsideChannels } from '#db/schema/cases.ts'
import type { Progress, Trace } from '../deadlines.ts'
import { finished } from '../finished.ts'
import type { OperatorView } from '../policies/operator.ts'
import type { RegulatorView } from '../policies/regulator.ts'
import { bankKinds, type CaseState, type Instruction, type Side, type StepKind } from '../cases/rules.ts'
import { textFault, tidyText } from '../cases/text.ts'

/** How many files one complaint or message may carry, and how large each may be. */
export const maxAttachments = 5
export const maxAttachmentBytes = 10 * 1024 * 1024

/** The schema of a written text. @param empty the key of the sentence that asks for a missing text. */
export const writtenText = (empty: string) =>
  z.string(empty).transform((typed, context) => {
    const tidy = tidyText(typed)
    const fault = textFault(tidy)
    if (!fault) return tidy
    context.addIssue({ code: 'custom', message: tidy === '' ? empty : fault })
    return z.NEVER
  })
const text = writtenText('complaint.text-empty')
/** A text of the bank, which the customer reads word for word. */
export const bankText = finished(writtenText('complaint.answer-empty'))
/** The longest reason for a delay; the computation of the deadline shows it whole. */
const longestReason = 1000
const attachments = z
  .array(z.uuid('attachment.gone'))
  .max(maxAttachments, 'attachment.too-many')
  .default([])
  .transform((ids) => [...new Set(ids)])
export const caseId = z.uuid('complaint.unknown')
/** The last step the writer saw; a step taken since then makes theirs a conflict. */
export const lastStep = z.int('complaint.unknown').positive('complaint.unknown')

/** Something of the policy that a complaint can be about. */
export const policyAbout = z.object({
  kind: z
    .enum(['field', 'consent', 'recipient'], 'complaint.about-unknown')
    .describe('What of the policy it is about.'),
  id: z
    .string('complaint.about-unknown')
    .max(64, 'complaint.about-unknown')
    .describe('Its id in the policy.'),
})
const about = z.discriminatedUnion(
  'kind',
  [
    policyAbout,
    z.object({ kind: z.enum(['look', 'automated-decision']), id: z.uuid('complaint.about-unknown') }),
  ],
  'complaint.about-unknown',
)
export type About = z.infer<typeof about>

export const fileComplaintInput = z.object({
  kind: z.enum(complaintKinds, 'complaint.kind-unknown'),
  about: about.optional(),
  text,
  attachments,
  /** Made anew for each complaint that is begun, and the same each time it is sent. */
  requestKey: z.preprocess((given) => given || undefined, z.uuid('complaint.unknown').optional()),
})
/** An address can be typed by hand, so a value that names no look and no decision counts as none. */
export const prepareComplaintInput = z.object({
  look: z.uuid().optional().catch(undefined),
  'automated-decision': z.uuid().optional().catch(undefined),
})
export const showComplaintInput = z.object({ caseId })
/** An address can be typed by hand, so a number that is none counts as that of no complaint. */
export const numberedComplaintInput = z.object({ number: z.string().max(100).catch('') })
export const writeMessageInput = z.object({
  caseId,
  kind: z.enum(['message', 'negotiation']).default('message'),
  text,
  attachments,
  lastStep,
})
export const withdrawComplaintInput = z.object({ caseId, lastStep })
export const moveComplaintInput = z.object({
  caseId,
  kind: z.enum(bankKinds, 'complaint.kind-unknown'),
  text: bankText.optional(),
  lastStep,
})
export const extendComplaintInput = z.object({
  caseId,
  reason: bankText.refine((reason) => [...reason].length <= longestReason, 'complaint.reason-long'),
  lastStep,
})
export const attachInput = z.object({
  name: z.string('attachment.empty'),
  /** The type the browser declares; empty when it does not know. */
  type: z.string().default(''),
  bytes: z
    .instanceof(Uint8Array, { error: 'attachment.empty' })
    .refine((bytes) => bytes.length > 0, 'attachment.empty')
    .refine((bytes) => bytes.length <= maxAttachmentBytes, 'attachment.too-large'),
})
export const detachInput = z.object({ id: z.uuid('attachment.gone') })
export const openAttachmentInput = z.object({ caseId, attachmentId: z.uuid('attachment.gone') })

export type ComplaintKind = (typeof complaintKinds)[number]
export type ComplaintChannel = (typeof complaintChannels)[number]
export { outsideChannels }

/** When a program decided, its system's id of the decision, and the role that reviews it; null where no policy has the kind. */
export interface DecidedView {
  at: Date
  reference: string
  reviewer: string | null
}

/** A thing a complaint can be about, with its name in the reader's language. */
export type AboutView = About & { title: string; decided?: DecidedView }

/** The view of the form for a new complaint. */
export interface ComplaintFormView {
  choices: Record<'consents' | 'fields' | 'recipients', AboutView[]>
  /** The look about which the customer wants to complain. */
  look: AboutView | null
  /** The decision of a program to which the customer wants to object. */
  decision: AboutView | null
  /** The last day for the answer to a complaint filed now, as ISO date, and how it is counted. */
  dueOn: string
  amount: number
  unit: Trace['unit']
  operator: OperatorView
  limits: AttachmentLimits & { characters: number }
}

export interface AttachmentLimits {
  files: number
  bytes: number
  /** The value for a file input's `accept`. */
  accept: string
}

/**
 * What is known of a file's danger: `unscanned` where the portal has no scanner, `waiting` while the scanner has not read
 * it, else the scanner's verdict.
 */
export type ScanState = 'unscanned' | 'waiting' | AttachmentVerdict

export interface AttachmentView {
  id: string
  name: string
  mediaType: string
  bytes: number
  scan: ScanState
  /** Whether it can be opened. */
  opens: boolean
  /** The scanner's name of what it found; null unless `scan` is *infected*. */
  threat: string | null
}

export interface FiledView {
  id: string
  reference: string
  /** ISO date of the last day for the answer. */
  dueOn: string
}

/** A complaint's state after a step. */
export interface MovedView {
  caseId: string
  state: CaseState
  lastStep: number
}

/** A complaint's state after a step of the bank, or while the bank's text waits to leave. */
export interface SentView extends MovedView {
  /** Until when the text can be taken back; null when there is none. */
  leavesAt: Date | null
}

export interface ComplaintSummary {
  id: string
  reference: string
  kind: ComplaintKind
  subject: string
  state: CaseState
  group: 'open' | 'answered' | 'closed'
  /** How it reached the bank. */
  channel: ComplaintChannel
  /** Of one that did not come through the portal, the beginning of the day of receipt. */
  receivedAt: Date
  /** The last day for the answer, as ISO date. A delay that was announced does not move it. */
  dueOn: string
  changedAt: Date
  /** When the written answer was first given. */
  answeredAt: Date | null
  /** Whether the bank still owes the written answer. */
  owed: boolean
  /** The progress towards the answer's deadline, now or when it was answered; null when no answer is owed any more. */
  progress: Progress | null
}

/** A complaint in the customer's own list. */
export interface ListedComplaint extends ComplaintSummary {
  about: About | null
  /** What the bank asks the customer; null while it waits for no answer of theirs. */
  question: string | null
}

export interface StepView {
  number: number
  kind: StepKind
  side: Side
  at: Date
  /** The staff code of the member of staff who took the step. */
  staff: string | null
  /** The day until which a late answer was announced, as ISO date. */
  dueOn: string | null
  text: string | null
  attachments: AttachmentView[]
}

/** A delay that the bank announced: when, until which day, how many calendar days late, and why. */
export interface Extension {
  at: Date
  due: string
  days: number
  reason: string
}

export interface ComplaintView extends Omit<ComplaintSummary, 'changedAt'> {
  /** Without a title when no policy has it. */
  about: (About & { title: string | null; decided?: DecidedView }) | null
  steps: StepView[]
  lastStep: number
  /** How the deadline was computed at receipt; `source` is in the reader's language. */
  trace: Omit<Trace, 'source'> & { source: string | null }
  /** Whether the reader may write to the bank at all. */
  live: boolean
  /** The delay that the bank announced, with its reason word for word. */
  extension: Extension | null
  /** Which controls are live for this reader. */
  can: { write: boolean; disagree: boolean; withdraw: boolean }
  /** What the customer does now, where the answer is late or there are negotiations. */
  instruction: Instruction | null
  /** The next steps when the answer is late or not accepted, in order. */
  escalation: { id: string; title: string; text: string }[]
  operator: OperatorView
  regulator: RegulatorView
  limits: ComplaintFormView['limits']
}
