import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { refusalReasons } from '#policy/refusal-reasons.ts'
import { cases } from './cases.ts'
import { onlyKnown } from './codes.ts'
import { ownedRows, staffRole } from './roles.ts'

/** What came of a part of a request. */
export const outcomes = ['fulfilled', 'refused'] as const

/**
 * What the bank did of a request, a row for each kind of data or one for all of it. They are written with the answer that
 * was sent, under its id, and count once that answer has become a step. Append-only.
 */
export const caseOutcomes = pgTable(
  'case_outcomes',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    /** The id of the bank's text, which its step takes over. */
    answerId: uuid('answer_id').notNull(),
    number: integer().notNull(),
    /** The kind of data, by its id in the catalogue; null for all of it. */
    field: text(),
    outcome: text({ enum: outcomes }).notNull(),
    /** Why it was refused; null where it was fulfilled. */
    reason: text({ enum: refusalReasons }),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.answerId, t.number] }),
    index('case_outcomes_of_case').on(t.customerId, t.caseId),
    foreignKey({
      name: 'case_outcomes_of',
      columns: [t.customerId, t.caseId],
      foreignColumns: [cases.customerId, cases.id],
    }),
    onlyKnown(t.outcome, outcomes),
    onlyKnown(t.reason, refusalReasons),
    ...ownedRows('case_outcomes', () => t.customerId, staffRole),
  ],
)
