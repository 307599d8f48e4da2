import { verb } from '../verb.ts'
import { decisionFaults } from './require-consent.ts'
import { type ConsentView, systemDecideInput } from './schema.ts'
import { takeDecision } from './take-decision.ts'

/**
 * Records a decision that the customer took in the app, a branch or by phone; the context says when.
 * @param input the decision, its channel, the language the customer read, and the evidence.
 * @returns the consent with its new state; of its history the new decision and the one before.
 * @throws DomainError `invalid`, `conflict` (another decision came first, or it changes nothing), `locked` (an
 *   obligation forbids withdrawal, Law 94-V, art. 8(2)), `not-found` (no such customer)
 */
export const recordDecision = verb(
  'consents:decide',
  systemDecideInput,
  (_, given) => decisionFaults(given),
  (ctx, input): Promise<ConsentView> => takeDecision(ctx, input),
)
