import { sql } from 'drizzle-orm'
import {
  bigint,
  index,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytea, customerRole, everyRow, staffRole, supportRole, systemRole, workerRole } from './roles.ts'

/** A system of the bank, or of a partner, that feeds the portal, asks it, or obeys it. */
export const systems = pgTable(
  'systems',
  {
    /** As it stands on the rows it writes: `core-banking`. */
    id: text().primaryKey(),
    /** As customers read it. */
    name: jsonb().$type<Record<'kk' | 'ru' | 'en', string>>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    /** The sign of who added it; null for what came with the demo. */
    createdBy: text('created_by'),
  },
  () => [
    ...[customerRole, supportRole].map((role) =>
      pgPolicy(`systems_${role.name.replace('arqau_', '')}`, { to: role, for: 'select', using: sql`true` }),
    ),
    everyRow('systems', staffRole),
    everyRow('systems', systemRole),
    everyRow('systems', workerRole),
  ],
)

/** A system's bearer key: shown once, kept as a hash. A system holds at most two that live. */
export const systemKeys = pgTable(
  'system_keys',
  {
    /** The part of the key that may be seen, and names it. */
    id: text().primaryKey(),
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    /** SHA-256 of the secret part, which has 256 random bits. */
    secretHash: text('secret_hash').notNull(),
    /** Permissions it carries. */
    scopes: text().array().notNull(),
    /** 1 or 2: its place among the two. */
    slot: smallint().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    createdBy: text('created_by'),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
    revokedBy: text('revoked_by'),
    /** About when it was last used: moved at most once in a few minutes. */
    lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
  },
  (t) => [
    uniqueIndex('system_keys_slots').on(t.systemId, t.slot).where(sql`revoked_at is null`),
    everyRow('system_keys', staffRole),
    everyRow('system_keys', systemRole),
  ],
)

/** What a system's write was answered, by the `Idempotency-Key` it sent: written in the write's own transaction. */
export const answeredRequests = pgTable(
  'answered_requests',
  {
    systemId: text('system_id').notNull(),
    key: text().notNull(),
    /** SHA-256 of method, path and body: the key used again for something else is refused. */
    requestHash: text('request_hash').notNull(),
    answer: jsonb().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.systemId, t.key] }),
    index('answered_requests_age').on(t.at),
    everyRow('answered_requests', systemRole),
    everyRow('answered_requests', workerRole),
  ],
)

/** Where a system is told of events: an address that takes Standard Webhooks 1.0. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    id: uuid().primaryKey(),
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    url: text().notNull(),
    /** The types of events it hears of. */
    types: text().array().notNull(),
    /** Of decisions, only those on these consents; null: on any. */
    consents: text().array(),
    /** active | paused | disabled */
    state: text().notNull(),
    /** Why it is disabled: `gone` when the receiver answered 410, `staff`. */
    stateReason: text('state_reason'),
    /** The signing secret, wrapped by the master key; the one before it signs as well until it ends. */
    secretWrapped: bytea('secret_wrapped').notNull(),
    formerSecretWrapped: bytea('former_secret_wrapped'),
    formerSecretUntil: timestamp('former_secret_until', { withTimezone: true }),
    /** Deliveries are made of all events up to this place in the feed; set back, they are made again. */
    madeUpTo: bigint('made_up_to', { mode: 'number' }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    createdBy: text('created_by'),
  },
  (t) => [
    index('subscriptions_of_system').on(t.systemId),
    everyRow('subscriptions', staffRole),
    everyRow('subscriptions', workerRole),
  ],
)
