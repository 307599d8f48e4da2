import { z } from 'zod'
import type { Progress, Trace } from '../deadlines.ts'
import type { OperatorView } from '../policies/operator.ts'
import { bankKinds, type Side, type State, type StepKind } from './rules.ts'
import { textFault, tidyText } from './text.ts'

/** How many files one complaint or message may carry, and how large each may be. */
export const maxAttachments = 5
export const maxAttachmentBytes = 10 * 1024 * 1024

/** A text someone writes. @param empty the key of the sentence that asks for it where it is missing. */
export const writtenText = (empty: string) =>
  z.string(empty).transform((typed, context) => {
    const tidy = tidyText(typed)
    const fault = textFault(tidy)
    if (!fault) return tidy
    context.addIssue({ code: 'custom', message: tidy === '' ? empty : fault })
    return z.NEVER
  })
const text = writtenText('complaint.text-empty')
/** The longest reason for an extension: it stands whole in the deadline's computation. */
const longestReason = 1000
const attachments = z
  .array(z.uuid('attachment.gone'))
  .max(maxAttachments, 'attachment.too-many')
  .default([])
  .transform((ids) => [...new Set(ids)])
const complaintId = z.uuid('complaint.unknown')
/** The last step the writer saw: a step taken meanwhile makes theirs a conflict. */
const lastStep = z.int('complaint.unknown').positive('complaint.unknown')

const about = z.discriminatedUnion(
  'kind',
  [
    z.object({
      kind: z.enum(['field', 'consent', 'recipient']),
      id: z.string('complaint.about-unknown').max(64, 'complaint.about-unknown'),
    }),
    z.object({ kind: z.literal('look'), id: z.uuid('complaint.about-unknown') }),
  ],
  'complaint.about-unknown',
)
export type About = z.infer<typeof about>

export const fileComplaintInput = z.object({
  kind: z.enum(['ordinary', 'unauthorised-use'], 'complaint.kind-unknown'),
  about: about.optional(),
  text,
  attachments,
})
/** An address can be typed by hand: what names no look is taken as none. */
export const prepareComplaintInput = z.object({ look: z.uuid().optional().catch(undefined) })
export const showComplaintInput = z.object({ complaintId })
export const writeMessageInput = z.object({
  complaintId,
  kind: z.enum(['message', 'negotiation']).default('message'),
  text,
  attachments,
  lastStep,
})
export const withdrawComplaintInput = z.object({ complaintId, lastStep })
export const moveComplaintInput = z.object({
  complaintId,
  kind: z.enum(bankKinds, 'complaint.kind-unknown'),
  text: writtenText('complaint.answer-empty').optional(),
  lastStep,
})
export const extendComplaintInput = z.object({
  complaintId,
  reason: writtenText('complaint.answer-empty').refine(
    (reason) => [...reason].length <= longestReason,
    'complaint.reason-long',
  ),
  lastStep,
})
export const attachInput = z.object({
  name: z.string('attachment.empty'),
  /** What the browser takes it for; empty when it does not know. */
  type: z.string().default(''),
  bytes: z
    .instanceof(Uint8Array, { error: 'attachment.empty' })
    .refine((bytes) => bytes.length > 0, 'attachment.empty')
    .refine((bytes) => bytes.length <= maxAttachmentBytes, 'attachment.too-large'),
})
export const detachInput = z.object({ id: z.uuid('attachment.gone') })
export const openAttachmentInput = z.object({ complaintId, attachmentId: z.uuid('attachment.gone') })

export type ComplaintKind = z.infer<typeof fileComplaintInput>['kind']

/** Something a complaint can be about, by its name in the reader's language. */
export type Subject = About & { title: string }

/** What the form for a new complaint needs to know. */
export interface ComplaintForm {
  subjects: Record<'consents' | 'fields' | 'recipients', Subject[]>
  /** The look the customer came from, to ask why. */
  look: Subject | null
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
  /** For a file input's `accept`. */
  accept: string
}

export interface AttachmentView {
  id: string
  name: string
  mediaType: string
  bytes: number
}

export interface FiledView {
  id: string
  reference: string
  /** ISO date of the last day for the answer. */
  dueOn: string
}

/** Where a complaint stands after a step. */
export interface MovedView {
  complaintId: string
  state: State
  lastStep: number
}

export interface ComplaintSummary {
  id: string
  reference: string
  kind: ComplaintKind
  subject: string
  state: State
  group: 'open' | 'answered' | 'closed'
  receivedAt: Date
  /** The last day for the answer, extended or not, as ISO date. */
  dueOn: string
  changedAt: Date
  /** When the written answer was first given. */
  answeredAt: Date | null
  /** Whether the bank still owes it. */
  owed: boolean
  /** Where the answer's deadline stands, or stood when the answer was given; null when none is owed any more. */
  progress: Progress | null
}

export interface StepView {
  number: number
  kind: StepKind
  side: Side
  at: Date
  /** The sign of the member of staff who took it. */
  staff: string | null
  /** The day an extension moved the answer's deadline to, as ISO date. */
  dueOn: string | null
  text: string | null
  attachments: AttachmentView[]
}

/** When the deadline was extended, to which day, by how many plain days, and why. */
export interface Extension {
  at: Date
  due: string
  days: number
  reason: string
}

export interface ComplaintView extends Omit<ComplaintSummary, 'changedAt'> {
  about: Subject | null
  steps: StepView[]
  lastStep: number
  /** How the deadline came out at receipt; `source` in the reader's language. */
  trace: Omit<Trace, 'source'> & { source: string | null }
  /** Whether this is the view of who may write to the bank at all. */
  live: boolean
  /** What the bank did to it since; the reason in its own words. */
  extension: Extension | null
  /** Which controls are live for who looks. */
  can: { write: boolean; disagree: boolean; withdraw: boolean }
  /** What follows when the answer is late or not accepted, in order. */
  escalation: { id: string; title: string; text: string }[]
  operator: OperatorView
  regulator: string
  limits: ComplaintForm['limits']
}
