import type { z } from 'zod'
import { into } from '#db/fast/insert-rows.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { catalogue } from '#policy/load.ts'
import type { Ctx } from '../context.ts'
import { conflict } from '../errors.ts'
import { isDuplicate, write } from '../transaction.ts'
import { decisionRow, nextDecision, tracesOf } from './chain.ts'
import { readBasis } from './decision-basis.ts'
import { locksOf } from './locks.ts'
import { requireConsent } from './require-consent.ts'
import type { ConsentView, DecisionChannel, systemDecideInput } from './schema.ts'
import { consentView } from './view.ts'

/** What is decided, where it was decided and in which language the customer read it. */
type Asked = Omit<z.output<typeof systemDecideInput>, 'channel'> & { channel: DecisionChannel }

/**
 * Takes a decision, which names the one it follows, so whoever decides on what is no longer so is told. Two ways to
 * the database and back: one reads what the decision is taken on, one writes; that what was read still holds is for the
 * chain to say, which takes no second link after the same one.
 * @returns the consent as it now stands.
 * @throws DomainError `invalid`, `conflict`, `locked`, `not-found`
 */
export async function takeDecision(ctx: Ctx, asked: Asked): Promise<ConsentView> {
  const consent = requireConsent(asked.consent)
  const { customerId, history, open, policyVersion } = await readBasis(ctx, consent)
  const own = { ...ctx, subject: customerId }
  const obliged = locksOf(ctx, consent, open).length > 0
  const basis = { ...asked, consent, latest: history[0], policyVersion, obliged }
  const decision = nextDecision(own, basis, asked)
  const view = consentView(own, catalogue(), consent, { history: [decision, ...history], open })
  const rows = [into(consentDecisions, decisionRow(own, decision, asked.previousId))] as const
  try {
    return await write(own, { rows, ...tracesOf(decision) }, view)
  } catch (error) {
    throw isDuplicate(error, 'consent_decisions') ? conflict() : error
  }
}
