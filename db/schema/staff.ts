import { index, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { everyRow, staffRole } from './roles.ts'

/** The roles a member of staff can have here, the one with the widest say first. */
export const staffRoles = ['officer', 'supervisor', 'agent', 'administrator'] as const
export type StaffRole = (typeof staffRoles)[number]

/** A member of the bank's staff, as the identity provider vouches for them. No name: customers and logs see the sign. */
export const staff = pgTable(
  'staff',
  {
    /** The sign they act under, such as `Қ-114`: given at the first sign-in, never reused. */
    id: text().primaryKey(),
    /** Together the person's identity at the provider (OpenID Connect Core, section 2: `iss`, `sub`). */
    issuer: text().notNull(),
    subject: text().notNull(),
    /** agent | supervisor | officer | administrator; null for who has lost their role. */
    role: text(),
    /** Keyed hash of their own IIN, where the provider tells it: nobody looks at themselves or at a colleague. */
    iinHash: text('iin_hash'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    unique('staff_identity').on(t.issuer, t.subject),
    index('staff_iin').on(t.iinHash),
    everyRow('staff', staffRole),
  ],
)

/** A staff member's signed-in browser; nothing in common with a customer's session. */
export const staffSessions = pgTable(
  'staff_sessions',
  {
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    id: uuid().notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull(),
    /** When the provider last made them prove who they are (`auth_time`). */
    authenticatedAt: timestamp('authenticated_at', { withTimezone: true }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    /** Browser family and system. */
    device: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.id] }), everyRow('staff_sessions', staffRole)],
)
