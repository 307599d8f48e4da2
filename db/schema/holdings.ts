import { sql } from 'drizzle-orm'
import {
  date,
  index,
  integer,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { beingErased, erasedByStaff } from './being-erased.ts'
import { onlyKnown } from './codes.ts'
import { customers } from './customers.ts'
import { bytea, ownedRows, staffRole, systemRole, workerRole } from './roles.ts'

/** How the bank got a value. */
export const obtainedWays = ['account-opening', 'app', 'transfer', 'branch', 'partner', 'registry'] as const

/** One field of personal data the bank holds about a customer; its value is sealed with the customer's key. */
export const holdings = pgTable(
  'holdings',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    /** The id of a field in the catalogue. */
    field: text().notNull(),
    valueSealed: bytea('value_sealed').notNull(),
    /** For fields that are collections (operations, contacts): how many entries the bank holds. */
    quantity: integer(),
    obtainedAt: timestamp('obtained_at', { withTimezone: true }).notNull(),
    obtainedVia: text('obtained_via', { enum: obtainedWays }).notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('holdings_field').on(t.customerId, t.field),
    onlyKnown(t.obtainedVia, obtainedWays),
    ...ownedRows('holdings', () => t.customerId, systemRole),
    // The desk sees the name of the complainant and the worker where to send messages; neither sees anything else, but for
    // what an approved deletion erases in its approver's name.
    pgPolicy('holdings_staff', {
      to: staffRole,
      for: 'select',
      using: sql`${t.field} = 'full-name' or ${beingErased(t)}`,
    }),
    erasedByStaff('holdings', t),
    pgPolicy('holdings_worker', {
      to: workerRole,
      for: 'select',
      using: sql`${t.field} in ('phone', 'email')`,
    }),
  ],
)

export const obligationKinds = ['loan'] as const

/** A contract whose open obligation forbids withdrawing a consent (Law 94-V, art. 8(2)). */
export const obligations = pgTable(
  'obligations',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    kind: text({ enum: obligationKinds }).notNull(),
    contractSealed: bytea('contract_sealed').notNull(),
    openedOn: date('opened_on').notNull(),
    closedOn: date('closed_on'),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('obligations_open').on(t.customerId, t.kind, t.closedOn),
    onlyKnown(t.kind, obligationKinds),
    ...ownedRows('obligations', () => t.customerId, staffRole, systemRole, workerRole),
  ],
)
