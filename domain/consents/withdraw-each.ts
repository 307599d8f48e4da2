import type { Tx } from '#db/client.ts'
import { consentNamed } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue, Consent } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'
import { currentVersion } from '../policies/current-version.ts'
import { historyOf, type Mention, readVersions } from '../policies/history.ts'
import { appendDecisions, nextWithdrawal } from './chain.ts'
import { type Decision, readChains } from './decisions.ts'
import type { DecisionChannel } from './schema.ts'

/** Says which consents are withdrawn: by the consent, the policy that has it, and its latest decision. */
type Picker = (consent: Consent, policy: Catalogue, latest: Decision) => boolean

/** A consent that was withdrawn with its chain, newest first. */
interface Withdrawn {
  /** Null of one that today's policy has no longer. */
  consent: Consent | null
  history: readonly [Decision, ...Decision[]]
}

/**
 * Withdraws, in the caller's transaction, every consent with a yes that `picked` picks, also those that the policy has no
 * longer, which are judged as the version of the yes has them. A consent that obligations can lock is withdrawn on its own
 * or not at all, never among others.
 * @throws DomainError `conflict` when one of them was decided at the same moment
 */
export async function withdrawEach(
  ctx: Ctx,
  tx: Tx,
  channel: DecisionChannel,
  picked: Picker,
): Promise<Withdrawn[]> {
  const [chains, policyVersion, versions] = await Promise.all([
    readChains(ctx, tx),
    currentVersion(tx, ctx.now),
    readVersions(tx),
  ])
  const policy = catalogue()
  const yeses = [...chains].flatMap(([id, history]) => {
    const [latest] = history
    const decision = nextWithdrawal(ctx, { latest, channel, evidence: null, policyVersion })
    return latest && decision ? [{ id, latest, history: [decision, ...history] as const }] : []
  })
  const former = yeses.filter(({ id }) => !consentNamed(policy, id))
  const mentions = former.map(
    ({ id, latest }): Mention => ({ kind: 'consent', id, written: latest.policyVersion }),
  )
  const past = await historyOf(tx, versions, mentions)
  const order = policy.consents.consents.map(({ id }) => id)
  const withdrawn = yeses
    .toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
    .flatMap(({ id, latest, history }): Withdrawn[] => {
      const consent = consentNamed(policy, id) ?? null
      const found = consent ? { thing: consent, policy } : past.find('consent', id, latest.policyVersion)
      return found && !found.thing.lockedBy && picked(found.thing, found.policy, latest)
        ? [{ consent, history }]
        : []
    })
  const [first, ...others] = withdrawn.map(({ history: [decision] }) => decision)
  if (first) await appendDecisions(ctx, tx, first, ...others)
  return withdrawn
}
