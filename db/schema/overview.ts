import { pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { customers } from './customers.ts'
import { ownedRows } from './roles.ts'

/** A suggestion of the overview that the customer has hidden. */
export const dismissedSuggestions = pgTable(
  'dismissed_suggestions',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    suggestion: text().notNull(),
    dismissedAt: timestamp('dismissed_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.suggestion] }),
    ...ownedRows('dismissed_suggestions', () => t.customerId),
  ],
)
