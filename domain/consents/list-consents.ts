import { findBasis } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { may } from '../access.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { consentView, sendsGpc } from './consent-view.ts'
import { readChains } from './decisions.ts'
import { readDeliveries } from './delivery-progress.ts'
import { openObligations } from './locks.ts'
import type { ConsentsView } from './schema.ts'

/** Every consent, in its group, with its state for the customer and its history. */
export const listConsents = verb('consents:list', async (ctx): Promise<ConsentsView> => {
  const policy = catalogue()
  const { groups, consents, unrefusable } = policy.consents
  const [chains, open, deliveries] = await read(ctx, (tx) =>
    Promise.all([readChains(ctx, tx), openObligations(ctx, tx), readDeliveries(ctx, tx)]),
  )
  const held = (consent: string) => {
    const history = chains.get(consent) ?? []
    return { history, open, deliveries: deliveries.get(history[0]?.id ?? '') }
  }
  return {
    locale: ctx.locale,
    at: ctx.now,
    groups: groups.map((group) => ({
      id: group.id,
      title: group.title[ctx.locale],
      description: group.description[ctx.locale],
      consents: consents
        .filter((consent) => consent.group === group.id)
        .map((consent) => consentView(ctx, consent, held(consent.id))),
    })),
    unrefusable: unrefusable.map((one) => ({
      id: one.id,
      title: one.title[ctx.locale],
      reason: one.reason[ctx.locale],
      basis: findBasis(policy, one.basis).title[ctx.locale],
    })),
    gpc: sendsGpc(ctx),
    live: may(ctx, 'consents:choose'),
  }
})
