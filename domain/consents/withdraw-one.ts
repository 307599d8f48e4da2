import type { Tx } from '#db/client.ts'
import type { Consent } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'
import { currentVersion } from '../policies/current-version.ts'
import { appendDecisions, nextWithdrawal } from './chain.ts'
import { readChains } from './decisions.ts'
import { locksOf, openObligations } from './locks.ts'
import type { DecisionChannel } from './schema.ts'

/** The result of a withdrawal that was asked for at the state service. */
export type OneWithdrawn =
  | { outcome: 'withdrawn'; decisionId: string }
  | { outcome: 'already-off' | 'obliged'; decisionId: null }

/**
 * Withdraws one consent in the caller's transaction, whatever its latest decision is.
 * @param evidence the number under which the proof of the decision is kept; nothing personal.
 * @returns `obliged` when an open obligation forbids it (Law 94-V, art. 8(2)); nothing is written then.
 * @throws DomainError `conflict` when it was decided at the same moment
 */
export async function withdrawOne(
  ctx: Ctx,
  tx: Tx,
  consent: Consent,
  { channel, evidence }: { channel: DecisionChannel; evidence: string },
): Promise<OneWithdrawn> {
  const [chains, open, policyVersion] = await Promise.all([
    readChains(ctx, tx, consent.id),
    consent.lockedBy ? openObligations(ctx, tx) : [],
    currentVersion(tx, ctx.now),
  ])
  const [latest] = chains.get(consent.id) ?? []
  const decision = nextWithdrawal(ctx, { latest, channel, evidence, policyVersion })
  if (!latest || !decision) return { outcome: 'already-off', decisionId: null }
  if (!latest.outgrown && locksOf(ctx, consent, open).length > 0)
    return { outcome: 'obliged', decisionId: null }
  await appendDecisions(ctx, tx, decision)
  return { outcome: 'withdrawn', decisionId: decision.id }
}
