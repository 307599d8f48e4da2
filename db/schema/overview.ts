import { pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { onlyKnown } from './codes.ts'
import { customers } from './customers.ts'
import { ownedRows } from './roles.ts'

/** What the portal may suggest, the most useful first. */
export const suggestionIds = [
  'marketing-all',
  'location-unused',
  'sessions-open',
  'email-missing',
  'third-party-data',
] as const

/** A suggestion of the overview that the customer has hidden. */
export const dismissedSuggestions = pgTable(
  'dismissed_suggestions',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    suggestion: text({ enum: suggestionIds }).notNull(),
    dismissedAt: timestamp('dismissed_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.suggestion] }),
    onlyKnown(t.suggestion, suggestionIds),
    ...ownedRows('dismissed_suggestions', () => t.customerId),
  ],
)
