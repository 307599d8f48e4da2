import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { refusalReasons } from '#policy/refusal-reasons.ts'
import { beingErased, erasedByStaff } from './being-erased.ts'
import { cases } from './cases.ts'
import { onlyKnown } from './codes.ts'
import { copies } from './copies.ts'
import { bytea, ownedRows, staffRole, systemRole, workerRole } from './roles.ts'
import { systems } from './systems.ts'

/** What a system did with a kind of data that it was asked about. */
export const taskOutcomes = ['done', 'refused', 'not-held'] as const
export type TaskOutcome = (typeof taskOutcomes)[number]

/**
 * What one of the bank's own systems is to do: of a request, where it waits until each of its fields is answered or the request is
 * over, or for a copy, whose records it sends. The waiting ends once; nothing else of it changes.
 */
export const tasks = pgTable(
  'tasks',
  {
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    /** The request; null of a task for a copy, which `copy_id` names. */
    caseId: uuid('case_id'),
    copyId: uuid('copy_id'),
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    /** The kinds of data, by their ids in the catalogue; none of a task for a copy. */
    fields: text().array().notNull(),
    openedAt: timestamp('opened_at', { withTimezone: true }).notNull(),
    /** The staff code of the person who sent it; null of a task for a copy. */
    openedBy: text('opened_by'),
    /** The last day for the answer to the request as it stood then; null where it was not known. */
    dueOn: date('due_on'),
    /** Whether the system still owes an answer to a request; of a task for a copy its stream says so. */
    waits: boolean().notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('tasks_of_case').on(t.customerId, t.caseId, t.systemId),
    unique('tasks_of_copy').on(t.customerId, t.copyId, t.systemId),
    index('tasks_of_system').on(t.systemId, t.id),
    index('tasks_waiting').on(t.systemId, t.id).where(sql`waits`),
    foreignKey({
      name: 'tasks_case',
      columns: [t.customerId, t.caseId],
      foreignColumns: [cases.customerId, cases.id],
    }),
    foreignKey({
      name: 'tasks_copy',
      columns: [t.customerId, t.copyId],
      foreignColumns: [copies.customerId, copies.id],
    }),
    check('tasks_some', sql`${t.caseId} is null or ${t.fields} <> '{}'`),
    check('tasks_of_one', sql`num_nonnulls(${t.caseId}, ${t.copyId}) = 1`),
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

/** A value that a correction changed: what stood before and what stands since. Nothing changes it; a deletion erases it. */
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
    pgPolicy('case_changes_staff', { to: staffRole, for: 'select', using: beingErased(t) }),
    erasedByStaff('case_changes', t),
  ],
)
