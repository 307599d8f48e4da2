import type { Tx } from '#db/client.ts'
import { catalogue } from '#policy/load.ts'
import type { Consent } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'
import { currentVersion } from '../policies/current-version.ts'
import { appendDecisions, nextWithdrawal } from './chain.ts'
import { type Decision, readChains } from './decisions.ts'
import type { DecisionChannel } from './schema.ts'

/**
 * Withdraws, in the caller's transaction, every given consent that `picked` picks by the consent and its latest
 * decision. A consent that obligations can lock is withdrawn on its own or not at all, never among others.
 * @returns the withdrawn consents, each with its chain, newest first.
 * @throws DomainError `conflict` when one of them was decided at the same moment
 */
export async function withdrawEach(
  ctx: Ctx,
  tx: Tx,
  channel: DecisionChannel,
  picked: (consent: Consent, latest: Decision) => boolean,
): Promise<{ consent: Consent; history: readonly [Decision, ...Decision[]] }[]> {
  const [chains, policyVersion] = await Promise.all([readChains(ctx, tx), currentVersion(tx, ctx.now)])
  const withdrawn = catalogue().consents.consents.flatMap((consent) => {
    const history = chains.get(consent.id) ?? []
    const [latest] = history
    if (!latest || consent.lockedBy || !picked(consent, latest)) return []
    const decision = nextWithdrawal(ctx, { consent, latest, channel, evidence: null, policyVersion })
    return decision ? [{ consent, history: [decision, ...history] as const }] : []
  })
  const [first, ...others] = withdrawn.map(({ history: [decision] }) => decision)
  if (first) await appendDecisions(ctx, tx, first, ...others)
  return withdrawn
}
