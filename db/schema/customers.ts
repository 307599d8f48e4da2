import { sql } from 'drizzle-orm'
import { index, integer, pgPolicy, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { locales } from '#policy/locale.ts'
import { onlyKnown } from './codes.ts'
import {
  bytea,
  currentCustomer,
  customerRole,
  everyRow,
  ownedRows,
  settings,
  staffRole,
  supportRole,
  systemRole,
  workerRole,
} from './roles.ts'

/** A person the bank holds data about. Found by keyed hashes; personal values are sealed in other tables. */
export const customers = pgTable(
  'customers',
  {
    id: uuid().primaryKey(),
    /** The bank's own id for the customer. */
    reference: text().notNull().unique(),
    iinHash: text('iin_hash').notNull().unique(),
    /** The IIN itself, from which its hash is made again with another lookup key; null on rows older than this column. */
    iinSealed: bytea('iin_sealed'),
    /**
     * While there are two lookup keys, the hash of the IIN by one of the two, the same one in every process: of two
     * registrations at once, each with another key first, the database refuses one. Null otherwise.
     */
    iinClaim: text('iin_claim').unique(),
    /** Several people may have one number, such as a parent and a child. */
    phoneHash: text('phone_hash').notNull(),
    /** The name of the lookup key of the two hashes; empty on rows older than this column. */
    lookupKeyId: text('lookup_key_id').notNull().default(''),
    /** The number itself, to which the customer is told of a change; null on rows older than this column. */
    phoneSealed: bytea('phone_sealed'),
    /** Since when it is theirs, as the bank said or as it was recorded; null until it changes, unless the bank said so. */
    phoneSince: timestamp('phone_since', { withTimezone: true }),
    locale: text({ enum: locales }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    index('customers_phone').on(t.phoneHash),
    onlyKnown(t.locale, locales),
    pgPolicy('customers_customer', {
      to: customerRole,
      using: sql`${t.id} = ${currentCustomer} or ${t.phoneHash} = any(${settings('phone_hash')})`,
      withCheck: sql`${t.id} = ${currentCustomer}`,
    }),
    pgPolicy('customers_support', {
      to: supportRole,
      for: 'select',
      using: sql`${t.id} = ${currentCustomer}`,
    }),
    everyRow('customers', staffRole),
    everyRow('customers', systemRole),
    everyRow('customers', workerRole),
  ],
)

/** The key that seals one customer's values, wrapped by the master key. Destroying the key destroys the values. */
export const customerKeys = pgTable(
  'customer_keys',
  {
    customerId: uuid('customer_id')
      .primaryKey()
      .references(() => customers.id),
    /** The name of the master key, which is also in the wrapped key itself. */
    masterKeyId: text('master_key_id').notNull(),
    wrappedKey: bytea('wrapped_key'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    destroyedAt: timestamp('destroyed_at', { withTimezone: true }),
  },
  (t) => ownedRows('customer_keys', () => t.customerId, staffRole, systemRole, workerRole),
)

/** A phone number that a customer had and left. Append-only. */
export const formerPhones = pgTable(
  'former_phones',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    /** 1 for the first they left. Two changes at once have the same, so that one of them fails. */
    number: integer().notNull(),
    phoneHash: text('phone_hash'),
    /** The number itself; null where only its hash was known, which then is kept. */
    phoneSealed: bytea('phone_sealed'),
    leftAt: timestamp('left_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.number] }),
    everyRow('former_phones', systemRole),
    pgPolicy('former_phones_customer', {
      to: customerRole,
      for: 'select',
      using: sql`${t.customerId} = ${currentCustomer}`,
    }),
  ],
)

/** The legal representative of a customer under age or under guardianship. `customer_id` is the dependant. */
export const guardians = pgTable(
  'guardians',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    guardianId: uuid('guardian_id')
      .notNull()
      .references(() => customers.id),
    registeredAt: timestamp('registered_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.guardianId] }),
    pgPolicy('guardians_staff', { to: staffRole, for: 'select', using: sql`true` }),
    everyRow('guardians', systemRole),
    pgPolicy('guardians_customer', {
      to: customerRole,
      for: 'select',
      using: sql`${t.customerId} = ${currentCustomer}`,
    }),
  ],
)
