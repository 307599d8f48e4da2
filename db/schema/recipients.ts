import { index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { bases } from '#policy/bases.ts'
import { onlyKnown } from './codes.ts'
import { customers } from './customers.ts'
import { ownedRows, staffRole, systemRole, workerRole } from './roles.ts'

/** A real giving of a customer's data to a recipient: when, which fields, why, on which legal ground. Append-only. */
export const disclosures = pgTable(
  'disclosures',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    recipient: text().notNull(),
    purpose: text().notNull(),
    basis: text({ enum: bases }).notNull(),
    fields: text().array().notNull(),
    disclosedAt: timestamp('disclosed_at', { withTimezone: true }).notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('disclosures_newest').on(t.customerId, t.disclosedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('disclosures_recipient').on(
      t.customerId,
      t.recipient,
      t.disclosedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    onlyKnown(t.basis, bases),
    ...ownedRows('disclosures', () => t.customerId, staffRole, systemRole, workerRole),
  ],
)
