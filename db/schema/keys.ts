import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { onlyKnown } from './codes.ts'
import { bytea, everyRow, workerRole } from './roles.ts'

/** `master` wraps the customers' keys, `lookup` makes the hashes by which customers are found. */
export const keyKinds = ['master', 'lookup'] as const
export type KeyKind = (typeof keyKinds)[number]

/**
 * A known value under each key of the process, written at the first start. A start with another key can't open it and is
 * refused, before a customer is stored whom nobody finds or whose values nobody opens. Append-only.
 */
export const keyCanaries = pgTable(
  'key_canaries',
  {
    kind: text({ enum: keyKinds }).notNull(),
    /** The name of the key; a lookup key has none. */
    keyId: text('key_id').notNull(),
    canary: bytea().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.keyId] }),
    onlyKnown(t.kind, keyKinds),
    everyRow('key_canaries', workerRole),
  ],
)
