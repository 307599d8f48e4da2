import { sql } from 'drizzle-orm'
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
import { bytea, everyRow, systemRole, workerRole } from './roles.ts'
import { systems } from './systems.ts'

/** `cut-off`: the sender stopped in the middle; the whole lines that arrived are still done. */
export const importStates = ['receiving', 'running', 'done', 'cut-off', 'failed'] as const

/**
 * Why an import ended before its last line was sent or done. Cut off: the sender went away (`sender-gone`), sent nothing for
 * an hour (`silent`), its key was revoked or expired (`key-ended`), or its system had sent what it may in a day (`quota`).
 * Failed: a chunk failed ten times (`tries`), or nearly every line was bad (`mostly-bad`).
 */
export const importEndReasons = [
  'sender-gone',
  'silent',
  'key-ended',
  'quota',
  'tries',
  'mostly-bad',
] as const

/** A file of lines that a system sent. It is kept, sealed, until its last line is done, so a process that ends loses none. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey(),
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    state: text({ enum: importStates }).notNull(),
    /** The key that seals the chunks, wrapped by the master key; null once their content is erased. */
    keyWrapped: bytea('key_wrapped'),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    /** When the last byte arrived. */
    receivedAt: timestamp('received_at', { withTimezone: true }),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    /** Null while it goes on, when it ended well, and in rows from before reasons were kept. */
    endReason: text('end_reason', { enum: importEndReasons }),
    /** Numbers of lines: received, done, and of these: changed something, changed nothing, bad. */
    received: bigint({ mode: 'number' }).notNull(),
    done: bigint({ mode: 'number' }).notNull(),
    changed: bigint({ mode: 'number' }).notNull(),
    unchanged: bigint({ mode: 'number' }).notNull(),
    bad: bigint({ mode: 'number' }).notNull(),
    /** How many of the bad lines have a row; a bound keeps the others from having one. */
    listed: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [
    index('imports_of_system').on(t.systemId, t.startedAt),
    index('imports_ended').on(t.endedAt),
    onlyKnown(t.state, importStates),
    onlyKnown(t.endReason, importEndReasons),
    everyRow('imports', systemRole),
    everyRow('imports', workerRole),
  ],
)

/** `dropped`: of an import that failed. */
export const chunkStates = ['due', 'done', 'dropped'] as const

/** Some whole lines of an import, compressed and sealed. Chunks are done in order; the content is erased when done. */
export const importChunks = pgTable(
  'import_chunks',
  {
    importId: uuid('import_id').notNull(),
    number: integer().notNull(),
    /** The number of its first line in the file, from 1. */
    firstLine: bigint('first_line', { mode: 'number' }).notNull(),
    lines: integer().notNull(),
    contentSealed: bytea('content_sealed'),
    state: text({ enum: chunkStates }).notNull(),
    attempts: integer().notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.number] }),
    index('import_chunks_due').on(t.dueAt).where(sql`state = 'due'`),
    foreignKey({ name: 'import_chunks_of', columns: [t.importId], foreignColumns: [imports.id] }),
    onlyKnown(t.state, chunkStates),
    everyRow('import_chunks', systemRole),
    everyRow('import_chunks', workerRole),
  ],
)

/** A line that could not be taken, and why: the key of a sentence, never a value. It is never changed, only purged. */
export const importFaults = pgTable(
  'import_faults',
  {
    importId: uuid('import_id').notNull(),
    line: bigint({ mode: 'number' }).notNull(),
    /** The field of the line; empty for the line as a whole. */
    path: text().notNull(),
    reason: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.line] }),
    foreignKey({ name: 'import_faults_of', columns: [t.importId], foreignColumns: [imports.id] }),
    everyRow('import_faults', systemRole),
    everyRow('import_faults', workerRole),
  ],
)
