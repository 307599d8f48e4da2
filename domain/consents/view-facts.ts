import type { Tx } from '#db/client.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { restrictedFields } from '../restricted-fields.ts'
import type { ViewFacts } from './consent-view.ts'
import type { Coverage } from './coverage.ts'
import type { readChains } from './decisions.ts'
import { readConnections, readDeliveries } from './delivery-progress.ts'
import { openObligations } from './locks.ts'

/** The decisions on all consents, as {@link readChains} gives them. */
export type Chains = Awaited<ReturnType<typeof readChains>>

/**
 * Reads what the views of consents need beside the decisions, which may be read at the same time.
 * @returns what a consent's view needs, once the decisions and the coverage are there.
 */
export async function readViewFacts(
  ctx: Ctx,
  tx: Tx,
): Promise<(consent: string, known: { chains: Chains; coverage: Coverage }) => ViewFacts> {
  const [open, fields, deliveries, connectedAt] = await Promise.all([
    openObligations(ctx, tx),
    restrictedFields(tx, requireSubject(ctx)),
    readDeliveries(ctx, tx),
    readConnections(tx),
  ])
  const restricted = new Set(fields.keys())
  return (consent, { chains, coverage }) => {
    const history = chains.get(consent) ?? []
    const sent = deliveries.get(history[0]?.id ?? '')
    return { history, open, restricted, coverage, deliveries: sent, connectedAt: connectedAt(consent) }
  }
}
