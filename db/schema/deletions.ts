import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
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
import { refusalReasons } from '#policy/refusal-reasons.ts'
import { cases } from './cases.ts'
import { onlyKnown, onlyKnownIn } from './codes.ts'
import { customers } from './customers.ts'
import { bytea, everyRow, ownedRows, staffRole, systemRole, workerRole } from './roles.ts'
import { staffRoles } from './staff.ts'

/** What a deletion does to a kind of data. */
export const fates = ['kept', 'erased'] as const
/** What it did: a system that holds it can refuse to erase it. */
export const lineFates = ['refused', ...fates] as const
/** On what the bank keeps data although their deletion is asked for. */
export const keepingGrounds = ['contract', 'law'] as const
/** `proposed`, then `declined` or, by a colleague, `approved`. */
export const deletionStepKinds = ['proposed', 'declined', 'approved'] as const
/** How an approved deletion ended; `overtaken`: the request was over before every system had answered. */
export const deletionEnds = ['carried-out', 'overtaken'] as const

const caseOf = (name: string, t: { customerId: AnyPgColumn; caseId: AnyPgColumn }) =>
  foreignKey({
    name,
    columns: [t.customerId, t.caseId],
    foreignColumns: [cases.customerId, cases.id],
  })

/** What a deletion does to each kind of data, as its customer was shown it and confirmed it. Append-only. */
export const deletionFates = pgTable(
  'deletion_fates',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    /** The id of a field in the catalogue. */
    field: text().notNull(),
    fate: text({ enum: fates }).notNull(),
    /** Why it is kept; none of what is erased. */
    grounds: text({ enum: keepingGrounds }).array().notNull(),
    /** The last day on which it is kept; null where that day is not known yet. */
    until: date(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.caseId, t.field] }),
    caseOf('deletion_fates_of', t),
    check('deletion_fates_why', sql`(${t.fate} = 'kept') = (${t.grounds} <> '{}')`),
    onlyKnown(t.fate, fates),
    onlyKnownIn(t.grounds, keepingGrounds),
    ...ownedRows('deletion_fates', () => t.customerId, staffRole),
  ],
)

/** That a member of staff proposed a deletion, and what a colleague said. Append-only, numbered without gaps for a case. */
export const deletionSteps = pgTable(
  'deletion_steps',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    number: integer().notNull(),
    kind: text({ enum: deletionStepKinds }).notNull(),
    /** The one who proposed it, so that the database sees who approves. */
    proposedBy: text('proposed_by').notNull(),
    staffId: text('staff_id').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.caseId, t.number] }),
    caseOf('deletion_steps_of', t),
    onlyKnown(t.kind, deletionStepKinds),
    // Four eyes: nobody approves what they proposed themselves.
    check(
      'deletion_steps_four_eyes',
      sql`case ${t.kind} when 'proposed' then ${t.staffId} = ${t.proposedBy} when 'approved' then ${t.staffId} <> ${t.proposedBy} else true end`,
    ),
    everyRow('deletion_steps', staffRole),
  ],
)

/** An approved deletion: a due row, until every system has answered and it is carried out in its approver's name. */
export const deletions = pgTable(
  'deletions',
  {
    customerId: uuid('customer_id').notNull(),
    /** The id of the request. */
    id: uuid().notNull(),
    /** What it erases unless a system refuses. */
    fields: text().array().notNull(),
    staffId: text('staff_id').notNull(),
    role: text({ enum: staffRoles }).notNull(),
    sessionId: uuid('session_id').notNull(),
    approvedAt: timestamp('approved_at', { withTimezone: true }).notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    attempts: integer().notNull().default(0),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    end: text({ enum: deletionEnds }),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('deletions_due').on(t.dueAt).where(sql`ended_at is null`),
    foreignKey({
      name: 'deletions_of',
      columns: [t.customerId, t.id],
      foreignColumns: [cases.customerId, cases.id],
    }),
    check('deletions_ended', sql`(${t.endedAt} is null) = (${t.end} is null)`),
    onlyKnown(t.role, staffRoles),
    onlyKnown(t.end, deletionEnds),
    everyRow('deletions', staffRole),
    everyRow('deletions', workerRole),
    everyRow('deletions', systemRole),
  ],
)

/** Of a value that was erased, what knows it when it comes again and tells nothing of it. Append-only. */
export const tombstones = pgTable(
  'tombstones',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    field: text().notNull(),
    salt: bytea().notNull(),
    /** HMAC-SHA-256 of salt and value with a key made from the customer's. */
    hash: bytea().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** Of a value that another one replaced while it was to be erased: it counts once its field was erased. */
    replaced: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('tombstones_field').on(t.customerId, t.field),
    everyRow('tombstones', staffRole),
    // A system replaces a value that is to be erased; it erases none.
    pgPolicy('tombstones_system', { to: systemRole, using: sql`true`, withCheck: sql`${t.replaced}` }),
  ],
)

/** The certificate of a deletion that was carried out. Append-only. */
export const certificates = pgTable(
  'certificates',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    /** `ЖК-2026-00019`. */
    reference: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** The last day on which a backup may still have what was erased; null where nothing was. */
    backupsUntil: date('backups_until'),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.caseId] }),
    unique('certificates_reference').on(t.customerId, t.reference),
    caseOf('certificates_of', t),
    ...ownedRows('certificates', () => t.customerId, staffRole),
  ],
)

/** What became of a kind of data, on a certificate. Append-only. */
export const certificateLines = pgTable(
  'certificate_lines',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    number: integer().notNull(),
    field: text().notNull(),
    fate: text({ enum: lineFates }).notNull(),
    grounds: text({ enum: keepingGrounds }).array().notNull(),
    /** Why a system refused; null where none did. */
    reason: text({ enum: refusalReasons }),
    until: date(),
    /** Of a collection, how many entries there were. */
    quantity: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.caseId, t.number] }),
    foreignKey({
      name: 'certificate_lines_of',
      columns: [t.customerId, t.caseId],
      foreignColumns: [certificates.customerId, certificates.caseId],
    }),
    check('certificate_lines_why', sql`(${t.fate} = 'refused') = (${t.reason} is not null)`),
    onlyKnown(t.fate, lineFates),
    onlyKnownIn(t.grounds, keepingGrounds),
    onlyKnown(t.reason, refusalReasons),
    ...ownedRows('certificate_lines', () => t.customerId, staffRole),
  ],
)
