import { sql } from 'drizzle-orm'
import {
  check,
  date,
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
import { onlyKnown, onlyKnownIn } from './codes.ts'
import { customers } from './customers.ts'
import {
  bytea,
  currentCustomer,
  customerRole,
  everyRow,
  staffRole,
  supportRole,
  systemRole,
  workerRole,
} from './roles.ts'
import { systems } from './systems.ts'

/** `set`: the field is kept and not used. `lifted`: it may be used again as the policy says. */
export const restrictionKinds = ['set', 'lifted'] as const
/** Why use is restricted: the customer demands it (Digital Code, art. 41), or says that a rule was breached (94-V, art. 25). */
export const settingReasons = ['customer-demanded', 'breach-alleged'] as const
/** Why the bank lifts it. */
export const liftingReasons = ['customer-asked', 'breach-not-confirmed', 'set-by-mistake'] as const
/** Why it is restricted no longer: it was lifted, or a deletion has erased what it was about. */
export const liftedReasons = [...liftingReasons, 'erased'] as const
const restrictionReasons = [...settingReasons, ...liftedReasons] as const
/** On what ground a restricted field may still be used (Digital Code, art. 41). */
export const remainingGrounds = ['court', 'law', 'contract', 'archive'] as const
/** The ground of a use that a system reports; `none` of one that nothing allowed. */
export const readGrounds = [...remainingGrounds, 'none'] as const
export const restrictionActors = ['staff', 'system'] as const

/** A customer's own rows, which staff and systems write, each in their own name. */
const writtenByActor = (table: string, customerId: () => PgColumn, actorKind: () => PgColumn) => [
  ...[customerRole, supportRole].map((role) =>
    pgPolicy(`${table}_${role.name.replace('arqau_', '')}`, {
      to: role,
      for: 'select',
      using: sql`${customerId()} = ${currentCustomer}`,
    }),
  ),
  ...[staffRole, systemRole].map((role) => {
    const name = role.name.replace('arqau_', '')
    return pgPolicy(`${table}_${name}`, {
      to: role,
      using: sql`true`,
      withCheck: sql`${actorKind()} = ${sql.raw(`'${name}'`)}`,
    })
  }),
  everyRow(table, workerRole),
]

/**
 * That the use of a field of a customer was restricted, or is no longer. Append-only; the latest row of a field is its state
 * (`domain/restricted-fields.ts`). They are numbered without gaps, so of two at once the first is kept.
 */
export const restrictions = pgTable(
  'restrictions',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    /** The id of a field in the catalogue. */
    field: text().notNull(),
    /** From 1 for each field. */
    number: integer().notNull(),
    kind: text({ enum: restrictionKinds }).notNull(),
    reason: text({ enum: restrictionReasons }).notNull(),
    /** The grounds on which it may be used all the same; none of one that is lifted. */
    allowed: text({ enum: remainingGrounds }).array().notNull(),
    /** What proves it: the customer's demand, its number, or the result of a check. */
    evidenceSealed: bytea('evidence_sealed').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    actorKind: text('actor_kind', { enum: restrictionActors }).notNull(),
    /** The staff code or the system's id. */
    actorId: text('actor_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('restrictions_field').on(t.customerId, t.field, t.number),
    check('restrictions_lifted', sql`${t.kind} = 'set' or ${t.allowed} = '{}'`),
    onlyKnown(t.kind, restrictionKinds),
    onlyKnown(t.reason, restrictionReasons),
    onlyKnownIn(t.allowed, remainingGrounds),
    onlyKnown(t.actorKind, restrictionActors),
    ...writtenByActor(
      'restrictions',
      () => t.customerId,
      () => t.actorKind,
    ),
  ],
)

/** That a system has told all uses of restricted fields of a day, if there were any. Append-only. */
export const restrictionReports = pgTable(
  'restriction_reports',
  {
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    /** The day in Almaty that it tells of. */
    day: date().notNull(),
    reportedAt: timestamp('reported_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.systemId, t.day] }),
    ...[customerRole, staffRole, supportRole].map((role) =>
      pgPolicy(`restriction_reports_${role.name.replace('arqau_', '')}`, {
        to: role,
        for: 'select',
        using: sql`true`,
      }),
    ),
    everyRow('restriction_reports', systemRole),
  ],
)

/** How often a system read a restricted field of a customer on a day, as it reports. Append-only. */
export const restrictionReads = pgTable(
  'restriction_reads',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    field: text().notNull(),
    day: date().notNull(),
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    /** The id of a purpose in the catalogue. */
    purpose: text().notNull(),
    ground: text({ enum: readGrounds }).notNull(),
    count: integer().notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({
      name: 'restriction_reads_pk',
      columns: [t.customerId, t.field, t.day, t.systemId, t.purpose, t.ground],
    }),
    check('restriction_reads_some', sql`${t.count} > 0`),
    onlyKnown(t.ground, readGrounds),
    ...[customerRole, supportRole].map((role) =>
      pgPolicy(`restriction_reads_${role.name.replace('arqau_', '')}`, {
        to: role,
        for: 'select',
        using: sql`${t.customerId} = ${currentCustomer}`,
      }),
    ),
    everyRow('restriction_reads', systemRole),
  ],
)
