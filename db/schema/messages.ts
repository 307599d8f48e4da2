import { sql } from 'drizzle-orm'
import { index, integer, pgPolicy, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { bytea, currentCustomer, customerRole, everyRow, staffRole, workerRole } from './roles.ts'

/** What is to be sent to a customer: written with the change that causes it, sent by the worker. */
export const messages = pgTable(
  'messages',
  {
    /** `nobody` for a code asked with an unknown number, so that both cases cost the same. */
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    kind: text().notNull(),
    channel: text().notNull(),
    /** due | sent | failed | void */
    state: text().notNull(),
    toSealed: bytea('to_sealed'),
    /** What the text is filled with, as JSON; the sentence itself is the sender's, in `locale`. */
    paramsSealed: bytea('params_sealed'),
    locale: text().notNull(),
    attempts: integer().notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    sentAt: timestamp('sent_at', { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('messages_due').on(t.dueAt).where(sql`state = 'due'`),
    pgPolicy('messages_customer', {
      to: customerRole,
      for: 'insert',
      withCheck: sql`${t.customerId} = coalesce(${currentCustomer}, ${t.customerId})`,
    }),
    everyRow('messages', staffRole),
    everyRow('messages', workerRole),
  ],
)
