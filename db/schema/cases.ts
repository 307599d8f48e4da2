import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
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
import { clockIds } from '#policy/clock-ids.ts'
import { locales } from '#policy/locale.ts'
import { actorKinds } from './activity.ts'
import {
  aboutKinds,
  caseChannels,
  caseKinds,
  caseSides,
  caseStates,
  caseTypes,
  complaintKinds,
  isEnd,
  isStart,
  mediaTypes,
  pauseReasons,
  reminderShares,
  stepKinds,
} from './case-codes.ts'
import { isOneOf, onlyKnown } from './codes.ts'
import { customers } from './customers.ts'
import { bytea, everyRow, ownedRows, staffRole, systemRole, workerRole } from './roles.ts'
import { staff } from './staff.ts'

/**
 * A complaint or a request. Its state is its latest step; its deadline is counted at receipt by the catalogue's clock. Of a
 * case, its steps and files, the role `system` reads what a task was opened for.
 */
export const cases = pgTable(
  'cases',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    type: text({ enum: caseTypes }).notNull(),
    /** The number the customer reads out: `Ш-2026-00417` of a complaint, `С-2026-00088` of a request. */
    reference: text().notNull(),
    kind: text({ enum: caseKinds }).notNull(),
    subjectSealed: bytea('subject_sealed').notNull(),
    /** With the id of what it is about; both null when about nothing in particular. */
    aboutKind: text('about_kind', { enum: aboutKinds }),
    aboutId: text('about_id'),
    channel: text({ enum: caseChannels }).notNull().default('portal'),
    locale: text({ enum: locales }).notNull(),
    /** Of one that the bank entered, the beginning of the day of receipt: no time of it is known. */
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    /** The clock that counts the deadline: a clock's id in the catalogue. */
    clock: text({ enum: clockIds }).notNull(),
    /** The last day for the answer as counted at receipt; null where the calendar of working days did not reach it. */
    dueOn: date('due_on'),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('cases_reference').on(t.customerId, t.reference),
    index('cases_due').on(t.dueOn, t.id, t.customerId),
    index('cases_by_reference').on(t.reference),
    onlyKnown(t.type, caseTypes),
    onlyKnown(t.kind, caseKinds),
    onlyKnown(t.clock, clockIds),
    check('cases_type_of_kind', sql`(${t.type} = 'complaint') = (${isOneOf(t.kind, complaintKinds)})`),
    onlyKnown(t.aboutKind, aboutKinds),
    onlyKnown(t.channel, caseChannels),
    onlyKnown(t.locale, locales),
    ...ownedRows('cases', () => t.customerId, staffRole, workerRole),
    // A system knows again what a system entered, and reads what a task was opened for.
    pgPolicy('cases_system', {
      to: systemRole,
      using: sql`exists (select from case_steps where case_steps.customer_id = ${t.customerId} and case_steps.case_id = ${t.id} and case_steps.actor_kind = 'system') or exists (select from tasks where tasks.customer_id = ${t.customerId} and tasks.case_id = ${t.id})`,
      withCheck: sql`true`,
    }),
  ],
)

/** Something that happened to a case: a state entered, a message said. Append-only, numbered without gaps. */
export const caseSteps = pgTable(
  'case_steps',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    id: uuid().notNull(),
    number: integer().notNull(),
    kind: text({ enum: stepKinds }).notNull(),
    /** The case's state after this step; a message and an extension do not change it. */
    state: text({ enum: caseStates }).notNull(),
    side: text({ enum: caseSides }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    textSealed: bytea('text_sealed'),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
    actorId: text('actor_id'),
    /** Until when a late answer is announced, or the customer's answer awaited while the clock stands still. */
    dueOn: date('due_on'),
    /** Why the clock stands still from this step on. */
    pauseReason: text('pause_reason', { enum: pauseReasons }),
    /** The last day for the answer, when this step moved it: a pause has begun or ended. */
    movedDueOn: date('moved_due_on'),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('case_steps_number').on(t.customerId, t.caseId, t.number),
    index('case_steps_starts').on(t.customerId, t.caseId, t.number).where(isStart(t.kind)),
    index('case_steps_ends').on(t.customerId, t.caseId, t.number).where(isEnd(t.kind)),
    foreignKey({
      name: 'case_steps_of',
      columns: [t.customerId, t.caseId],
      foreignColumns: [cases.customerId, cases.id],
    }),
    onlyKnown(t.kind, stepKinds),
    onlyKnown(t.state, caseStates),
    onlyKnown(t.side, caseSides),
    onlyKnown(t.pauseReason, pauseReasons),
    onlyKnown(t.actorKind, actorKinds),
    ...ownedRows('case_steps', () => t.customerId, staffRole, workerRole),
    // A system writes the first steps of a complaint that it enters.
    pgPolicy('case_steps_system', {
      to: systemRole,
      using: sql`${t.actorKind} = 'system' or exists (select from tasks where tasks.customer_id = ${t.customerId} and tasks.case_id = ${t.caseId})`,
      withCheck: sql`${t.actorKind} = 'system'`,
    }),
  ],
)

/** A file of a case, sealed. It is uploaded first and tied to a step when that step is sent; until then it expires. */
export const caseAttachments = pgTable(
  'case_attachments',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    stepId: uuid('step_id'),
    nameSealed: bytea('name_sealed').notNull(),
    mediaType: text('media_type', { enum: mediaTypes }).notNull(),
    bytes: integer().notNull(),
    contentSealed: bytea('content_sealed').notNull(),
    uploadedAt: timestamp('uploaded_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('case_attachments_step').on(t.customerId, t.stepId),
    foreignKey({
      name: 'case_attachments_step_of',
      columns: [t.customerId, t.stepId],
      foreignColumns: [caseSteps.customerId, caseSteps.id],
    }),
    onlyKnown(t.mediaType, mediaTypes),
    ...ownedRows('case_attachments', () => t.customerId, staffRole, workerRole),
    pgPolicy('case_attachments_system', {
      to: systemRole,
      for: 'select',
      using: sql`exists (select from case_steps where case_steps.customer_id = ${t.customerId} and case_steps.id = ${t.stepId})`,
    }),
  ],
)

const caseOf = (name: string, t: { customerId: AnyPgColumn; caseId: AnyPgColumn }) =>
  foreignKey({
    name,
    columns: [t.customerId, t.caseId],
    foreignColumns: [cases.customerId, cases.id],
  })

/** A note the staff write to each other about a case. The roles `customer` and `support` have no grant on it. */
export const caseNotes = pgTable(
  'case_notes',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    id: uuid().notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    at: timestamp({ withTimezone: true }).notNull(),
    textSealed: bytea('text_sealed').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.caseId, t.id] }),
    caseOf('case_notes_of', t),
    everyRow('case_notes', staffRole),
  ],
)

/** The member of staff who answers for a case: the latest row says who. Append-only, numbered without gaps. */
export const caseAssignments = pgTable(
  'case_assignments',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    number: integer().notNull(),
    /** Null when nobody answers for it any more. */
    staffId: text('staff_id').references(() => staff.id),
    by: text()
      .notNull()
      .references(() => staff.id),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.caseId, t.number] }),
    caseOf('case_assignments_of', t),
    everyRow('case_assignments', staffRole),
  ],
)

/** A reminder to the staff, sent when a share of a case's time has passed; 100 means that it is late. Append-only. */
export const caseReminders = pgTable(
  'case_reminders',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    /** The last day by which the share was counted. After an extension the reminders start again. */
    dueOn: date('due_on').notNull(),
    share: integer().$type<(typeof reminderShares)[number]>().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.caseId, t.dueOn, t.share] }),
    caseOf('case_reminders_of', t),
    onlyKnown(t.share, reminderShares),
    everyRow('case_reminders', staffRole),
    everyRow('case_reminders', workerRole),
  ],
)
