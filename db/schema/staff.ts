import { index, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { onlyKnown } from './codes.ts'
import { everyRow, staffRole, workerRole } from './roles.ts'

/** The roles of staff, the one with the most permissions first. */
export const staffRoles = ['officer', 'supervisor', 'agent', 'administrator'] as const
export type StaffRole = (typeof staffRoles)[number]

/** A member of the bank's staff, known by the identity provider. No name is kept: customers and logs see the staff code. */
export const staff = pgTable(
  'staff',
  {
    /** The staff code, such as `Қ-114`: given at the first sign-in, never reused. */
    id: text().primaryKey(),
    /** Issuer and subject together are the person's identity at the provider (OpenID Connect Core, section 2). */
    issuer: text().notNull(),
    subject: text().notNull(),
    /** Null for who has lost their role. */
    role: text({ enum: staffRoles }),
    /** Keyed hash of their own IIN, if the provider tells it, so that nobody looks at themselves or at a colleague. */
    iinHash: text('iin_hash'),
    /** The same by the other lookup key, while there are two: a customer's own may be by either. */
    iinHashOther: text('iin_hash_other'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    unique('staff_identity').on(t.issuer, t.subject),
    index('staff_iin').on(t.iinHash),
    onlyKnown(t.role, staffRoles),
    everyRow('staff', staffRole),
    everyRow('staff', workerRole),
  ],
)

/** A staff member's signed-in browser; separate from customers' sessions. */
export const staffSessions = pgTable(
  'staff_sessions',
  {
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    id: uuid().notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull(),
    /** When the person last signed in at the provider (`auth_time`). */
    authenticatedAt: timestamp('authenticated_at', { withTimezone: true }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    /**
     * The first of the sessions of this person that followed each other in one browser; null on that one itself. A look that
     * was begun in one of them goes on in the next.
     */
    firstId: uuid('first_id'),
    /** Browser family and system. */
    device: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.id] }), everyRow('staff_sessions', staffRole)],
)
