import type { Tx } from '#db/client.ts'
import { findConsent } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Ctx } from '../context.ts'
import { consentView } from './consent-view.ts'
import type { Coverage } from './coverage.ts'
import type { readChains } from './decisions.ts'
import { readConnections, readDeliveries } from './delivery-progress.ts'
import { openObligations } from './locks.ts'
import type { ConsentView } from './schema.ts'

/** The decisions on all consents, as {@link readChains} gives them. */
export type Chains = Awaited<ReturnType<typeof readChains>>

/** The views of some consents, inside another verb's transaction that has read the decisions. */
export async function someConsents(
  ctx: Ctx,
  tx: Tx,
  { chains, coverage }: { chains: Chains; coverage: Coverage },
  ids: readonly string[],
): Promise<ConsentView[]> {
  const [open, deliveries, connectedAt] = await Promise.all([
    openObligations(ctx, tx),
    readDeliveries(ctx, tx),
    readConnections(tx),
  ])
  return ids.map((id) => {
    const history = chains.get(id) ?? []
    const sent = deliveries.get(history[0]?.id ?? '')
    const held = { history, open, coverage, deliveries: sent, connectedAt: connectedAt(id) }
    return consentView(ctx, findConsent(catalogue(), id), held)
  })
}
