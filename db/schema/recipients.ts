import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { bases } from '#policy/bases.ts'
import { onlyKnown } from './codes.ts'
import { countryCodes } from './countries.ts'
import { customers } from './customers.ts'
import { bytea, ownedRows, staffRole, systemRole, workerRole } from './roles.ts'

/** What an exact recipient is: a person, whose name is shown masked, or anything else that has a name. */
export const exactKinds = ['person', 'organisation'] as const

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
    /**
     * The name of the exact recipient, where the policy's stands for many, and the country. Disclosures to others have
     * none, and neither have those that were recorded before it was asked for.
     */
    toNameSealed: bytea('to_name_sealed'),
    toKind: text('to_kind', { enum: exactKinds }),
    toCountry: text('to_country', { enum: countryCodes }),
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
    onlyKnown(t.toKind, exactKinds),
    onlyKnown(t.toCountry, countryCodes),
    check('disclosures_to_whole', sql`num_nulls(${t.toNameSealed}, ${t.toKind}, ${t.toCountry}) in (0, 3)`),
    ...ownedRows('disclosures', () => t.customerId, staffRole, systemRole, workerRole),
  ],
)
