import type { z } from 'zod'
import { into } from '#db/fast/insert-rows.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { conflict, invalid } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { isDuplicate, type Writing, write } from '../transaction.ts'
import { decisionAudit, decisionRow, nextDecision } from './chain.ts'
import { consentView } from './consent-view.ts'
import { coverageFor } from './coverage.ts'
import { type DecisionBasis, readBasis } from './decision-basis.ts'
import { locksOf } from './locks.ts'
import { requireConsent } from './require-consent.ts'
import type { ConsentView, DecisionChannel, systemDecideInput } from './schema.ts'

/** The decision, its channel, and the language and version in which the customer read the consent. */
type Asked = Omit<z.output<typeof systemDecideInput>, 'channel'> & { channel: DecisionChannel }

/**
 * Takes a decision in two round trips to the database: one reads its basis, one writes. The decision names the one it
 * follows, and only one may follow that, so a decision is refused if another came in between.
 * @returns the consent with its new state.
 * @throws DomainError `invalid` (also when the consent has grown since the text the customer read), `conflict`, `locked`,
 *   `not-found`
 */
export async function takeDecision(ctx: Ctx, asked: Asked): Promise<ConsentView> {
  const consent = requireConsent(asked.consent)
  const read = await readBasis(ctx, consent)
  const { customerId, history, open, restricted, coverage } = read
  const own = { ...ctx, subject: customerId }
  const obliged = locksOf(ctx, consent, open).length > 0
  const basis = { ...asked, ...(await versionRead(ctx, asked, read)), consent, latest: history[0], obliged }
  const decision = nextDecision(own, basis, asked)
  const writing: Writing = {
    rows: [into(consentDecisions, decisionRow(own, decision))],
    audit: decisionAudit(decision),
    event: { type: 'consent.decided', objectId: decision.id },
  }
  try {
    return await write(
      own,
      writing,
      consentView(own, consent, { history: [decision, ...history], open, restricted, coverage }),
    )
  } catch (error) {
    throw isDuplicate(error, 'consent_decisions') ? conflict() : error
  }
}

/**
 * The version that a decision is about: of a yes the one whose text the customer read.
 * @throws DomainError `invalid` on `policyVersion` when there is no such version, or the consent has grown since
 */
async function versionRead(
  ctx: Ctx,
  { consent, outcome, policyVersion: said }: Asked,
  { policyVersion: inForce, coverage }: DecisionBasis,
): Promise<{ policyVersion: number; outgrown: boolean }> {
  if (said === undefined || outcome !== 'given')
    return { policyVersion: inForce, outgrown: !coverage.covers(consent, inForce) }
  const known = await coverageFor(ctx, [said])
  if (!known.knows(said)) throw invalid('policyVersion', 'consent.policy-version')
  if (!known.covers(consent, said)) throw invalid('policyVersion', 'consent.text-changed')
  return { policyVersion: said, outgrown: false }
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
