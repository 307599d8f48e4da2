import { sql } from 'drizzle-orm'
import { pgPolicy, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { currentCustomer, customerRole, everyRow, staffRole, systemRole, workerRole } from './roles.ts'

/** Something the bank's systems must hear of, written in the transaction that caused it. Append-only. */
export const events = pgTable(
  'events',
  {
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    type: text().notNull(),
    /** The decision, complaint or session the event is about. */
    objectId: text('object_id').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    pgPolicy('events_customer', {
      to: customerRole,
      for: 'insert',
      withCheck: sql`${t.customerId} = ${currentCustomer}`,
    }),
    everyRow('events', staffRole),
    everyRow('events', systemRole),
    everyRow('events', workerRole),
  ],
)
