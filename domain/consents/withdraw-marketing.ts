import { isMarketing } from '#policy/marketing.ts'
import { requireSubject } from '../access.ts'
import { conflict } from '../errors.ts'
import { restrictedFields } from '../restricted-fields.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { consentView } from './consent-view.ts'
import { coverageFor } from './coverage.ts'
import type { ConsentView } from './schema.ts'
import { countDecision } from './take-decision.ts'
import { withdrawEach } from './withdraw-each.ts'

/**
 * Withdraws every consent to marketing that is given, whatever group it is in and whether or not the policy still has it;
 * all or none of them.
 * @returns those of today's policy with their new state.
 * @throws DomainError `conflict` when none is given any more, or one was decided at the same moment; `too-many`
 */
export const withdrawMarketing = verb('consents:choose', async (ctx): Promise<ConsentView[]> => {
  await countDecision(ctx)
  return change(ctx, async (tx) => {
    const withdrawn = await withdrawEach(ctx, tx, 'portal', (consent, policy) => isMarketing(policy, consent))
    if (withdrawn.length === 0) throw conflict()
    const [coverage, fields] = await Promise.all([
      coverageFor(ctx, [], tx),
      restrictedFields(tx, requireSubject(ctx)),
    ])
    const restricted = new Set(fields.keys())
    return withdrawn.flatMap(({ consent, history }) =>
      consent ? [consentView(ctx, consent, { history, open: [], restricted, coverage })] : [],
    )
  })
})
