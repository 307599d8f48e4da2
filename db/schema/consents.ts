import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { locales } from '#policy/locale.ts'
import { actorKinds } from './activity.ts'
import { onlyKnown } from './codes.ts'
import { customers } from './customers.ts'
import { ownedRows, staffRole, systemRole, workerRole } from './roles.ts'

export const decisionOutcomes = ['given', 'refused', 'withdrawn'] as const
/** The channels in which the bank's systems record decisions. */
export const systemChannels = ['app', 'branch', 'phone'] as const
/** Where a decision was taken: there, or in one of the portal's own ways. `policy` ends a yes that the policy has outgrown. */
export const decisionChannels = [...systemChannels, 'portal', 'gpc', 'state-service', 'policy'] as const

/**
 * A customer's decision on one consent. Append-only; the latest in the chain is the consent's state. Each names the
 * decision before it, and no two may name the same one: a second tab or a double click gets a conflict.
 */
export const consentDecisions = pgTable(
  'consent_decisions',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    consent: text().notNull(),
    outcome: text({ enum: decisionOutcomes }).notNull(),
    /** The position in the chain, from 1. */
    position: integer().notNull(),
    previousId: uuid('previous_id'),
    decidedAt: timestamp('decided_at', { withTimezone: true }).notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }),
    channel: text({ enum: decisionChannels }).notNull(),
    /** The number under which a system keeps its proof of the decision, such as a form or a recording. Nothing personal. */
    evidence: text(),
    /** The language the customer read. */
    locale: text({ enum: locales }).notNull(),
    policyVersion: integer('policy_version').notNull(),
    /** Whether the customer confirmed what the consent says about other people's data. */
    confirmed: boolean().notNull(),
    /** Given while the browser sent `Sec-GPC: 1`: an explicit choice outweighs the signal. */
    despiteSignal: boolean('despite_signal').notNull(),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
    actorId: text('actor_id'),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    unique('consent_decisions_chain').on(t.customerId, t.consent, t.position),
    unique('consent_decisions_previous').on(t.customerId, t.previousId),
    foreignKey({
      name: 'consent_decisions_follows',
      columns: [t.customerId, t.previousId],
      foreignColumns: [t.customerId, t.id],
    }),
    index('consent_decisions_expiring').on(t.expiresAt).where(sql`expires_at is not null`),
    check('consent_decisions_first', sql`(${t.position} = 1) = (${t.previousId} is null)`),
    onlyKnown(t.outcome, decisionOutcomes),
    onlyKnown(t.channel, decisionChannels),
    onlyKnown(t.locale, locales),
    onlyKnown(t.actorKind, actorKinds),
    ...ownedRows('consent_decisions', () => t.customerId, staffRole, systemRole),
    // The worker decides nothing for a customer but the end of what the policy has outgrown.
    pgPolicy('consent_decisions_worker', {
      to: workerRole,
      using: sql`true`,
      withCheck: sql`${t.channel} = 'policy' and ${t.outcome} = 'withdrawn'`,
    }),
  ],
)
