import { z } from 'zod'
import type { StaffRole } from '#db/schema/staff.ts'
import { type Locale, locales } from '#policy/locale.ts'
import { type ComplaintView, writtenText } from '../complaints/schema.ts'
import type { Progress } from '../deadlines.ts'
import type { Share } from './rules.ts'

const complaintId = z.uuid('complaint.unknown')

/** What the queue can be narrowed to by state: the open ones, one of their states, or what is over. */
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

/** Empty stands for "all", as a form sends it. */
const orAll = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

export const listQueueInput = z.object({
  /** A complaint's number as someone types it; it is looked for everywhere, whatever the other filters say. */
  number: orAll(z.string('complaint.filter').trim().max(40, 'complaint.filter')),
  state: orAll(z.enum(queueStates, 'complaint.filter')),
  due: orAll(z.enum(queueDues, 'complaint.filter')),
  assignee: orAll(z.enum(assignees, 'complaint.filter')),
  locale: orAll(z.enum(locales, 'complaint.filter')),
  cursor: orAll(z.string('complaint.cursor').max(200, 'complaint.cursor')),
})
export const atDeskInput = z.object({
  reference: z.string('complaint.unknown').regex(/^Ш-\d{4}-\d{5,9}$/, 'complaint.unknown'),
})
export const openComplaintInput = z.object({ complaintId })
export const writeNoteInput = z.object({ complaintId, text: writtenText('complaint.note-empty') })
export const assignComplaintInput = z.object({
  complaintId,
  /** The sign of who answers from now on; null for nobody. */
  to: z.string('complaint.assignee-unknown').max(40, 'complaint.assignee-unknown').nullable(),
  /** The number of the last assignment its writer saw, 0 for none: a newer one makes theirs a conflict. */
  lastAssignment: z.int('complaint.unknown').nonnegative('complaint.unknown'),
})

export interface QueueFilter {
  number: string
  state: (typeof queueStates)[number]
  due: (typeof queueDues)[number] | null
  assignee: (typeof assignees)[number] | null
  locale: Locale | null
}

/**
 * Where a row stands by what to do now: late, ends within a week, later, nothing owed but talks go on; or in the
 * past, where nothing is to be done.
 */
export const queueGroups = ['late', 'soon', 'later', 'talks', 'past'] as const
export type QueueGroup = (typeof queueGroups)[number]

export interface QueueRow {
  reference: string
  /** Null once the customer's key is destroyed. */
  subject: string | null
  /** The language it was written in. */
  locale: Locale
  /** Masked; null when the bank sent no name. */
  customer: string | null
  state: ComplaintView['state']
  extended: boolean
  /** Where the owed answer's deadline stands; null when none is owed. */
  progress: Progress | null
  /** The greatest share of the clock that a reminder names and that has passed. */
  share: Share | null
  /** The sign of who answers; null for nobody. */
  assignee: string | null
  group: QueueGroup
}

export interface QueueView {
  filter: QueueFilter
  rows: QueueRow[]
  /** How many the filter finds in each group, on all pages together; empty where the past is looked at. */
  groups: Partial<Record<QueueGroup, number>>
  /** Of all open complaints, whatever the filter. */
  counts: { open: number; late: number; soon: number; unassigned: number }
  /** Whether pages stand before this one. */
  continued: boolean
  /** For the page after this; null on the last. */
  next: string | null
}

/** Something the staff keep to themselves about a complaint. */
export type InternalEntry = { id: string; at: Date } & (
  | { kind: 'note'; staff: string; text: string }
  | { kind: 'assigned'; staff: string; to: string | null }
  | { kind: 'reminded'; share: Share }
)

export interface TemplateView {
  id: string
  /** In the reader's language. */
  title: string
  /** What it puts into the answer, filled in, by language. */
  texts: Record<Locale, string>
}

/** One complaint as the desk that answers it sees it. */
export interface DeskComplaintView {
  complaint: ComplaintView
  locale: Locale
  /** Masked; null when the bank sent no name. */
  customer: string | null
  assignment: { number: number; staff: string | null }
  /** Who may be given it: everyone who answers complaints. */
  colleagues: { staff: string; role: StaffRole }[]
  /** Newest first. */
  internal: InternalEntry[]
  templates: TemplateView[]
  /** Which steps may follow now. */
  may: { review: boolean; ask: boolean; message: boolean; answer: boolean; close: boolean; court: boolean }
  /** The day an extension would move the answer's deadline to; null when it may not be extended. */
  extension: { due: string; days: number } | null
  /** The customer's look can be asked for while the complaint is open. */
  open: boolean
}
