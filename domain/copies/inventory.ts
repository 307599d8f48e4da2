import { catalogue } from '#policy/load.ts'
import type { Remaining } from '../deletion-plans/schema.ts'
import type { CopyPart } from './schema.ts'

/** The parts of a copy that have a table, or why none does. */
type InCopy = { parts: readonly CopyPart[] } | { without: string }
/** A deletion erases the rows of the kinds of data that its plan erases, or leaves the table as what its certificate names. */
type InDeletion = { erased: true } | { remains: Remaining }

/**
 * What is kept about a customer, by its table. One list says what a copy has, what a deletion erases and what its
 * certificate names as remaining; tests hold it to the tables there are, and to what a deletion does.
 */
export const inventory: Record<string, InCopy & InDeletion> = {
  attachment_scans: { parts: ['complaints', 'requests'], remains: 'correspondence' },
  audit_log: { parts: ['activity'], remains: 'log' },
  automated_decision_factors: { parts: ['automated-decisions'], remains: 'decisions' },
  automated_decisions: { parts: ['automated-decisions'], remains: 'decisions' },
  case_assignments: {
    without: 'which member of staff answers: the bank’s own work',
    remains: 'correspondence',
  },
  case_attachments: { parts: ['complaints', 'requests'], remains: 'correspondence' },
  case_changes: { parts: ['requests'], erased: true },
  case_notes: { without: 'what the staff write to each other', remains: 'correspondence' },
  case_outcomes: { parts: ['requests'], remains: 'correspondence' },
  case_reminders: { without: 'reminders to the staff', remains: 'correspondence' },
  case_steps: { parts: ['complaints', 'requests'], remains: 'correspondence' },
  cases: { parts: ['complaints', 'requests'], remains: 'correspondence' },
  certificate_lines: { parts: ['requests'], remains: 'deletion' },
  certificates: { parts: ['requests'], remains: 'deletion' },
  consent_decisions: { parts: ['consents'], remains: 'consents' },
  contact_closings: { parts: ['activity'], remains: 'log' },
  contacts: { parts: ['contacts'], remains: 'correspondence' },
  copies: { parts: ['copies'], remains: 'copies' },
  copy_chunks: { without: 'the content of copies themselves', remains: 'copies' },
  copy_downloads: { parts: ['copies'], remains: 'copies' },
  customer_keys: { without: 'keys, which say nothing of a person', remains: 'account' },
  customers: { parts: ['profile'], remains: 'account' },
  deletion_fates: {
    without: 'what was shown before a deletion; its certificate says what came of it',
    remains: 'deletion',
  },
  deletion_steps: { without: 'which members of staff decided: the bank’s own work', remains: 'deletion' },
  deletions: { without: 'how an approved deletion waits for systems', remains: 'deletion' },
  deliveries: { without: 'how systems were told of decisions that the copy has', remains: 'log' },
  disclosures: { parts: ['disclosures'], remains: 'disclosures' },
  dismissed_suggestions: { without: 'which advice of the overview is hidden', remains: 'account' },
  events: { without: 'what systems were told of: decisions and steps that the copy has', remains: 'log' },
  former_phones: { parts: ['profile'], remains: 'account' },
  guardians: { parts: ['profile'], remains: 'account' },
  holdings: { parts: ['data'], erased: true },
  look_steps: { parts: ['looks'], remains: 'log' },
  looks: { parts: ['looks'], remains: 'log' },
  measure_steps: { parts: ['activity'], remains: 'log' },
  measures: { parts: ['activity'], remains: 'log' },
  messages: {
    without: 'notices about what the copy has; their text is erased once they are sent',
    remains: 'log',
  },
  obligations: { parts: ['obligations'], remains: 'contracts' },
  outgoing_text_ends: {
    without: 'how a text that waited ended: sent, it is a message that the copy has',
    remains: 'correspondence',
  },
  outgoing_texts: {
    without: 'texts of the bank that are not sent yet; sent, they are messages that the copy has',
    remains: 'correspondence',
  },
  record_chunks: { parts: ['records'], remains: 'copies' },
  record_streams: { parts: ['records'], remains: 'copies' },
  restriction_reads: { parts: ['restrictions'], remains: 'restrictions' },
  restrictions: { parts: ['restrictions'], remains: 'restrictions' },
  searches: { parts: ['activity'], remains: 'log' },
  sessions: { parts: ['sessions'], remains: 'log' },
  state_applications: { without: 'withdrawals, which are decisions that the copy has', remains: 'consents' },
  task_answers: { parts: ['requests'], remains: 'correspondence' },
  tasks: { parts: ['requests'], remains: 'correspondence' },
  tombstones: { without: 'salted hashes, from which no value can be read', remains: 'deletion' },
  trace_counts: { without: 'counters that keep the log short', remains: 'log' },
}

/** The categories of the data in a copy: the catalogue's, in its order, then those that only former policies had. */
export function categoriesIn(held: readonly string[]): string[] {
  const known = catalogue().categories.map(({ id }) => id)
  return [...new Set([...known, ...held])]
}
