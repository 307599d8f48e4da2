import { into } from '#db/fast/insert-rows.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { catalogue } from '#policy/load.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { conflict, invalid } from '../errors.ts'
import { parse } from '../parse.ts'
import { isDuplicate, write } from '../transaction.ts'
import { decisionRow, nextDecision, tracesOf } from './chain.ts'
import { readGrounds } from './decision-basis.ts'
import { takeDecision } from './limit.ts'
import { locksOf } from './locks.ts'
import { type Channel, type ConsentView, decideInput, systemDecideInput } from './schema.ts'
import { consentView } from './view.ts'

/**
 * Gives or withdraws a consent. The decision takes effect at once and names the one it follows, so whoever
 * decides on what is no longer so is told. Two ways to the database and back: one gathers, one writes; that what was
 * gathered still stands is for the chain to say, which takes no second link after the same one.
 * @param input a customer decides in the portal; a system also says in which channel and language the customer
 *   decided and what proves it, and its context says when.
 * @returns the consent as it now stands; to a system, of its history the new decision and the one before.
 * @throws DomainError `invalid`, `conflict` (decided elsewhere meanwhile, or already so), `locked` (an
 *   obligation forbids withdrawal, Law 94-V, art. 8(2)), `not-found` (no such customer), `too-many`
 */
export async function decide(ctx: Ctx, input: unknown): Promise<ConsentView> {
  requirePermission(ctx, 'consents:decide')
  const asked = parseFor(ctx, input)
  const policy = catalogue()
  const consent = policy.consents.consents.find(({ id }) => id === asked.consent)
  if (!consent) throw invalid('consent', 'consent.unknown')
  await takeDecision(ctx)
  const { customerId, history, open, policyVersion } = await readGrounds(ctx, consent)
  const own = { ...ctx, subject: customerId }
  const obliged = locksOf(ctx, consent, open).length > 0
  const grounds = { ...asked, consent, latest: history[0], policyVersion, obliged }
  const decision = nextDecision(own, grounds, asked)
  const view = consentView(own, policy, consent, { history: [decision, ...history], open })
  const rows = [into(consentDecisions, decisionRow(own, decision, asked.previousId))] as const
  try {
    return await write(own, { rows, ...tracesOf(decision) }, view)
  } catch (error) {
    throw isDuplicate(error, 'consent_decisions') ? conflict() : error
  }
}

function parseFor(ctx: Ctx, input: unknown) {
  if (ctx.actor.kind === 'system') return parse(systemDecideInput, input)
  const channel: Channel = 'portal'
  return { ...parse(decideInput, input), channel, locale: ctx.locale, evidence: null }
}
