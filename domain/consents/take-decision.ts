import type { z } from 'zod'
import { into } from '#db/fast/insert-rows.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { conflict } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { isDuplicate, type Writing, write } from '../transaction.ts'
import { decisionAudit, decisionRow, nextDecision } from './chain.ts'
import { consentView } from './consent-view.ts'
import { readBasis } from './decision-basis.ts'
import { locksOf } from './locks.ts'
import { requireConsent } from './require-consent.ts'
import type { ConsentView, DecisionChannel, systemDecideInput } from './schema.ts'

/** The decision, its channel, and the language in which the customer read the consent. */
type Asked = Omit<z.output<typeof systemDecideInput>, 'channel'> & { channel: DecisionChannel }

/**
 * Takes a decision in two round trips to the database: one reads its basis, one writes. The decision names the one it
 * follows, and only one may follow that, so a decision is refused if another came in between.
 * @returns the consent with its new state.
 * @throws DomainError `invalid`, `conflict`, `locked`, `not-found`
 */
export async function takeDecision(ctx: Ctx, asked: Asked): Promise<ConsentView> {
  const consent = requireConsent(asked.consent)
  const { customerId, history, open, policyVersion } = await readBasis(ctx, consent)
  const own = { ...ctx, subject: customerId }
  const obliged = locksOf(ctx, consent, open).length > 0
  const basis = { ...asked, consent, latest: history[0], policyVersion, obliged }
  const decision = nextDecision(own, basis, asked)
  const writing: Writing = {
    rows: [into(consentDecisions, decisionRow(own, decision))],
    audit: decisionAudit(decision),
    event: { type: 'consent.decided', objectId: decision.id },
  }
  try {
    return await write(own, writing, consentView(own, consent, { history: [decision, ...history], open }))
  } catch (error) {
    throw isDuplicate(error, 'consent_decisions') ? conflict() : error
  }
}

const perCustomer = [
  { name: 'consent-decisions', max: 60, seconds: 60 },
  { name: 'consent-decisions-day', max: 500, seconds: 24 * 60 * 60 },
]

/** Counts a decision in a customer's browser against its limits. @throws DomainError `too-many` */
export const countDecision = (ctx: Ctx): Promise<void> =>
  takeTry(
    ctx,
    perCustomer.map((limit) => ({ limit, who: requireSubject(ctx) })),
  )
