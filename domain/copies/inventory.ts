import { catalogue } from '#policy/load.ts'
import type { CopyPart } from './schema.ts'

/**
 * What is kept about a customer, by its table: the parts of a copy that have it, or why none does. One list says what a copy
 * has, what a deletion erases and what its certificate names; a test holds it to the tables there are.
 */
export const inventory: Record<string, { parts: readonly CopyPart[] } | { without: string }> = {
  attachment_scans: { parts: ['complaints', 'requests'] },
  audit_log: { parts: ['activity'] },
  automated_decision_factors: { parts: ['automated-decisions'] },
  automated_decisions: { parts: ['automated-decisions'] },
  case_assignments: { without: 'which member of staff answers: the bank’s own work' },
  case_attachments: { parts: ['complaints', 'requests'] },
  case_changes: { parts: ['requests'] },
  case_notes: { without: 'what the staff write to each other' },
  case_outcomes: { parts: ['requests'] },
  case_reminders: { without: 'reminders to the staff' },
  case_steps: { parts: ['complaints', 'requests'] },
  cases: { parts: ['complaints', 'requests'] },
  consent_decisions: { parts: ['consents'] },
  contact_closings: { parts: ['activity'] },
  contacts: { parts: ['contacts'] },
  copies: { parts: ['copies'] },
  copy_chunks: { without: 'the content of copies themselves' },
  copy_downloads: { parts: ['copies'] },
  customer_keys: { without: 'keys, which say nothing of a person' },
  customers: { parts: ['profile'] },
  deliveries: { without: 'how systems were told of decisions that the copy has' },
  disclosures: { parts: ['disclosures'] },
  dismissed_suggestions: { without: 'which advice of the overview is hidden' },
  events: { without: 'what systems were told of: decisions and steps that the copy has' },
  former_phones: { parts: ['profile'] },
  guardians: { parts: ['profile'] },
  holdings: { parts: ['data'] },
  look_steps: { parts: ['looks'] },
  looks: { parts: ['looks'] },
  measure_steps: { parts: ['activity'] },
  measures: { parts: ['activity'] },
  messages: { without: 'notices about what the copy has; their text is erased once they are sent' },
  obligations: { parts: ['obligations'] },
  outgoing_text_ends: { without: 'how a text that waited ended: sent, it is a message that the copy has' },
  outgoing_texts: {
    without: 'texts of the bank that are not sent yet; sent, they are messages that the copy has',
  },
  record_chunks: { parts: ['records'] },
  record_streams: { parts: ['records'] },
  restriction_reads: { parts: ['restrictions'] },
  restrictions: { parts: ['restrictions'] },
  searches: { parts: ['activity'] },
  sessions: { parts: ['sessions'] },
  state_applications: { without: 'withdrawals, which are decisions that the copy has' },
  task_answers: { parts: ['requests'] },
  tasks: { parts: ['requests'] },
  trace_counts: { without: 'counters that keep the log short' },
}

/** The categories of the data in a copy: the catalogue's, in its order, then those that only former policies had. */
export function categoriesIn(held: readonly string[]): string[] {
  const known = catalogue().categories.map(({ id }) => id)
  return [...new Set([...known, ...held])]
}
