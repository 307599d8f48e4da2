import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { onlyKnown } from './codes.ts'
import { everyRow, systemRole, workerRole } from './roles.ts'

/** What came of an application here. */
export const stateOutcomes = [
  'withdrawn',
  'already-off',
  'obliged',
  'unknown-customer',
  'unknown-consent',
] as const

/** A withdrawal that a person asked for at the state service of control of access, and what the bank decided on it. */
export const stateApplications = pgTable(
  'state_applications',
  {
    /** `nobody` where the bank knows no such customer. */
    customerId: uuid('customer_id').notNull(),
    /** The number of the application at the service. */
    id: text().notNull(),
    /** The consent it is about; null when the catalogue does not know it. */
    consent: text(),
    outcome: text({ enum: stateOutcomes }).notNull(),
    decisionId: uuid('decision_id'),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    /** When the service accepted the bank's decision; until then the worker sends it again. */
    answeredAt: timestamp('answered_at', { withTimezone: true }),
    attempts: integer().notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('state_applications_number').on(t.id),
    index('state_applications_due').on(t.dueAt).where(sql`answered_at is null`),
    onlyKnown(t.outcome, stateOutcomes),
    everyRow('state_applications', systemRole),
    everyRow('state_applications', workerRole),
  ],
)
