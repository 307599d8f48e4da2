import { type SQL, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { customers } from './customers.ts'
import { bytea, everyRow, ownedRows, staffRole, workerRole } from './roles.ts'
import { staff } from './staff.ts'

/** A complaint. Its state is its latest step; its deadline is fixed at receipt from the catalogue's clock. */
export const complaints = pgTable(
  'complaints',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    /** The number the customer reads out: `Ш-2026-00417`. */
    reference: text().notNull(),
    /** ordinary | unauthorised-use */
    kind: text().notNull(),
    subjectSealed: bytea('subject_sealed').notNull(),
    /** field | consent | recipient, with its catalogue id; both null when about nothing in particular. */
    aboutKind: text('about_kind'),
    aboutId: text('about_id'),
    locale: text().notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    dueOn: date('due_on').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('complaints_reference').on(t.customerId, t.reference),
    index('complaints_due').on(t.dueOn, t.id, t.customerId),
    index('complaints_by_reference').on(t.reference),
    ...ownedRows('complaints', () => t.customerId, staffRole, workerRole),
  ],
)

/** The steps after which a complaint is open, until one of {@link endKinds} follows. */
export const startKinds = ['received', 'negotiation', 'court'] as const
/** The steps after which it is over, until one of {@link startKinds} follows. */
export const endKinds = ['answered', 'closed', 'withdrawn'] as const
/** The kinds are part of the text, as in the partial indexes: Postgres would not use these for kinds sent as parameters. */
const oneOf = (kind: AnyPgColumn, kinds: readonly string[]): SQL =>
  sql`${kind} in (${sql.raw(kinds.map((one) => `'${one}'`).join(', '))})`
export const isStart = (kind: AnyPgColumn): SQL => oneOf(kind, startKinds)
export const isEnd = (kind: AnyPgColumn): SQL => oneOf(kind, endKinds)

/** Something that happened to a complaint: a state entered, a message said. Append-only, numbered without gaps. */
export const complaintSteps = pgTable(
  'complaint_steps',
  {
    customerId: uuid('customer_id').notNull(),
    complaintId: uuid('complaint_id').notNull(),
    id: uuid().notNull(),
    number: integer().notNull(),
    /** received | registered | in-review | waiting-customer | message | extended | answered | negotiation | withdrawn | closed | court */
    kind: text().notNull(),
    /** The complaint's state after this step; a message and an extension do not change it. */
    state: text().notNull(),
    /** customer | bank | portal */
    side: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    textSealed: bytea('text_sealed'),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id'),
    /** The new last day for the answer, when this step extended it. */
    dueOn: date('due_on'),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('complaint_steps_number').on(t.customerId, t.complaintId, t.number),
    index('complaint_steps_starts').on(t.customerId, t.complaintId, t.number).where(isStart(t.kind)),
    index('complaint_steps_ends').on(t.customerId, t.complaintId, t.number).where(isEnd(t.kind)),
    foreignKey({
      name: 'complaint_steps_of',
      columns: [t.customerId, t.complaintId],
      foreignColumns: [complaints.customerId, complaints.id],
    }),
    ...ownedRows('complaint_steps', () => t.customerId, staffRole, workerRole),
  ],
)

/** A file of a complaint, sealed. It is uploaded first and tied to a step when that step is sent; until then it expires. */
export const complaintAttachments = pgTable(
  'complaint_attachments',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    stepId: uuid('step_id'),
    nameSealed: bytea('name_sealed').notNull(),
    mediaType: text('media_type').notNull(),
    bytes: integer().notNull(),
    contentSealed: bytea('content_sealed').notNull(),
    uploadedAt: timestamp('uploaded_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('complaint_attachments_step').on(t.customerId, t.stepId),
    foreignKey({
      name: 'complaint_attachments_step_of',
      columns: [t.customerId, t.stepId],
      foreignColumns: [complaintSteps.customerId, complaintSteps.id],
    }),
    ...ownedRows('complaint_attachments', () => t.customerId, staffRole, workerRole),
  ],
)

const complaintOf = (name: string, t: { customerId: AnyPgColumn; complaintId: AnyPgColumn }) =>
  foreignKey({
    name,
    columns: [t.customerId, t.complaintId],
    foreignColumns: [complaints.customerId, complaints.id],
  })

/** A note the staff write to each other about a complaint. The roles `customer` and `support` have no grant on it. */
export const complaintNotes = pgTable(
  'complaint_notes',
  {
    customerId: uuid('customer_id').notNull(),
    complaintId: uuid('complaint_id').notNull(),
    id: uuid().notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    at: timestamp({ withTimezone: true }).notNull(),
    textSealed: bytea('text_sealed').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.complaintId, t.id] }),
    complaintOf('complaint_notes_of', t),
    everyRow('complaint_notes', staffRole),
  ],
)

/** The member of staff who answers for a complaint: the latest row says who. Append-only, numbered without gaps. */
export const complaintAssignments = pgTable(
  'complaint_assignments',
  {
    customerId: uuid('customer_id').notNull(),
    complaintId: uuid('complaint_id').notNull(),
    number: integer().notNull(),
    /** Null when nobody answers for it any more. */
    staffId: text('staff_id').references(() => staff.id),
    by: text()
      .notNull()
      .references(() => staff.id),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.complaintId, t.number] }),
    complaintOf('complaint_assignments_of', t),
    everyRow('complaint_assignments', staffRole),
  ],
)

/** A reminder to the staff, sent when a share of a complaint's time has passed; 100 means that it is late. Append-only. */
export const complaintReminders = pgTable(
  'complaint_reminders',
  {
    customerId: uuid('customer_id').notNull(),
    complaintId: uuid('complaint_id').notNull(),
    /** The last day by which the share was counted. After an extension the reminders start again. */
    dueOn: date('due_on').notNull(),
    /** 50 | 80 | 95 | 100 */
    share: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.complaintId, t.dueOn, t.share] }),
    complaintOf('complaint_reminders_of', t),
    everyRow('complaint_reminders', staffRole),
    everyRow('complaint_reminders', workerRole),
  ],
)
