import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { refusalReasons } from '#policy/refusal-reasons.ts'
import { cases } from './cases.ts'
import { onlyKnown } from './codes.ts'
import { bytea, ownedRows, staffRole, systemRole, workerRole } from './roles.ts'
import { systems } from './systems.ts'

/** What a system did with a kind of data that it was asked about. */
export const taskOutcomes = ['done', 'refused', 'not-held'] as const
export type TaskOutcome = (typeof taskOutcomes)[number]

/**
 * What one of the bank's own systems is to do of a request. It waits until each of its fields is answered or the request is
 * over, which ends it once; nothing else of it changes.
 */
export const tasks = pgTable(
  'tasks',
  {
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    caseId: uuid('case_id').notNull(),
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    /** The kinds of data, by their ids in the catalogue. */
    fields: text().array().notNull(),
    openedAt: timestamp('opened_at', { withTimezone: true }).notNull(),
    /** The staff code of the person who sent it. */
    openedBy: text('opened_by').notNull(),
    /** The last day for the answer to the request as it stood then; null where it was not known. */
    dueOn: date('due_on'),
    /** Whether the system still owes an answer. */
    waits: boolean().notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('tasks_of_case').on(t.customerId, t.caseId, t.systemId),
    index('tasks_of_system').on(t.systemId, t.id),
    index('tasks_waiting').on(t.systemId, t.id).where(sql`waits`),
    foreignKey({
      name: 'tasks_case',
      columns: [t.customerId, t.caseId],
      foreignColumns: [cases.customerId, cases.id],
    }),
    check('tasks_some', sql`${t.fields} <> '{}'`),
    ...ownedRows('tasks', () => t.customerId, staffRole, systemRole, workerRole),
  ],
)

const taskOf = (name: string, t: { customerId: AnyPgColumn; taskId: AnyPgColumn }) =>
  foreignKey({
    name,
    columns: [t.customerId, t.taskId],
    foreignColumns: [tasks.customerId, tasks.id],
  })

/** What a system says of a kind of data of its task, once. Append-only. */
export const taskAnswers = pgTable(
  'task_answers',
  {
    customerId: uuid('customer_id').notNull(),
    taskId: uuid('task_id').notNull(),
    field: text().notNull(),
    outcome: text({ enum: taskOutcomes }).notNull(),
    /** Why it was refused; null where it was not. */
    reason: text({ enum: refusalReasons }),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.taskId, t.field] }),
    taskOf('task_answers_of', t),
    onlyKnown(t.outcome, taskOutcomes),
    onlyKnown(t.reason, refusalReasons),
    ...ownedRows('task_answers', () => t.customerId, staffRole, systemRole),
  ],
)

/** A value that a correction changed: what stood before and what stands since. Append-only. */
export const caseChanges = pgTable(
  'case_changes',
  {
    customerId: uuid('customer_id').notNull(),
    caseId: uuid('case_id').notNull(),
    taskId: uuid('task_id').notNull(),
    field: text().notNull(),
    /** Null where nothing stood before. */
    beforeSealed: bytea('before_sealed'),
    afterSealed: bytea('after_sealed').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.taskId, t.field] }),
    index('case_changes_of_case').on(t.customerId, t.caseId),
    taskOf('case_changes_of', t),
    ...ownedRows('case_changes', () => t.customerId, systemRole),
  ],
)
