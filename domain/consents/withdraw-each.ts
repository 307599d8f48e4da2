import { catalogue } from '#catalogue/load.ts'
import type { Consent } from '#catalogue/schema.ts'
import type { Tx } from '#db/client.ts'
import type { Ctx } from '../context.ts'
import { currentVersion } from '../policies/current-version.ts'
import { appendDecision } from './append-decision.ts'
import { type Decision, readChains } from './decisions.ts'
import { stateOf } from './rules.ts'
import type { Channel } from './schema.ts'

/**
 * Withdraws, in the caller's transaction, every given consent that `picked` picks by the consent and its latest
 * decision. A consent that obligations can lock is withdrawn on its own or not at all, never among others.
 * @returns what was withdrawn, each with its chain, newest first.
 * @throws DomainError `conflict` when one was decided at the same moment
 */
export async function withdrawEach(
  ctx: Ctx,
  tx: Tx,
  channel: Channel,
  picked: (consent: Consent, latest: Decision) => boolean,
): Promise<{ consent: Consent; history: Decision[] }[]> {
  const chains = await readChains(ctx, tx)
  const given = catalogue().consents.consents.flatMap((consent) => {
    const history = chains.get(consent.id) ?? []
    const [latest] = history
    if (!latest || stateOf(latest, ctx.now) !== 'given' || consent.lockedBy) return []
    return picked(consent, latest) ? [{ consent, history, latest }] : []
  })
  if (given.length === 0) return []
  const policyVersion = await currentVersion(tx, ctx.now)
  const withdrawn = []
  for (const { consent, history, latest } of given) {
    const grounds = { consent, history, channel, policyVersion, obliged: false }
    const asked = { outcome: 'withdrawn', previousId: latest.id, confirmed: false } as const
    withdrawn.push({ consent, history: [await appendDecision(ctx, tx, grounds, asked), ...history] })
  }
  return withdrawn
}
