import { date, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { customerRole, everyRow, staffRole, supportRole, systemRole, workerRole } from './roles.ts'

/** A published policy: the whole catalogue as canonical JSON (RFC 8785), with its SHA-256. Append-only. */
export const policyVersions = pgTable(
  'policy_versions',
  {
    number: integer().primaryKey(),
    hash: text().notNull().unique(),
    canonical: text().notNull(),
    effectiveOn: date('effective_on').notNull(),
    publishedAt: timestamp('published_at', { withTimezone: true }).notNull(),
  },
  () =>
    [customerRole, supportRole, staffRole, systemRole, workerRole].map((role) =>
      everyRow('policy_versions', role),
    ),
)
