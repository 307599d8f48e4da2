import { catalogue } from '#catalogue/load.ts'
import type { Ctx } from '../context.ts'
import { invalid } from '../errors.ts'
import { parse } from '../parse.ts'
import { requirePermission } from '../permissions.ts'
import { currentVersion } from '../policies/current-version.ts'
import { change } from '../transaction.ts'
import { appendDecision } from './append-decision.ts'
import { readChains } from './decisions.ts'
import { takeDecision } from './limit.ts'
import { locksOf, openObligations } from './locks.ts'
import { type Channel, type ConsentView, decideInput, systemDecideInput } from './schema.ts'
import { consentView } from './view.ts'

/**
 * Gives or withdraws a consent. The decision takes effect at once and names the one it follows, so whoever
 * decides on what is no longer so is told.
 * @param input a customer decides in the portal; a system also says in which channel the customer decided, and
 *   its context says when and in which language.
 * @returns the consent as it now stands.
 * @throws DomainError `invalid`, `conflict` (decided elsewhere meanwhile, or already so), `locked` (an
 *   obligation forbids withdrawal, Law 94-V, art. 8(2)), `too-many`
 */
export async function decide(ctx: Ctx, input: unknown): Promise<ConsentView> {
  requirePermission(ctx, 'consents:decide')
  const { channel, ...asked } = parseFor(ctx, input)
  const policy = catalogue()
  const consent = policy.consents.consents.find(({ id }) => id === asked.consent)
  if (!consent) throw invalid('consent', 'consent.unknown')
  await takeDecision(ctx)
  return change(ctx, async (tx) => {
    const chains = await readChains(ctx, tx, consent.id)
    const history = chains.get(consent.id) ?? []
    const open = consent.lockedBy ? await openObligations(ctx, tx) : []
    const obliged = locksOf(ctx, consent, open).length > 0
    const policyVersion = await currentVersion(tx, ctx.now)
    const grounds = { consent, history, channel, policyVersion, obliged }
    const decision = await appendDecision(ctx, tx, grounds, asked)
    return consentView(ctx, policy, consent, { history: [decision, ...history], open })
  })
}

function parseFor(ctx: Ctx, input: unknown) {
  if (ctx.actor.kind === 'system') return parse(systemDecideInput, input)
  const channel: Channel = 'portal'
  return { ...parse(decideInput, input), channel }
}
