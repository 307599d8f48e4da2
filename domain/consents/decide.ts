import { verb } from '../verb.ts'
import { decisionFaults } from './require-consent.ts'
import { type ConsentView, decideInput } from './schema.ts'
import { countDecision, takeDecision } from './take-decision.ts'

/**
 * Gives or withdraws a consent in the portal. The decision takes effect at once and names the one it follows.
 * @returns the consent with its new state.
 * @throws DomainError `invalid`, `conflict` (another decision came first, or it changes nothing), `locked` (an
 *   obligation forbids withdrawal, Law 94-V, art. 8(2)), `too-many`
 */
export const decide = verb(
  'consents:choose',
  decideInput,
  (_, given) => decisionFaults(given),
  async (ctx, input): Promise<ConsentView> => {
    await countDecision(ctx)
    return takeDecision(ctx, { ...input, channel: 'portal', locale: ctx.locale, evidence: null })
  },
)
