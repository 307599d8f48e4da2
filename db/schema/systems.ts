import { sql } from 'drizzle-orm'
import {
  bigint,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import {
  bytea,
  currentCustomer,
  customerRole,
  everyRow,
  staffRole,
  supportRole,
  systemRole,
  workerRole,
} from './roles.ts'

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

/**
 * Something the bank's systems must hear of, written in the transaction that caused it. Append-only, but for its
 * place in the feed, which the worker writes once.
 */
export const events = pgTable(
  'events',
  {
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    type: text().notNull(),
    /** The decision, complaint or look the event is about. */
    objectId: text('object_id').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** The order of writing. Events are committed in another, so a reader cannot follow it; for one customer the two agree. */
    number: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
    /** The place in the feed, without gaps, given once the event is committed; null until then. */
    position: bigint({ mode: 'number' }),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('events_unplaced').on(t.number).where(sql`position is null`),
    unique('events_position').on(t.position),
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

/** One event on its way to one subscription. Rows that are due; the worker claims them. */
export const deliveries = pgTable(
  'deliveries',
  {
    customerId: uuid('customer_id').notNull(),
    /** The `webhook-id` the receiver sees, the same at every try. */
    id: uuid().notNull(),
    subscriptionId: uuid('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    systemId: text('system_id').notNull(),
    eventId: uuid('event_id').notNull(),
    /** The event's. */
    objectId: text('object_id').notNull(),
    position: bigint({ mode: 'number' }).notNull(),
    /** due | sent | failed */
    state: text().notNull(),
    attempts: integer().notNull(),
    /** When it is tried next; while a worker holds it, when another may. */
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    /** When the receiver first took it. */
    sentAt: timestamp('sent_at', { withTimezone: true }),
    /** When the system said that it obeys. */
    confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
    /** Until when it must have; null where nothing is to be obeyed. */
    confirmBy: timestamp('confirm_by', { withTimezone: true }),
    /** What the last try came to: an HTTP status, or what went wrong before there was one. */
    lastStatus: integer('last_status'),
    lastFault: text('last_fault'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('deliveries_of_event').on(t.customerId, t.eventId, t.subscriptionId),
    index('deliveries_of_object').on(t.customerId, t.objectId),
    index('deliveries_in_order').on(t.customerId, t.subscriptionId, t.position).where(sql`state = 'due'`),
    index('deliveries_due').on(t.subscriptionId, t.dueAt).where(sql`state = 'due'`),
    index('deliveries_unconfirmed')
      .on(t.confirmBy)
      .where(sql`confirmed_at is null and confirm_by is not null`),
    index('deliveries_by_id').on(t.id),
    index('deliveries_of_subscription').on(t.subscriptionId, t.position),
    pgPolicy('deliveries_customer', {
      to: customerRole,
      for: 'select',
      using: sql`${t.customerId} = ${currentCustomer}`,
    }),
    pgPolicy('deliveries_support', {
      to: supportRole,
      for: 'select',
      using: sql`${t.customerId} = ${currentCustomer}`,
    }),
    everyRow('deliveries', staffRole),
    everyRow('deliveries', systemRole),
    everyRow('deliveries', workerRole),
  ],
)

/** A withdrawal that a customer asked for at the state service of control of access, and what came of it here. */
export const stateApplications = pgTable(
  'state_applications',
  {
    /** `nobody` where the bank knows no such customer. */
    customerId: uuid('customer_id').notNull(),
    /** The service's own number of the application. */
    id: text().notNull(),
    /** The consent it was taken to be about; null for one the catalogue does not know. */
    consent: text(),
    /** withdrawn | already-off | obliged | unknown-customer | unknown-consent */
    outcome: text().notNull(),
    decisionId: uuid('decision_id'),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    /** When the service took the bank's decision; until then it is due again and again. */
    answeredAt: timestamp('answered_at', { withTimezone: true }),
    attempts: integer().notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('state_applications_number').on(t.id),
    index('state_applications_due').on(t.dueAt).where(sql`answered_at is null`),
    everyRow('state_applications', systemRole),
    everyRow('state_applications', workerRole),
  ],
)
