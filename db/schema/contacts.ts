import { foreignKey, index, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { onlyKnown } from './codes.ts'
import { customers } from './customers.ts'
import { bytea, everyRow, ownedRows, staffRole, workerRole } from './roles.ts'
import { staff } from './staff.ts'

/** How somebody turned to the bank with no complaint. What a parent may do for a child does not follow from it. */
export const contactKinds = ['phone-question', 'parent-call', 'visit'] as const
export type ContactKind = (typeof contactKinds)[number]

/**
 * A contact: a call or a visit that is no complaint, as a member of staff has written it down. Append-only. It is open
 * until staff close it, at most until `open_until`; while it is, staff may ask for a look about it.
 */
export const contacts = pgTable(
  'contacts',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    /** The number told to the customer: `Х-2026-00012`. */
    reference: text().notNull(),
    kind: text({ enum: contactKinds }).notNull(),
    /** What it is about, in a few words; the customer reads it in their log. */
    noteSealed: bytea('note_sealed').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    takenAt: timestamp('taken_at', { withTimezone: true }).notNull(),
    openUntil: timestamp('open_until', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('contacts_reference').on(t.customerId, t.reference),
    index('contacts_newest').on(t.customerId, t.openUntil),
    index('contacts_by_reference').on(t.reference),
    index('contacts_of_staff').on(t.staffId, t.takenAt),
    index('contacts_by_time').on(t.takenAt),
    onlyKnown(t.kind, contactKinds),
    ...ownedRows('contacts', () => t.customerId, staffRole, workerRole),
  ],
)

/** The end of a contact that staff closed before its time was over. Append-only, one at most for each contact. */
export const contactClosings = pgTable(
  'contact_closings',
  {
    customerId: uuid('customer_id').notNull(),
    contactId: uuid('contact_id').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    closedAt: timestamp('closed_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.contactId] }),
    foreignKey({
      name: 'contact_closings_of',
      columns: [t.customerId, t.contactId],
      foreignColumns: [contacts.customerId, contacts.id],
    }),
    everyRow('contact_closings', staffRole),
  ],
)
