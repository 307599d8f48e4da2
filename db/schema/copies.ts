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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { locales } from '#policy/locale.ts'
import { onlyKnown, onlyKnownIn } from './codes.ts'
import { customers } from './customers.ts'
import { bytea, ownedRows, workerRole } from './roles.ts'

/** What a copy can be made of, in the order of its contents. */
export const copyParts = [
  'profile',
  'data',
  'records',
  'restrictions',
  'obligations',
  'consents',
  'disclosures',
  'automated-decisions',
  'looks',
  'complaints',
  'requests',
  'contacts',
  'activity',
  'sessions',
  'copies',
] as const
/** What is done for a copy: systems send their records, all are counted, each part is written, then its files and the digest. */
export const copySteps = ['systems', 'counting', ...copyParts, 'attachments', 'digest', 'manifest'] as const
/** `erased`: its days are over, or its customer asked for that; `stopped`: the customer no longer wanted it. */
export const copyStates = ['making', 'ready', 'failed', 'stopped', 'erased'] as const
/** Why an attempt to make a copy failed: the disk was full, the digest was not made, or anything else. */
export const copyFaults = ['no-space', 'digest', 'fault'] as const

/** A copy of the customer's data, which the worker makes and the customer downloads for some days. */
export const copies = pgTable(
  'copies',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    parts: text({ enum: copyParts }).array().notNull(),
    /** The language of its words. */
    locale: text({ enum: locales }).notNull(),
    /** The session in which it was asked for. */
    sessionId: uuid('session_id').notNull(),
    askedAt: timestamp('asked_at', { withTimezone: true }).notNull(),
    state: text({ enum: copyStates }).notNull(),
    /** What was begun last. */
    step: text({ enum: copySteps }).notNull(),
    /** How many records are to be written, and how many were; each is written once for machines and once as a table. */
    total: bigint({ mode: 'number' }).notNull().default(0),
    made: bigint({ mode: 'number' }).notNull().default(0),
    /** Until when the bank's systems may send their records for it; null before they were asked. */
    recordsUntil: timestamp('records_until', { withTimezone: true }),
    attempts: integer().notNull().default(0),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    /** When the present attempt began, and its last sign of life. */
    startedAt: timestamp('started_at', { withTimezone: true }),
    beatAt: timestamp('beat_at', { withTimezone: true }),
    /** Why the last attempt failed; null when none has. */
    fault: text({ enum: copyFaults }),
    readyAt: timestamp('ready_at', { withTimezone: true }),
    /** When its content is erased. */
    keptUntil: timestamp('kept_until', { withTimezone: true }),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    /** The key that seals its chunks, itself sealed with the customer's; null without content. */
    keySealed: bytea('key_sealed'),
    /** How many chunks are stored; while it is made, those of tables that wait are counted too. */
    chunks: integer().notNull().default(0),
    bytes: bigint({ mode: 'number' }),
    /** SHA-256 of the whole file, in hexadecimal. */
    hash: text(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    uniqueIndex('copies_making').on(t.customerId).where(sql`state = 'making'`),
    index('copies_due').on(t.dueAt).where(sql`state = 'making'`),
    index('copies_kept').on(t.keptUntil).where(sql`state = 'ready'`),
    index('copies_left_over').on(t.endedAt).where(sql`ended_at is not null and chunks > 0`),
    onlyKnownIn(t.parts, copyParts),
    onlyKnown(t.locale, locales),
    onlyKnown(t.state, copyStates),
    onlyKnown(t.step, copySteps),
    onlyKnown(t.fault, copyFaults),
    ...ownedRows('copies', () => t.customerId, workerRole),
  ],
)

/** 64 KiB of a copy's file, the last one less, sealed with the key of the copy; while it is made, also tables that wait for the file. */
export const copyChunks = pgTable(
  'copy_chunks',
  {
    customerId: uuid('customer_id').notNull(),
    copyId: uuid('copy_id').notNull(),
    /** From 0 in the file; what waits for it has numbers below 0. */
    number: integer().notNull(),
    contentSealed: bytea('content_sealed').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.copyId, t.number] }),
    foreignKey({
      name: 'copy_chunks_of',
      columns: [t.customerId, t.copyId],
      foreignColumns: [copies.customerId, copies.id],
    }),
    ...ownedRows('copy_chunks', () => t.customerId, workerRole),
  ],
)

/** A download of a copy, counted as its first byte is sent. Append-only but for `served`, numbered without gaps. */
export const copyDownloads = pgTable(
  'copy_downloads',
  {
    customerId: uuid('customer_id').notNull(),
    copyId: uuid('copy_id').notNull(),
    number: integer().notNull(),
    sessionId: uuid('session_id').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** How many bytes were sent for it, those that are sent again included. */
    served: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.copyId, t.number] }),
    foreignKey({
      name: 'copy_downloads_of',
      columns: [t.customerId, t.copyId],
      foreignColumns: [copies.customerId, copies.id],
    }),
    ...ownedRows('copy_downloads', () => t.customerId),
  ],
)
