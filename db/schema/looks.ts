import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { locales } from '#policy/locale.ts'
import { actorKinds } from './activity.ts'
import { cases } from './cases.ts'
import { isOneOf, onlyKnown, onlyKnownIn } from './codes.ts'
import { contacts } from './contacts.ts'
import { customers } from './customers.ts'
import { bytea, everyRow, ownedRows, staffRole, workerRole } from './roles.ts'
import { staff, staffRoles } from './staff.ts'

/** The pages of the portal that a look can open, in the order of the customer's menu. */
export const lookPages = [
  'overview',
  'data',
  'consents',
  'recipients',
  'complaints',
  'requests',
  'activity',
  'settings',
] as const
export type LookPage = (typeof lookPages)[number]

/** What a customer can be searched by, whole. */
export const searchKeys = ['reference', 'iin', 'phone'] as const

/** A search for one customer by a whole reference, IIN or phone number. Append-only; the typed number is not kept. */
export const searches = pgTable(
  'searches',
  {
    /** The customer who was found, or `nobody`. */
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    by: text({ enum: searchKeys }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('searches_of_staff').on(t.staffId, t.at),
    index('searches_newest').on(t.at),
    onlyKnown(t.by, searchKeys),
    everyRow('searches', staffRole),
  ],
)

/** `leave`: the customer answers. `break-glass`: two supervisors or officers answer instead. */
export const lookKinds = ['leave', 'break-glass'] as const
/** Why staff may ask to look; what exactly is said in words beside it. */
export const lookReasons = ['check-complaint', 'explain-page', 'wrong-data', 'portal-fault'] as const

/**
 * A viewing session: a member of staff asks to see chosen pages of a customer. Append-only; its state is its latest
 * step. The row has both subject and actor (RFC 8693).
 */
export const looks = pgTable(
  'looks',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    /** The role of the member of staff when they asked. */
    staffRole: text('staff_role', { enum: staffRoles }).notNull(),
    kind: text({ enum: lookKinds }).notNull(),
    reason: text({ enum: lookReasons }).notNull(),
    textSealed: bytea('text_sealed').notNull(),
    /** What it is about: an open complaint, or a contact. One of the two. */
    caseId: uuid('case_id'),
    contactId: uuid('contact_id'),
    /** The pages that may be opened, and no others. */
    pages: text({ enum: lookPages }).array().notNull(),
    minutes: integer().notNull(),
    askedAt: timestamp('asked_at', { withTimezone: true }).notNull(),
    /** Without an answer by then, it expires. */
    answerBy: timestamp('answer_by', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('looks_newest').on(t.customerId, t.askedAt),
    index('looks_of_staff').on(t.staffId, t.askedAt),
    index('looks_by_id').on(t.id),
    index('looks_by_time').on(t.askedAt),
    foreignKey({
      name: 'looks_case',
      columns: [t.customerId, t.caseId],
      foreignColumns: [cases.customerId, cases.id],
    }),
    foreignKey({
      name: 'looks_contact',
      columns: [t.customerId, t.contactId],
      foreignColumns: [contacts.customerId, contacts.id],
    }),
    check('looks_one_ground', sql`num_nonnulls(${t.caseId}, ${t.contactId}) = 1`),
    // A contact is a talk with somebody who can answer.
    check('looks_contact_by_leave', sql`${t.contactId} is null or ${t.kind} = 'leave'`),
    onlyKnown(t.staffRole, staffRoles),
    onlyKnown(t.kind, lookKinds),
    onlyKnown(t.reason, lookReasons),
    onlyKnownIn(t.pages, lookPages),
    ...ownedRows('looks', () => t.customerId, staffRole, workerRole),
  ],
)

export const lookStepKinds = [
  'asked',
  'approved',
  'granted',
  'refused',
  'withdrawn',
  'expired',
  'started',
  'ended',
  'reviewed',
  'acknowledged',
  'settled',
] as const

/**
 * What an officer finds of a look without the customer's leave: it was justified; there was ground for it, and more was
 * opened than that asked for; there was no ground.
 */
export const lookVerdicts = ['justified', 'excessive', 'unjustified'] as const
/**
 * Where a look goes that was not wholly justified: to the bank's responsible person for personal data (Law 94-V, art.
 * 25(3)(3)), or to an internal investigation.
 */
export const lookEscalations = ['responsible-person', 'internal-investigation'] as const
/** How an escalation ended. */
export const lookOutcomes = ['measures-taken', 'no-breach'] as const

/**
 * Something that happened to a look. Append-only, numbered without gaps, so of two steps at once the first is kept. A trigger
 * refuses a review or a settlement by the agent who looked, a settlement by the reviewer, and a finding that is not whole.
 */
export const lookSteps = pgTable(
  'look_steps',
  {
    customerId: uuid('customer_id').notNull(),
    lookId: uuid('look_id').notNull(),
    number: integer().notNull(),
    kind: text({ enum: lookStepKinds }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
    actorId: text('actor_id'),
    /** The staff session in which the look was started; it opens in no other. */
    staffSessionId: uuid('staff_session_id'),
    /** What a review found. Reviews of earlier releases have none. */
    verdict: text({ enum: lookVerdicts }),
    /** Where a review has sent the look on; null where it was justified. */
    escalation: text({ enum: lookEscalations }),
    /** How the escalation ended. */
    outcome: text({ enum: lookOutcomes }),
    /** What the customer reads of the review or of the end of the escalation, in the language of `locale`. */
    textSealed: bytea('text_sealed'),
    locale: text({ enum: locales }),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.lookId, t.number] }),
    foreignKey({
      name: 'look_steps_of',
      columns: [t.customerId, t.lookId],
      foreignColumns: [looks.customerId, looks.id],
    }),
    // A look is reviewed once, and its escalation settled once.
    uniqueIndex('look_steps_once')
      .on(t.customerId, t.lookId, t.kind)
      .where(isOneOf(t.kind, ['reviewed', 'settled'])),
    onlyKnown(t.kind, lookStepKinds),
    onlyKnown(t.actorKind, actorKinds),
    onlyKnown(t.verdict, lookVerdicts),
    onlyKnown(t.escalation, lookEscalations),
    onlyKnown(t.outcome, lookOutcomes),
    onlyKnown(t.locale, locales),
    ...ownedRows('look_steps', () => t.customerId, staffRole, workerRole),
  ],
)
