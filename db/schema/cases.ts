import { type SQL, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
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
import { locales } from '#policy/locale.ts'
import { actorKinds } from './activity.ts'
import { isOneOf, onlyKnown } from './codes.ts'
import { customers } from './customers.ts'
import { bytea, everyRow, ownedRows, staffRole, systemRole, workerRole } from './roles.ts'
import { staff } from './staff.ts'

export const complaintKinds = ['ordinary', 'unauthorised-use'] as const
/** What a complaint can be about: something of the catalogue, a look at the customer's view, or a decision of a program. */
export const aboutKinds = ['field', 'consent', 'recipient', 'look', 'automated-decision'] as const
/** How a complaint can reach the bank outside the portal; then the bank enters it. */
export const outsideChannels = ['letter', 'phone', 'branch'] as const
/** How a complaint reached the bank. */
export const complaintChannels = ['portal', ...outsideChannels] as const

/** A complaint. Its state is its latest step; its deadline is fixed at receipt from the catalogue's clock. */
export const cases = pgTable(
  'cases',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    /** The number the customer reads out: `Ш-2026-00417`. */
    reference: text().notNull(),
    kind: text({ enum: complaintKinds }).notNull(),
    subjectSealed: bytea('subject_sealed').notNull(),
    /** With the id of what it is about; both null when about nothing in particular. */
    aboutKind: text('about_kind', { enum: aboutKinds }),
    aboutId: text('about_id'),
    channel: text({ enum: complaintChannels }).notNull().default('portal'),
    locale: text({ enum: locales }).notNull(),
    /** Of one that the bank entered, the beginning of the day of receipt: no time of it is known. */
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    dueOn: date('due_on').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('cases_reference').on(t.customerId, t.reference),
    index('cases_due').on(t.dueOn, t.id, t.customerId),
    index('cases_by_reference').on(t.reference),
    onlyKnown(t.kind, complaintKinds),
    onlyKnown(t.aboutKind, aboutKinds),
    onlyKnown(t.channel, complaintChannels),
    onlyKnown(t.locale, locales),
    ...ownedRows('cases', () => t.customerId, staffRole, systemRole, workerRole),
  ],
)

/** Where a complaint stands. */
export const caseStates = [
  'received',
  'registered',
  'in-review',
  'waiting-customer',
  'answered',
  'negotiation',
  'withdrawn',
  'closed',
  'court',
] as const
/** What can happen to a complaint: every step but a message and an extension is a state of its own name. */
export const stepKinds = [...caseStates, 'message', 'extended'] as const
/** Who takes a step: the customer, the bank's staff, or the portal by itself. */
export const caseSides = ['customer', 'bank', 'portal'] as const

/** The steps after which a complaint is open, until one of {@link endKinds} follows. */
export const startKinds = ['received', 'negotiation', 'court'] as const
/** The steps after which it is over, until one of {@link startKinds} follows. */
export const endKinds = ['answered', 'closed', 'withdrawn'] as const
export const isStart = (kind: AnyPgColumn): SQL => isOneOf(kind, startKinds)
export const isEnd = (kind: AnyPgColumn): SQL => isOneOf(kind, endKinds)

/** Something that happened to a complaint: a state entered, a message said. Append-only, numbered without gaps. */
export const caseSteps = pgTable(
  'case_steps',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    id: uuid().notNull(),
    number: integer().notNull(),
    kind: text({ enum: stepKinds }).notNull(),
    /** The complaint's state after this step; a message and an extension do not change it. */
    state: text({ enum: caseStates }).notNull(),
    side: text({ enum: caseSides }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    textSealed: bytea('text_sealed'),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
    actorId: text('actor_id'),
    /** The new last day for the answer, when this step extended it. */
    dueOn: date('due_on'),
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
    onlyKnown(t.actorKind, actorKinds),
    ...ownedRows('case_steps', () => t.customerId, staffRole, workerRole),
    // A system writes the first steps of a complaint that it enters, and reads no others.
    pgPolicy('case_steps_system', {
      to: systemRole,
      using: sql`${t.actorKind} = 'system'`,
      withCheck: sql`${t.actorKind} = 'system'`,
    }),
  ],
)

/** What may be attached. */
export const mediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/heic',
  'text/plain',
] as const
export type MediaType = (typeof mediaTypes)[number]

/** A file of a complaint, sealed. It is uploaded first and tied to a step when that step is sent; until then it expires. */
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
  ],
)

const caseOf = (name: string, t: { customerId: AnyPgColumn; caseId: AnyPgColumn }) =>
  foreignKey({
    name,
    columns: [t.customerId, t.caseId],
    foreignColumns: [cases.customerId, cases.id],
  })

/** A note the staff write to each other about a complaint. The roles `customer` and `support` have no grant on it. */
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

/** The member of staff who answers for a complaint: the latest row says who. Append-only, numbered without gaps. */
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

/** The shares of the answer's time, in percent, at which the staff are reminded; 100 means that it is late. */
export const reminderShares = [50, 80, 95, 100] as const

/** A reminder to the staff, sent when a share of a complaint's time has passed; 100 means that it is late. Append-only. */
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
