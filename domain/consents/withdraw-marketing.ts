import { conflict } from '../errors.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { consentView } from './consent-view.ts'
import type { ConsentView } from './schema.ts'
import { countDecision } from './take-decision.ts'
import { withdrawEach } from './withdraw-each.ts'

/**
 * Withdraws every marketing consent that is given, all or none of them.
 * @returns the withdrawn consents with their new state.
 * @throws DomainError `conflict` when none is given any more, or one was decided at the same moment; `too-many`
 */
export const withdrawMarketing = verb('consents:choose', async (ctx): Promise<ConsentView[]> => {
  await countDecision(ctx)
  return change(ctx, async (tx) => {
    const withdrawn = await withdrawEach(ctx, tx, 'portal', ({ group }) => group === 'marketing')
    if (withdrawn.length === 0) throw conflict()
    return withdrawn.map(({ consent, history }) => consentView(ctx, consent, { history, open: [] }))
  })
})
