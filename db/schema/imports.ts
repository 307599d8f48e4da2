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
import { bytea, everyRow, systemRole, workerRole } from './roles.ts'
import { systems } from './systems.ts'

/** A file of lines that a system sent. Kept, sealed, until its last line is done; so a process that ends loses none. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey(),
    systemId: text('system_id')
      .notNull()
      .references(() => systems.id),
    /** receiving | running | done | cut-off | failed */
    state: text().notNull(),
    /** Seals the chunks; wrapped by the master key, null once they are gone. */
    keyWrapped: bytea('key_wrapped'),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    /** When the last byte had come. */
    receivedAt: timestamp('received_at', { withTimezone: true }),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    /** Lines that came, are done, changed something, changed nothing, and are bad. */
    received: bigint({ mode: 'number' }).notNull(),
    done: bigint({ mode: 'number' }).notNull(),
    changed: bigint({ mode: 'number' }).notNull(),
    unchanged: bigint({ mode: 'number' }).notNull(),
    bad: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [
    index('imports_of_system').on(t.systemId, t.startedAt),
    everyRow('imports', systemRole),
    everyRow('imports', workerRole),
  ],
)

/** A run of whole lines of an import, compressed and sealed; its content goes once they are done. Done in order. */
export const importChunks = pgTable(
  'import_chunks',
  {
    importId: uuid('import_id').notNull(),
    number: integer().notNull(),
    /** Counted from 1. */
    firstLine: bigint('first_line', { mode: 'number' }).notNull(),
    lines: integer().notNull(),
    contentSealed: bytea('content_sealed'),
    /** due | done | dropped: of an import that failed */
    state: text().notNull(),
    attempts: integer().notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.number] }),
    index('import_chunks_due').on(t.dueAt).where(sql`state = 'due'`),
    foreignKey({ name: 'import_chunks_of', columns: [t.importId], foreignColumns: [imports.id] }),
    everyRow('import_chunks', systemRole),
    everyRow('import_chunks', workerRole),
  ],
)

/** A line that could not be taken, and why: the key of a sentence, never a value. Append-only. */
export const importFaults = pgTable(
  'import_faults',
  {
    importId: uuid('import_id').notNull(),
    line: bigint({ mode: 'number' }).notNull(),
    /** Where in the line; empty for the line as a whole. */
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
