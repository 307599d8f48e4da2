import { z } from 'zod'
import type { AttachmentVerdict } from '#db/schema/attachment-scans.ts'
import { type CaseChannel, type CaseType, type PauseReason, pauseReasons } from '#db/schema/case-codes.ts'
import type { Progress, Trace } from '../deadlines.ts'
import { finished } from '../finished.ts'
import type { CaseState, Side, StepKind } from './rules.ts'
import { textFault, tidyText } from './text.ts'

export type { CaseType, PauseReason }

// What complaints and requests share: texts, files, steps.

/** How many files one case or message may carry, and how large each may be. */
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
/** A text of the bank, which the customer reads word for word. */
export const bankText = finished(writtenText('complaint.answer-empty'))
/** The files of a step, by the ids they got when they were kept. */
export const attachments = z
  .array(z.uuid('attachment.gone'))
  .max(maxAttachments, 'attachment.too-many')
  .default([])
  .transform((ids) => [...new Set(ids)])
export const caseId = z.uuid('complaint.unknown')
/** The last step the writer saw; a step taken since then makes theirs a conflict. */
export const lastStep = z.int('complaint.unknown').positive('complaint.unknown')
/** The longest reason for a delay; the computation of the deadline shows it whole. */
const longestReason = 1000
/** Made anew for each case that is begun, and the same each time it is sent. */
export const requestKey = z.preprocess((given) => given || undefined, z.uuid('complaint.unknown').optional())

/** Something of the policy that a case can be about. */
export const policyAbout = z.object({
  kind: z
    .enum(['field', 'consent', 'recipient'], 'complaint.about-unknown')
    .describe('What of the policy it is about.'),
  id: z
    .string('complaint.about-unknown')
    .max(64, 'complaint.about-unknown')
    .describe('Its id in the policy.'),
})
export const about = z.discriminatedUnion(
  'kind',
  [
    policyAbout,
    z.object({
      kind: z.enum(['look', 'automated-decision', 'request']),
      id: z.uuid('complaint.about-unknown'),
    }),
  ],
  'complaint.about-unknown',
)
export type About = z.infer<typeof about>

export const attachInput = z.object({
  name: z.string('attachment.empty'),
  /** The type the browser declares; empty when it does not know. */
  type: z.string().default(''),
  bytes: z
    .instanceof(Uint8Array, { error: 'attachment.empty' })
    .refine((bytes) => bytes.length > 0, 'attachment.empty')
    .refine((bytes) => bytes.length <= maxAttachmentBytes, 'attachment.too-large'),
})
/** Why the clock stands still until the customer answers. */
export const pauseReason = z.enum(pauseReasons, 'request.pause-unknown')
export const extendCaseInput = z.object({
  caseId,
  reason: bankText.refine((reason) => [...reason].length <= longestReason, 'complaint.reason-long'),
  lastStep,
})
export const detachInput = z.object({ id: z.uuid('attachment.gone') })
export const openAttachmentInput = z.object({ caseId, attachmentId: z.uuid('attachment.gone') })

/** When a program decided, its system's id of the decision, and the role that reviews it; null where no policy has the kind. */
export interface DecidedView {
  at: Date
  reference: string
  reviewer: string | null
}

/** A thing a case can be about, with its name in the reader's language. */
export type AboutView = About & { title: string; decided?: DecidedView }

export interface AttachmentLimits {
  files: number
  bytes: number
  /** The value for a file input's `accept`. */
  accept: string
}
/** The limits for texts and files, which the forms show beforehand. */
export type WritingLimits = AttachmentLimits & { characters: number }

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
  /** ISO date of the last day for the answer; null while the calendar of working days does not reach it. */
  dueOn: string | null
}

/** A case's state after a step. */
export interface MovedView {
  caseId: string
  state: CaseState
  lastStep: number
}

/** A case's state after a step of the bank, or while the bank's text waits to leave. */
export interface SentView extends MovedView {
  /** Until when the text can be taken back; null when there is none. */
  leavesAt: Date | null
}

export interface StepView {
  number: number
  kind: StepKind
  side: Side
  at: Date
  /** The staff code of the member of staff who took the step. */
  staff: string | null
  /** The day until which a late answer was announced or the customer's is awaited, as ISO date. */
  dueOn: string | null
  /** Why the clock stands still from this step on. */
  pauseReason: PauseReason | null
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

/** What both kinds of cases say of themselves in a list. */
export interface CaseSummary {
  id: string
  reference: string
  subject: string
  state: CaseState
  group: 'open' | 'answered' | 'closed'
  /** How it reached the bank. */
  channel: CaseChannel
  /** Of one that did not come through the portal, the beginning of the day of receipt. */
  receivedAt: Date
  /** The last day for the answer, as ISO date; null while it is not known. A delay that was announced does not move it. */
  dueOn: string | null
  /** When the answer was first given. */
  answeredAt: Date | null
  /** Whether the bank still owes the answer. */
  owed: boolean
  /** The progress towards the answer's deadline, now or when it was answered; null when none is owed or it is not known. */
  progress: Progress | null
}

/** How a deadline was computed; `source` is in the reader's language. */
export type TraceView = Omit<Trace, 'source'> & { source: string | null }
