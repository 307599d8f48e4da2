import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { everyRow, systemRole, workerRole } from './roles.ts'

/** A withdrawal that a customer asked for at the state service of control of access, and what came of it here. */
export const stateApplications = pgTable(
  'state_applications',
  {
    /** `nobody` where the bank knows no such customer. */
    customerId: uuid('customer_id').notNull(),
    /** The service's own number of the application. */
    id: text().notNull(),
    /** The consent it was taken to be about; null for one the catalogue does not know. */
    consent: text(),
    /** withdrawn | already-off | obliged | unknown-customer | unknown-consent */
    outcome: text().notNull(),
    decisionId: uuid('decision_id'),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    /** When the service took the bank's decision; until then it is due again and again. */
    answeredAt: timestamp('answered_at', { withTimezone: true }),
    attempts: integer().notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('state_applications_number').on(t.id),
    index('state_applications_due').on(t.dueAt).where(sql`answered_at is null`),
    everyRow('state_applications', systemRole),
    everyRow('state_applications', workerRole),
  ],
)
