import {
  bigint,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { onlyKnown } from './codes.ts'
import { copies } from './copies.ts'
import { bytea, ownedRows, systemRole, workerRole } from './roles.ts'
import { tasks } from './tasks.ts'

/**
 * `waiting`: nothing came yet; `receiving`: lines came, and more are to come; `done`: all have come; `missing`: they had not
 * when the time was over; `stopped`: the copy ended before.
 */
export const recordStates = ['waiting', 'receiving', 'done', 'missing', 'stopped'] as const

/** What a system sends of its own records for a copy: one stream for each task of that copy. */
export const recordStreams = pgTable(
  'record_streams',
  {
    customerId: uuid('customer_id').notNull(),
    taskId: uuid('task_id').notNull(),
    copyId: uuid('copy_id').notNull(),
    state: text({ enum: recordStates }).notNull(),
    /** Until when lines are taken. */
    until: timestamp({ withTimezone: true }).notNull(),
    /** How often sending was begun or continued; a sender with a lower number has been overtaken. */
    attempt: integer().notNull().default(0),
    /** How many lines were taken, how many records are in them, and in how many chunks. */
    lines: bigint({ mode: 'number' }).notNull().default(0),
    records: bigint({ mode: 'number' }).notNull().default(0),
    chunks: integer().notNull().default(0),
    /** A keyed hash of the lines taken, by which the same ones are known when they come again; null before the first. */
    hash: bytea(),
    /** The key that seals the chunks, itself sealed with the customer's; null without content. */
    keySealed: bytea('key_sealed'),
    /** When it was done, missing or stopped. */
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.taskId] }),
    index('record_streams_of_copy').on(t.customerId, t.copyId),
    foreignKey({
      name: 'record_streams_task',
      columns: [t.customerId, t.taskId],
      foreignColumns: [tasks.customerId, tasks.id],
    }),
    foreignKey({
      name: 'record_streams_copy',
      columns: [t.customerId, t.copyId],
      foreignColumns: [copies.customerId, copies.id],
    }),
    onlyKnown(t.state, recordStates),
    ...ownedRows('record_streams', () => t.customerId, systemRole, workerRole),
  ],
)

/** Some whole lines of a stream, packed and sealed with its key. They go once the copy is made, or ends otherwise. */
export const recordChunks = pgTable(
  'record_chunks',
  {
    customerId: uuid('customer_id').notNull(),
    taskId: uuid('task_id').notNull(),
    /** From 1. */
    number: integer().notNull(),
    contentSealed: bytea('content_sealed').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.taskId, t.number] }),
    foreignKey({
      name: 'record_chunks_of',
      columns: [t.customerId, t.taskId],
      foreignColumns: [recordStreams.customerId, recordStreams.taskId],
    }),
    ...ownedRows('record_chunks', () => t.customerId, systemRole, workerRole),
  ],
)
