import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import {
  bytea,
  currentCustomer,
  customerRole,
  everyRow,
  ownedRows,
  staffRole,
  supportRole,
  systemRole,
  workerRole,
} from './roles.ts'

/** A person the bank holds data about. Found by keyed hashes; everything personal is sealed elsewhere. */
export const customers = pgTable(
  'customers',
  {
    id: uuid().primaryKey(),
    /** The bank's own id for the customer. */
    reference: text().notNull().unique(),
    iinHash: text('iin_hash').notNull().unique(),
    phoneHash: text('phone_hash').notNull().unique(),
    locale: text().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    pgPolicy('customers_customer', {
      to: customerRole,
      using: sql`${t.id} = ${currentCustomer} or ${t.phoneHash} = arqau_setting('phone_hash')`,
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

/** The key that seals one customer's values, itself wrapped by the master key. Destroying it destroys them. */
export const customerKeys = pgTable(
  'customer_keys',
  {
    customerId: uuid('customer_id')
      .primaryKey()
      .references(() => customers.id),
    masterKeyId: text('master_key_id').notNull(),
    wrappedKey: bytea('wrapped_key'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    destroyedAt: timestamp('destroyed_at', { withTimezone: true }),
  },
  (t) => ownedRows('customer_keys', () => t.customerId, staffRole, systemRole, workerRole),
)

/** A signed-in browser. The cookie names it; only this row says whether it still counts. */
export const sessions = pgTable(
  'sessions',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull(),
    /** When a one-time code was last given in this session. */
    verifiedAt: timestamp('verified_at', { withTimezone: true }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    /** Browser family and system, such as `Chrome, Android`; never the whole user agent. */
    device: text().notNull(),
    addressSealed: bytea('address_sealed').notNull(),
    /** Whether this browser has said `Sec-GPC: 1`. */
    gpc: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    ...ownedRows('sessions', () => t.customerId, staffRole, workerRole),
  ],
)

/** A one-time code, hashed, bound to the browser (or session) that asked. */
export const signInCodes = pgTable(
  'sign_in_codes',
  {
    id: uuid().primaryKey(),
    browserHash: text('browser_hash').notNull(),
    phoneHash: text('phone_hash').notNull(),
    codeHash: text('code_hash').notNull(),
    triesLeft: integer('tries_left').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (t) => {
    const own = sql`${t.browserHash} = arqau_setting('browser_hash')`
    return [
      index('sign_in_codes_browser').on(t.browserHash, t.createdAt.desc().nullsFirst()),
      index('sign_in_codes_expiry').on(t.expiresAt),
      pgPolicy('sign_in_codes_customer', { to: customerRole, using: own, withCheck: own }),
      everyRow('sign_in_codes', workerRole),
    ]
  },
)

/** How often something was tried in a window of time, by keyed hash of who tries. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    keyHash: text('key_hash').notNull(),
    windowStart: timestamp('window_start', { withTimezone: true }).notNull(),
    hits: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.keyHash, t.windowStart] }),
    index('rate_limits_window').on(t.windowStart),
    everyRow('rate_limits', customerRole),
    everyRow('rate_limits', staffRole),
    everyRow('rate_limits', systemRole),
    everyRow('rate_limits', workerRole),
  ],
)

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
