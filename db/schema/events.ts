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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { onlyKnown } from './codes.ts'
import { eventTypes } from './event-types.ts'
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

/** The events of consents that ended by themselves. */
const isExpiry = sql`type = 'consent.expired'`

/**
 * A change the bank's systems must hear of, written in the transaction that made it. Append-only, except for its
 * position in the feed, which the worker writes once.
 */
export const events = pgTable(
  'events',
  {
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    type: text({ enum: eventTypes }).notNull(),
    /** The decision, complaint, look or restriction the event is about. */
    objectId: text('object_id').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** The order of writing. Events are committed in another order, so no reader can follow it; for one customer both agree. */
    number: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
    /** The position in the feed, without gaps, given after the event is committed; null until then. */
    position: bigint({ mode: 'number' }),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('events_unplaced').on(t.number).where(sql`position is null`),
    unique('events_position').on(t.position),
    // One end for each decision, and the newest of them all, from where the worker goes on.
    uniqueIndex('events_expiry').on(t.customerId, t.objectId).where(isExpiry),
    index('events_expired').on(t.at).where(isExpiry),
    onlyKnown(t.type, eventTypes),
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

export const deliveryStates = ['due', 'sent', 'failed'] as const
/** What can go wrong with a delivery before there is a whole answer. */
export const deliveryFaults = [
  /** An address of a private network, which the settings do not allow. */
  'address-refused',
  'name-unknown',
  'unreachable',
  'tls',
  'timeout',
  /** The connection ended in the middle of the answer. */
  'cut-off',
] as const
export type DeliveryFault = (typeof deliveryFaults)[number]

/** One event on its way to one subscription. The worker claims the rows that are due. */
export const deliveries = pgTable(
  'deliveries',
  {
    customerId: uuid('customer_id').notNull(),
    /** The `webhook-id` that the receiver gets, the same at every try. */
    id: uuid().notNull(),
    subscriptionId: uuid('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    systemId: text('system_id').notNull(),
    eventId: uuid('event_id').notNull(),
    /** The same as the event's. */
    objectId: text('object_id').notNull(),
    /** What it keeps the order of: the consent, the restricted field, or what else the event is about, such as a complaint. */
    orderedBy: text('ordered_by').notNull(),
    position: bigint({ mode: 'number' }).notNull(),
    state: text({ enum: deliveryStates }).notNull(),
    attempts: integer().notNull(),
    /** When it is tried next; while a worker holds it, when another worker may take it. */
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    /** When the receiver first accepted it. */
    sentAt: timestamp('sent_at', { withTimezone: true }),
    /** When the system confirmed that it applies the decision. */
    confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
    /** Until when the system must confirm; null where there is nothing to apply. */
    confirmBy: timestamp('confirm_by', { withTimezone: true }),
    /** The result of the last try: an HTTP status, or what went wrong before there was one. */
    lastStatus: integer('last_status'),
    lastFault: text('last_fault', { enum: deliveryFaults }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('deliveries_of_event').on(t.customerId, t.eventId, t.subscriptionId),
    index('deliveries_of_object').on(t.customerId, t.objectId),
    index('deliveries_in_order')
      .on(t.customerId, t.subscriptionId, t.orderedBy, t.position)
      .where(sql`state = 'due'`),
    index('deliveries_due').on(t.subscriptionId, t.dueAt).where(sql`state = 'due'`),
    index('deliveries_unconfirmed')
      .on(t.confirmBy)
      .where(sql`confirmed_at is null and confirm_by is not null`),
    index('deliveries_by_id').on(t.id),
    index('deliveries_of_subscription').on(t.subscriptionId, t.position),
    onlyKnown(t.state, deliveryStates),
    onlyKnown(t.lastFault, deliveryFaults),
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
