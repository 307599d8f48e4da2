import { catalogue } from '#policy/load.ts'
import type { CopyPart } from './schema.ts'

/**
 * What is kept about a customer, by its table: the part of a copy that has it, or why none does. One list says what a copy
 * has, what a deletion erases and what its certificate names; a test holds it to the tables there are.
 */
export const inventory: Record<string, { part: CopyPart } | { without: string }> = {
  attachment_scans: { part: 'complaints' },
  audit_log: { part: 'activity' },
  automated_decision_factors: { part: 'automated-decisions' },
  automated_decisions: { part: 'automated-decisions' },
  complaint_assignments: { without: 'which member of staff answers: the bank’s own work' },
  complaint_attachments: { part: 'complaints' },
  complaint_notes: { without: 'what the staff write to each other' },
  complaint_reminders: { without: 'reminders to the staff' },
  complaint_steps: { part: 'complaints' },
  complaints: { part: 'complaints' },
  consent_decisions: { part: 'consents' },
  contact_closings: { part: 'activity' },
  contacts: { part: 'contacts' },
  copies: { part: 'copies' },
  copy_chunks: { without: 'the content of copies themselves' },
  copy_downloads: { part: 'copies' },
  customer_keys: { without: 'keys, which say nothing of a person' },
  customers: { part: 'profile' },
  deliveries: { without: 'how systems were told of decisions that the copy has' },
  disclosures: { part: 'disclosures' },
  dismissed_suggestions: { without: 'which advice of the overview is hidden' },
  events: { without: 'what systems were told of: decisions and steps that the copy has' },
  former_phones: { part: 'profile' },
  guardians: { part: 'profile' },
  holdings: { part: 'data' },
  look_steps: { part: 'looks' },
  looks: { part: 'looks' },
  measure_steps: { part: 'activity' },
  measures: { part: 'activity' },
  messages: { without: 'notices about what the copy has; their text is erased once they are sent' },
  obligations: { part: 'obligations' },
  outgoing_text_ends: { without: 'how a text that waited ended: sent, it is a message that the copy has' },
  outgoing_texts: {
    without: 'texts of the bank that are not sent yet; sent, they are messages that the copy has',
  },
  restriction_reads: { part: 'restrictions' },
  restrictions: { part: 'restrictions' },
  searches: { part: 'activity' },
  sessions: { part: 'sessions' },
  state_applications: { without: 'withdrawals, which are decisions that the copy has' },
  trace_counts: { without: 'counters that keep the log short' },
}

/** The categories of the data in a copy: the catalogue's, in its order, then those that only former policies had. */
export function categoriesIn(held: readonly string[]): string[] {
  const known = catalogue().categories.map(({ id }) => id)
  return [...new Set([...known, ...held])]
}
