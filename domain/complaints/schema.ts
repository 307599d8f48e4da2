import { z } from 'zod'
import { type CaseKind, complaintKinds, outsideChannels } from '#db/schema/case-codes.ts'
import { bankKinds, type Instruction } from '../cases/rules.ts'
import {
  type About,
  type AboutView,
  about,
  attachments,
  bankText,
  type CaseSummary,
  caseId,
  type DecidedView,
  type Extension,
  lastStep,
  requestKey,
  type StepView,
  type TraceView,
  type WritingLimits,
  writtenText,
} from '../cases/schema.ts'
import type { Trace } from '../deadlines.ts'
import type { OperatorView } from '../policies/operator.ts'
import type { RegulatorView } from '../policies/regulator.ts'

const text = writtenText('complaint.text-empty')

export const fileComplaintInput = z.object({
  kind: z.enum(complaintKinds, 'complaint.kind-unknown'),
  about: about.optional(),
  text,
  attachments,
  requestKey,
})
/** An address can be typed by hand, so a value that names no look, decision or request counts as none. */
export const prepareComplaintInput = z.object({
  look: z.uuid().optional().catch(undefined),
  'automated-decision': z.uuid().optional().catch(undefined),
  request: z.uuid().optional().catch(undefined),
})
export const showComplaintInput = z.object({ caseId })
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
export type ComplaintKind = (typeof complaintKinds)[number]
export { outsideChannels }

/** The kind of a complaint's row. @throws RangeError for the kind of a request, which the database lets no complaint have */
export function complaintKindOf(kind: CaseKind): ComplaintKind {
  const known = complaintKinds.find((one) => one === kind)
  if (!known) throw new RangeError(`not the kind of a complaint: ${kind}`)
  return known
}

/** The view of the form for a new complaint. */
export interface ComplaintFormView {
  choices: Record<'consents' | 'fields' | 'recipients', AboutView[]>
  /** The look about which the customer wants to complain. */
  look: AboutView | null
  /** The decision of a program to which the customer wants to object. */
  decision: AboutView | null
  /** The request whose outcome the customer does not accept. */
  request: AboutView | null
  /** The last day for the answer to a complaint filed now, as ISO date, and how it is counted. */
  dueOn: string | null
  amount: number
  unit: Trace['unit']
  operator: OperatorView
  limits: WritingLimits
}

export interface ComplaintSummary extends CaseSummary {
  kind: ComplaintKind
  changedAt: Date
}

/** A complaint in the customer's own list. */
export interface ListedComplaint extends ComplaintSummary {
  about: About | null
  /** What the bank asks the customer; null while it waits for no answer of theirs. */
  question: string | null
}

export interface ComplaintView extends Omit<ComplaintSummary, 'changedAt'> {
  type: 'complaint'
  /** Without a title when no policy has it. */
  about: (About & { title: string | null; decided?: DecidedView }) | null
  steps: StepView[]
  lastStep: number
  /** How the deadline was computed at receipt; null while it is not known. */
  trace: TraceView | null
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
  limits: WritingLimits
}
