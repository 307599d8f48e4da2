import { sql } from 'drizzle-orm'
import {
  bigint,
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
import {
  currentCustomer,
  customerRole,
  everyRow,
  staffRole,
  supportRole,
  systemRole,
  workerRole,
} from './roles.ts'
import { subscriptions } from './systems.ts'

/** What the bank's systems can be told of. */
export const eventTypes = [
  'consent.decided',
  'complaint.filed',
  'complaint.moved',
  'look.asked',
  'look.started',
  'look.ended',
] as const
export type EventType = (typeof eventTypes)[number]

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
