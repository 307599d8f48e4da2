import { sql } from 'drizzle-orm'
import {
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { auditActions, signInActions, tracedActions } from './audit-actions.ts'
import { isOneOf, onlyKnown } from './codes.ts'
import {
  currentCustomer,
  customerRole,
  everyRow,
  staffRole,
  supportRole,
  systemRole,
  workerRole,
} from './roles.ts'

/** The kinds of actors, in the context and in the log alike. */
export const actorKinds = [
  'visitor',
  'customer',
  'staff',
  'support',
  'staff-sign-in',
  'system',
  'key-check',
  'worker',
] as const
export type ActorKind = (typeof actorKinds)[number]
/** The log also holds rows written when `staff-sign-in` was called `entrance`. */
const loggedActorKinds = [...actorKinds, 'entrance'] as const
export type LoggedActorKind = (typeof loggedActorKinds)[number]

/**
 * Who did what to whose data. Append-only. Every row has both identities: `customer_id` is the subject and `actor_*` the
 * actor (RFC 8693's subject and actor). Details hold codes and ids, never a personal value.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    action: text({ enum: auditActions }).notNull(),
    actorKind: text('actor_kind', { enum: loggedActorKinds }).notNull(),
    actorId: text('actor_id'),
    sessionId: uuid('session_id'),
    /** The look in which it was done, when the actor is support. */
    lookId: uuid('look_id'),
    objectId: text('object_id'),
    detail: jsonb().$type<Record<string, string | number | boolean | null>>().notNull(),
    requestId: text('request_id').notNull(),
  },
  (t) => {
    const own = sql`${t.customerId} = ${currentCustomer}`
    return [
      primaryKey({ columns: [t.customerId, t.id] }),
      index('audit_log_newest').on(t.customerId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
      index('audit_log_action').on(
        t.customerId,
        t.action,
        t.at.desc().nullsFirst(),
        t.id.desc().nullsFirst(),
      ),
      // Sprays are of many customers and nobody.
      index('audit_log_sign_ins').on(t.at.desc().nullsFirst()).where(isOneOf(t.action, signInActions)),
      onlyKnown(t.action, auditActions),
      onlyKnown(t.actorKind, loggedActorKinds),
      pgPolicy('audit_log_customer', { to: customerRole, using: own, withCheck: own }),
      pgPolicy('audit_log_support', { to: supportRole, for: 'insert', withCheck: own }),
      pgPolicy('audit_log_support_reads', { to: supportRole, for: 'select', using: own }),
      everyRow('audit_log', staffRole),
      everyRow('audit_log', systemRole),
      everyRow('audit_log', workerRole),
    ]
  },
)

/** How often in an hour a source did what leaves a trace and changes nothing. Only the first of them are rows of the log. */
export const traceCounts = pgTable(
  'trace_counts',
  {
    /** The customer in whose log the rows are, or `nobody`. */
    customerId: uuid('customer_id').notNull(),
    action: text({ enum: tracedActions }).notNull(),
    /** When the hour began. */
    hour: timestamp({ withTimezone: true }).notNull(),
    /** The actor's id, or a keyed hash of the network; empty for all the others once there are too many. */
    source: text().notNull(),
    count: integer().notNull(),
  },
  (t) => {
    const own = sql`${t.customerId} = ${currentCustomer}`
    return [
      primaryKey({ columns: [t.customerId, t.action, t.hour, t.source] }),
      index('trace_counts_hour').on(t.hour),
      onlyKnown(t.action, tracedActions),
      pgPolicy('trace_counts_customer', { to: customerRole, using: own, withCheck: own }),
      everyRow('trace_counts', staffRole),
      everyRow('trace_counts', systemRole),
      everyRow('trace_counts', workerRole),
    ]
  },
)
