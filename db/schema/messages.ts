import { sql } from 'drizzle-orm'
import { index, integer, pgPolicy, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { bytea, currentCustomer, customerRole, everyRow, staffRole, workerRole } from './roles.ts'

/** A message to a customer. It is written with the change that causes it; the worker sends it. */
export const messages = pgTable(
  'messages',
  {
    /** `nobody` when a code was asked for with an unknown number, so that both cases take the same time. */
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    kind: text().notNull(),
    channel: text().notNull(),
    /** due | sent | failed | void */
    state: text().notNull(),
    toSealed: bytea('to_sealed'),
    /** The values that fill the text, as JSON. The sender makes the text itself, in `locale`. */
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
