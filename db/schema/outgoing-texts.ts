import { sql } from 'drizzle-orm'
import {
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { pauseReasons } from './case-codes.ts'
import { cases } from './cases.ts'
import { onlyKnown } from './codes.ts'
import { bytea, everyRow, staffRole, workerRole } from './roles.ts'
import { staffRoles } from './staff.ts'

/** The steps whose text the bank writes to the customer: each waits before it leaves. */
export const outgoingKinds = [
  'message',
  'waiting-customer',
  'answered',
  'fulfilled',
  'partly-fulfilled',
  'refused',
  'extended',
] as const

/**
 * A text of the bank on a complaint that was sent and has not left: until it leaves it is no step of the complaint, and the
 * roles `customer` and `support` have no grant on it. It leaves as the step of the same id, sealed as that step's text.
 */
export const outgoingTexts = pgTable(
  'outgoing_texts',
  {
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    caseId: uuid('case_id').notNull(),
    kind: text({ enum: outgoingKinds }).notNull(),
    textSealed: bytea('text_sealed').notNull(),
    /** Why the clock stands still once it has left. */
    pauseReason: text('pause_reason', { enum: pauseReasons }),
    /** Who sent it, in which role and session. */
    staffId: text('staff_id').notNull(),
    role: text({ enum: staffRoles }).notNull(),
    sessionId: uuid('session_id').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    leavesAt: timestamp('leaves_at', { withTimezone: true }).notNull(),
    /** Until a row of {@link outgoingTextEnds} says how it ended; it changes once and never back. */
    waits: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    uniqueIndex('outgoing_texts_one').on(t.customerId, t.caseId).where(sql`waits`),
    index('outgoing_texts_of_case').on(t.customerId, t.caseId, t.at),
    index('outgoing_texts_due').on(t.leavesAt).where(sql`waits`),
    foreignKey({
      name: 'outgoing_texts_of',
      columns: [t.customerId, t.caseId],
      foreignColumns: [cases.customerId, cases.id],
    }),
    onlyKnown(t.kind, outgoingKinds),
    onlyKnown(t.pauseReason, pauseReasons),
    onlyKnown(t.role, staffRoles),
    everyRow('outgoing_texts', staffRole),
    everyRow('outgoing_texts', workerRole),
  ],
)

/** How an outgoing text ended. `overtaken`: something that came first, such as a withdrawal, lets it follow no more. */
export const outgoingEnds = ['released', 'recalled', 'overtaken'] as const

/** The end of an outgoing text. Append-only: a text that was taken back stays, with this row next to it. */
export const outgoingTextEnds = pgTable(
  'outgoing_text_ends',
  {
    customerId: uuid('customer_id').notNull(),
    /** The text's. */
    id: uuid().notNull(),
    end: text({ enum: outgoingEnds }).notNull(),
    /** Who took it back; null where the portal ended it. */
    staffId: text('staff_id'),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    foreignKey({
      name: 'outgoing_text_ends_of',
      columns: [t.customerId, t.id],
      foreignColumns: [outgoingTexts.customerId, outgoingTexts.id],
    }),
    onlyKnown(t.end, outgoingEnds),
    everyRow('outgoing_text_ends', staffRole),
  ],
)
