import { z } from 'zod'
import { factorDirections, factorWeights } from '#db/schema/automated-decisions.ts'
import { automatedOutcomes } from '#policy/automated-outcomes.ts'
import type { AnswerView } from '../complaints/read-answers.ts'
import type { ListedComplaint } from '../complaints/schema.ts'
import { referenceInput } from '../customers/schema.ts'
import type { Trace } from '../deadlines.ts'
import { momentInput } from '../moment-input.ts'
import type { Mentioned } from '../policies/schema.ts'

export { factorDirections, factorWeights }
export type FactorWeight = (typeof factorWeights)[number]
export type FactorDirection = (typeof factorDirections)[number]

const factor = z.strictObject({
  factor: z
    .string('automated-decision.factor-unknown')
    .max(64, 'automated-decision.factor-unknown')
    .describe('The id of a factor of this kind in the policy.'),
  weight: z.enum(factorWeights, 'automated-decision.weight-unknown').describe('How much it weighed.'),
  direction: z
    .enum(factorDirections, 'automated-decision.direction-unknown')
    .describe('Whether it spoke for the customer or against them.'),
})

/** One decision of a program, with its factors. */
export const automatedDecisionLine = z.strictObject({
  id: z
    .string('automated-decision.id')
    .trim()
    .regex(/^[\x21-\x7e]{1,64}$/, 'automated-decision.id')
    .describe("The system's own id of the decision, by which a repeat is known. The customer reads it too."),
  decision: z
    .string('automated-decision.kind-unknown')
    .max(64, 'automated-decision.kind-unknown')
    .describe('The id of the kind of decision in the policy.'),
  outcome: z
    .enum(automatedOutcomes, 'automated-decision.outcome-unknown')
    .describe('What was decided: one of the outcomes that the policy names for this kind.'),
  factors: z
    .array(factor, 'automated-decision.factors-empty')
    .min(1, 'automated-decision.factors-empty')
    .max(32, 'automated-decision.factor-unknown')
    .describe('The key factors, each once.'),
  decidedAt: momentInput('automated-decision.time').describe(
    'When it was decided: a moment with its offset.',
  ),
})
/** The same, with its customer. */
const reportedLine = automatedDecisionLine.extend({
  customer: referenceInput.describe("The bank's own id of the customer."),
})
export const recordAutomatedDecisionsInput = z.strictObject({
  decisions: z
    .array(reportedLine, 'automated-decision.none')
    .min(1, 'automated-decision.none')
    .max(1000, 'automated-decision.too-many')
    .describe('What was decided, a line each; 1,000 at most.'),
})
export type AutomatedDecisionLine = z.infer<typeof automatedDecisionLine>

/** How many decisions were recorded, and how many had been recorded before. */
export const recordedAutomatedDecisions = z.object({
  recorded: z.int().describe('How many were written down.'),
  repeated: z.int().describe('How many had been before.'),
})
export type RecordedAutomatedDecisions = z.infer<typeof recordedAutomatedDecisions>

export const listAutomatedDecisionsInput = z.object({
  cursor: z.string('automated-decision.cursor').max(200, 'automated-decision.cursor').optional(),
})

/** What a decision was made from: a factor and the kinds of data of which it is made, in the words of the policy of its time. */
export interface FactorView extends Mentioned {
  weight: FactorWeight
  direction: FactorDirection
  fields: Mentioned[]
}

/** What the policy of its time says of a kind of decision; null where no policy has the kind. */
export interface DecisionKindView {
  decides: string
  effect: string
  basis: string
  ground: string
  /** The consent it rests on, and whether that was in force when it was decided. */
  consent: (Mentioned & { inForce: boolean }) | null
  /** The role that reviews it. */
  reviewer: string
}

/** An objection, with the bank's last written answer to it: the result and its reasons. */
export interface ObjectionView extends ListedComplaint {
  answer: AnswerView | null
}

export interface AutomatedDecisionView {
  id: string
  /** The system's own id of it. */
  reference: string
  at: Date
  kind: Mentioned
  outcome: (typeof automatedOutcomes)[number]
  /** What it came to, as a sentence; null where no policy has one. */
  sentence: string | null
  /** What weighed most first. */
  factors: FactorView[]
  said: DecisionKindView | null
  /** The customer's objection that counts: an open one, otherwise the last. */
  objection: ObjectionView | null
  /** Whether the customer can object: they have not, or have withdrawn or ended it. */
  canObject: boolean
}

export interface AutomatedDecisionsView {
  decisions: AutomatedDecisionView[]
  /** The number of decisions on all pages. */
  total: number
  /** How soon an objection is answered. */
  answer: Pick<Trace, 'amount' | 'unit'>
  /** Whether newer decisions are on a page before this one. */
  continued: boolean
  /** The cursor of the next page; null on the last. */
  next: string | null
}
