import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  type PgColumn,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { onlyKnown } from './codes.ts'
import { customers } from './customers.ts'
import { bytea, ownedRows, staffRole, systemRole, workerRole } from './roles.ts'

/** What the bank can do to a customer's sign-in. */
export const measureKinds = ['block', 'unblock', 'end-sessions'] as const
/** Why it does so. */
export const measureReasons = [
  'customer-asked',
  'phone-lost',
  'suspected-fraud',
  'identity-confirmed',
  'blocked-by-mistake',
] as const
/** `taken`: it holds from then on. A member of staff asks, another takes or declines; a system takes its own. */
export const measureStepKinds = ['taken', 'declined', 'withdrawn'] as const
const measureActors = ['system', 'staff'] as const

/** The rows of a table that staff and systems write: each in their own name. */
const writtenByActor = (table: string, actorKind: () => PgColumn) =>
  [staffRole, systemRole].map((role) => {
    const name = role.name.replace('arqau_', '')
    return pgPolicy(`${table}_${name}`, {
      to: role,
      using: sql`true`,
      withCheck: sql`${actorKind()} = ${sql.raw(`'${name}'`)}`,
    })
  })

/**
 * A measure of the bank about a customer's sign-in, as a member of staff asks for it or a system takes it. Append-only;
 * whether it was taken is its step.
 */
export const measures = pgTable(
  'measures',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    kind: text({ enum: measureKinds }).notNull(),
    reason: text({ enum: measureReasons }).notNull(),
    /** What staff add for the colleague who decides; the customer does not read it. */
    noteSealed: bytea('note_sealed'),
    actorKind: text('actor_kind', { enum: measureActors }).notNull(),
    /** The staff code or the system's id. */
    askedBy: text('asked_by').notNull(),
    askedAt: timestamp('asked_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('measures_asked').on(t.customerId, t.id, t.kind, t.askedBy),
    index('measures_by_id').on(t.id),
    index('measures_by_time').on(t.askedAt),
    onlyKnown(t.kind, measureKinds),
    onlyKnown(t.reason, measureReasons),
    onlyKnown(t.actorKind, measureActors),
    ...writtenByActor('measures', () => t.actorKind),
  ],
)

/**
 * What became of a measure. Append-only, numbered without gaps for a customer, so of two at once the first is kept. The
 * state of a sign-in follows from what was taken (`domain/sign-in-state.ts`).
 */
export const measureSteps = pgTable(
  'measure_steps',
  {
    customerId: uuid('customer_id').notNull(),
    number: integer().notNull(),
    measureId: uuid('measure_id').notNull(),
    measure: text({ enum: measureKinds }).notNull(),
    kind: text({ enum: measureStepKinds }).notNull(),
    /** The one who asked for the measure, so that the database sees who decides on it. */
    askedBy: text('asked_by').notNull(),
    actorKind: text('actor_kind', { enum: measureActors }).notNull(),
    actorId: text('actor_id').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.number] }),
    unique('measure_steps_once').on(t.customerId, t.measureId),
    foreignKey({
      name: 'measure_steps_of',
      columns: [t.customerId, t.measureId, t.measure, t.askedBy],
      foreignColumns: [measures.customerId, measures.id, measures.kind, measures.askedBy],
    }),
    onlyKnown(t.measure, measureKinds),
    onlyKnown(t.kind, measureStepKinds),
    onlyKnown(t.actorKind, measureActors),
    // Four eyes: staff withdraw what they asked for themselves, and take or decline what another asked for.
    check(
      'measure_steps_four_eyes',
      sql`${t.actorKind} = 'system' or (${t.kind} = 'withdrawn') = (${t.actorId} = ${t.askedBy})`,
    ),
    ...ownedRows('measure_steps', () => t.customerId, workerRole),
    ...writtenByActor('measure_steps', () => t.actorKind),
  ],
)
