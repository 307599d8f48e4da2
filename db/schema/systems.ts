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
import type { Locale } from '#policy/locale.ts'
import { onlyKnown, onlyKnownIn } from './codes.ts'
import { eventTypes } from './event-types.ts'
import { bytea, customerRole, everyRow, staffRole, supportRole, systemRole, workerRole } from './roles.ts'

/** A system of the bank or of a partner that sends data, checks consents or applies decisions. */
export const systems = pgTable(
  'systems',
  {
    /** The id on the rows it writes, such as `core-banking`. */
    id: text().primaryKey(),
    /** The name customers read. */
    name: jsonb().$type<Record<Locale, string>>().notNull(),
    /** The recipient of the catalogue whose system it is; null for the bank's own. */
    recipient: text(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    /** The staff code of the person who added it; null for the demo's systems. */
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

/** The permissions a system can hold. */
export const storedScopes = [
  'automated-decisions:record',
  'complaints:enter',
  'consents:check',
  'consents:decide',
  'customers:register',
  'deliveries:confirm',
  'disclosures:record',
  'events:read',
  'guardians:end',
  'guardians:register',
  'holdings:put',
  'imports:send',
  'measures:take',
  'records:send',
  'restrictions:check',
  'restrictions:put',
  'restrictions:report',
  'state-service:ask',
  'state-service:withdraw',
  'tasks:answer',
] as const

/** A system's bearer key: shown once, kept as a hash. A system has at most two valid keys. */
export const systemKeys = pgTable(
  'system_keys',
  {
    /** The public part of the key, which names it. */
    id: text().primaryKey(),
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    /** SHA-256 of the secret part, which has 256 random bits. */
    secretHash: text('secret_hash').notNull(),
    /** The permissions it carries. */
    scopes: text({ enum: storedScopes }).array().notNull(),
    /** 1 or 2: which of the system's two keys it is. */
    slot: smallint().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    createdBy: text('created_by'),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
    revokedBy: text('revoked_by'),
    /** About when it was last used; updated at most once in a few minutes. */
    lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
  },
  (t) => [
    uniqueIndex('system_keys_slots').on(t.systemId, t.slot).where(sql`revoked_at is null`),
    onlyKnownIn(t.scopes, storedScopes),
    everyRow('system_keys', staffRole),
    everyRow('system_keys', systemRole),
    everyRow('system_keys', workerRole),
  ],
)

/** The answer to a system's write, by its `Idempotency-Key`; written in the same transaction as the write. */
export const answeredRequests = pgTable(
  'answered_requests',
  {
    systemId: text('system_id').notNull(),
    key: text().notNull(),
    /** SHA-256 of method, path and body. The same key with another request is refused. */
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

/** A `draft` has yet to answer a test event; `active` is live. */
export const subscriptionStates = ['draft', 'active', 'paused', 'disabled'] as const
/** Why a subscription is disabled: its receiver answered 410, or staff removed it. */
export const disabledReasons = ['gone', 'staff'] as const

/** An address at which a system receives events, as Standard Webhooks 1.0. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    id: uuid().primaryKey(),
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    url: text().notNull(),
    /** The types of events that are sent to it. */
    types: text({ enum: eventTypes }).array().notNull(),
    /** Only decisions on these consents are sent; null for decisions on any consent. */
    consents: text().array(),
    state: text({ enum: subscriptionStates }).notNull(),
    /** Why it is disabled: `gone` when the receiver answered 410, or `staff`. */
    stateReason: text('state_reason', { enum: disabledReasons }),
    /** The signing secret, wrapped by the master key; those before it are in {@link formerSecrets}. */
    secretWrapped: bytea('secret_wrapped').notNull(),
    /** When a test event was first answered; null until then, and before it no deliveries are made. */
    liveSince: timestamp('live_since', { withTimezone: true }),
    /** Deliveries exist for all events up to this position in the feed. When it is set back, they are made again. */
    madeUpTo: bigint('made_up_to', { mode: 'number' }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    createdBy: text('created_by'),
  },
  (t) => [
    index('subscriptions_of_system').on(t.systemId),
    onlyKnownIn(t.types, eventTypes),
    onlyKnown(t.state, subscriptionStates),
    onlyKnown(t.stateReason, disabledReasons),
    // Customers read since when a system is told of decisions; addresses and secrets are not granted to them.
    ...[customerRole, supportRole].map((role) =>
      pgPolicy(`subscriptions_${role.name.replace('arqau_', '')}`, {
        to: role,
        for: 'select',
        using: sql`${t.types} @> '{consent.decided}'`,
      }),
    ),
    everyRow('subscriptions', staffRole),
    everyRow('subscriptions', workerRole),
  ],
)

/** The signing secrets of a subscription that were changed. Each also signs until its own time is over, or staff stop it. */
export const formerSecrets = pgTable(
  'former_secrets',
  {
    subscriptionId: uuid('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    id: uuid().notNull(),
    /** Wrapped by the master key. */
    secretWrapped: bytea('secret_wrapped').notNull(),
    signsUntil: timestamp('signs_until', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subscriptionId, t.id] }),
    everyRow('former_secrets', staffRole),
    everyRow('former_secrets', workerRole),
  ],
)
