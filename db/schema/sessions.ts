import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  type PgRole,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { customers } from './customers.ts'
import {
  bytea,
  customerRole,
  everyRow,
  ownedRows,
  settings,
  staffRole,
  systemRole,
  workerRole,
} from './roles.ts'

/** A signed-in browser. The cookie names the session; this row alone says whether it is still valid. */
export const sessions = pgTable(
  'sessions',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull(),
    /** When the customer last entered a one-time code in this session. */
    verifiedAt: timestamp('verified_at', { withTimezone: true }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    /** How often the session has had a new cookie; one made before the last of them names it no longer. */
    renewals: integer().notNull().default(0),
    /** Browser family and system, such as `Chrome, Android`; never the whole user agent. */
    device: text().notNull(),
    addressSealed: bytea('address_sealed').notNull(),
    /** Whether this browser has sent `Sec-GPC: 1`. */
    gpc: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    ...ownedRows('sessions', () => t.customerId, staffRole, systemRole, workerRole),
  ],
)

/** A one-time code, hashed and bound to the browser or session that asked for it. */
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
    const own = sql`${t.browserHash} = any(${settings('browser_hash')})`
    return [
      index('sign_in_codes_browser').on(t.browserHash, t.createdAt.desc().nullsFirst()),
      index('sign_in_codes_expiry').on(t.expiresAt),
      pgPolicy('sign_in_codes_customer', { to: customerRole, using: own, withCheck: own }),
      everyRow('sign_in_codes', systemRole),
      everyRow('sign_in_codes', workerRole),
    ]
  },
)

/**
 * When something was tried, by a keyed hash of the phone, browser, address or person and the limit's name. A transaction
 * sees and counts the rows it names by their hash as it begins, and no others.
 */
export const rateLimits = pgTable(
  'rate_limits',
  {
    keyHash: text('key_hash').primaryKey(),
    /** The tries that were let through and still count; no more of them than the limit's highest number. */
    triedAt: timestamp('tried_at', { withTimezone: true }).array().notNull(),
    /** When the last of them has left its window. */
    keptUntil: timestamp('kept_until', { withTimezone: true }).notNull(),
  },
  (t) => {
    const named = sql`${t.keyHash} = any(string_to_array(arqau_setting('limit_keys'), ' '))`
    const byKey = (name: string, to: PgRole) => pgPolicy(name, { to, using: named, withCheck: named })
    return [
      index('rate_limits_kept_until').on(t.keptUntil),
      byKey('rate_limits_customer', customerRole),
      byKey('rate_limits_staff', staffRole),
      byKey('rate_limits_system', systemRole),
      everyRow('rate_limits', workerRole),
    ]
  },
)
