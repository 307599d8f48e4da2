import { foreignKey, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { automatedOutcomes } from '#policy/automated-outcomes.ts'
import { onlyKnown } from './codes.ts'
import { customers } from './customers.ts'
import { ownedRows, staffRole, systemRole } from './roles.ts'

/** How much a factor weighed. */
export const factorWeights = ['strong', 'moderate', 'slight'] as const
/** Whether it spoke for the customer or against them. */
export const factorDirections = ['for', 'against'] as const

/** A decision that a program took about a customer without a person, as its system tells it. Append-only. */
export const automatedDecisions = pgTable(
  'automated_decisions',
  {
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    id: uuid().notNull(),
    /** The system that took it, and its own id of the decision, by which staff find it there. */
    systemId: text('system_id').notNull(),
    reference: text().notNull(),
    /** What kind of decision it is, as the catalogue names it. */
    decision: text().notNull(),
    outcome: text({ enum: automatedOutcomes }).notNull(),
    decidedAt: timestamp('decided_at', { withTimezone: true }).notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('automated_decisions_newest').on(
      t.customerId,
      t.decidedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    onlyKnown(t.outcome, automatedOutcomes),
    ...ownedRows('automated_decisions', () => t.customerId, staffRole, systemRole),
  ],
)

/** What an automated decision was made from: a factor of its kind in the catalogue, how much it weighed and which way. Append-only. */
export const automatedDecisionFactors = pgTable(
  'automated_decision_factors',
  {
    customerId: uuid('customer_id').notNull(),
    decisionId: uuid('decision_id').notNull(),
    factor: text().notNull(),
    weight: text({ enum: factorWeights }).notNull(),
    direction: text({ enum: factorDirections }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.decisionId, t.factor] }),
    foreignKey({
      name: 'automated_decision_factors_of',
      columns: [t.customerId, t.decisionId],
      foreignColumns: [automatedDecisions.customerId, automatedDecisions.id],
    }),
    onlyKnown(t.weight, factorWeights),
    onlyKnown(t.direction, factorDirections),
    ...ownedRows('automated_decision_factors', () => t.customerId, systemRole),
  ],
)
