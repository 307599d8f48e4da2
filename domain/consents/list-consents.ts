import type { Tx } from '#db/client.ts'
import { consentNamed, findBasis } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { may } from '../access.ts'
import type { Ctx } from '../context.ts'
import { historyOf, type Mention, type PolicyVersion, readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { consentView, decisionView, sendsGpc } from './consent-view.ts'
import { coverageFor } from './coverage.ts'
import { type Decision, readChains } from './decisions.ts'
import type { ConsentsView, FormerConsent } from './schema.ts'
import { readViewFacts } from './view-facts.ts'

/**
 * Every consent, in its group, with its state for the customer and its history; and the history of consents that the
 * policy has no longer.
 */
export const listConsents = verb('consents:list', async (ctx): Promise<ConsentsView> => {
  const policy = catalogue()
  const { groups, consents, unrefusable } = policy.consents
  const { chains, factsOf, former, coverage } = await read(ctx, async (tx) => {
    const [chains, factsOf, versions] = await Promise.all([
      readChains(ctx, tx),
      readViewFacts(ctx, tx),
      readVersions(tx),
    ])
    const coverage = await coverageFor(ctx, [], tx)
    const former = await formerConsents(ctx, tx, versions, chains)
    return { chains, factsOf, former, coverage }
  })
  return {
    locale: ctx.locale,
    at: ctx.now,
    groups: groups.map((group) => ({
      id: group.id,
      title: group.title[ctx.locale],
      description: group.description[ctx.locale],
      consents: consents
        .filter((consent) => consent.group === group.id)
        .map((consent) => consentView(ctx, consent, factsOf(consent.id, { chains, coverage }))),
    })),
    former,
    unrefusable: unrefusable.map((one) => ({
      id: one.id,
      title: one.title[ctx.locale],
      reason: one.reason[ctx.locale],
      basis: findBasis(policy, one.basis).title[ctx.locale],
    })),
    gpc: sendsGpc(ctx),
    policyVersion: coverage.version,
    live: may(ctx, 'consents:choose'),
  }
})

async function formerConsents(
  ctx: Ctx,
  tx: Tx,
  versions: readonly PolicyVersion[],
  chains: ReadonlyMap<string, readonly Decision[]>,
): Promise<FormerConsent[]> {
  const gone = [...chains].flatMap(([id, chain]) => {
    const [latest] = chain
    return latest && !consentNamed(catalogue(), id) ? [{ id, chain, latest }] : []
  })
  const mentions = gone.map(
    ({ id, latest }): Mention => ({ kind: 'consent', id, written: latest.policyVersion }),
  )
  const history = await historyOf(tx, versions, mentions)
  return gone
    .toSorted((one, other) => other.latest.at.getTime() - one.latest.at.getTime())
    .map(({ id, chain, latest }) => ({
      id,
      title: history.title('consent', id, latest.policyVersion, ctx.locale),
      history: chain.map(decisionView),
    }))
}
