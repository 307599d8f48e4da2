import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { caseAttachments } from './cases.ts'
import { onlyKnown } from './codes.ts'
import {
  currentCustomer,
  customerRole,
  everyRow,
  staffRole,
  supportRole,
  systemRole,
  workerRole,
} from './roles.ts'

/** What a scanner says of a file. */
export const attachmentVerdicts = ['clean', 'infected'] as const
export type AttachmentVerdict = (typeof attachmentVerdicts)[number]

/**
 * The scan of a file that was sent with a complaint. The row is written when the file is sent; the worker scans the file
 * and writes the verdict, once.
 */
export const attachmentScans = pgTable(
  'attachment_scans',
  {
    customerId: uuid('customer_id').notNull(),
    /** The file's. */
    id: uuid().notNull(),
    /** Null until a scanner has read the file. */
    verdict: text({ enum: attachmentVerdicts }),
    /** The scanner's name of what it found; null unless the verdict is *infected*. */
    threat: text(),
    /** The scanner and its signatures, in its own words: `ClamAV 1.4.3/27803/Mon Oct 27 09:48:00 2026`. */
    scanner: text(),
    scannedAt: timestamp('scanned_at', { withTimezone: true }),
    attempts: integer().notNull().default(0),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('attachment_scans_due').on(t.dueAt).where(sql`verdict is null`),
    foreignKey({
      name: 'attachment_scans_of',
      columns: [t.customerId, t.id],
      foreignColumns: [caseAttachments.customerId, caseAttachments.id],
    }),
    onlyKnown(t.verdict, attachmentVerdicts),
    pgPolicy('attachment_scans_customer', {
      to: customerRole,
      for: 'select',
      using: sql`${t.customerId} = ${currentCustomer}`,
    }),
    // A customer's transaction asks for a scan and never says what came of it.
    pgPolicy('attachment_scans_customer_asks', {
      to: customerRole,
      for: 'insert',
      withCheck: sql`${t.customerId} = ${currentCustomer} and ${t.verdict} is null`,
    }),
    pgPolicy('attachment_scans_support', {
      to: supportRole,
      for: 'select',
      using: sql`${t.customerId} = ${currentCustomer}`,
    }),
    pgPolicy('attachment_scans_system', {
      to: systemRole,
      for: 'select',
      using: sql`exists (select from case_attachments where case_attachments.customer_id = ${t.customerId} and case_attachments.id = ${t.id})`,
    }),
    everyRow('attachment_scans', staffRole),
    everyRow('attachment_scans', workerRole),
  ],
)
