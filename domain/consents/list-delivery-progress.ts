import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { decisionView } from './consent-view.ts'
import { readChains } from './decisions.ts'
import { readConnections, readDeliveries } from './delivery-progress.ts'
import { progressOf } from './rules.ts'
import type { DecisionProgress } from './schema.ts'

/** How far the latest decision on each consent has come with the bank's systems. */
export const listDeliveryProgress = verb('consents:list', async (ctx): Promise<DecisionProgress[]> => {
  const [chains, deliveries, connectedAt] = await read(ctx, (tx) =>
    Promise.all([readChains(ctx, tx), readDeliveries(ctx, tx), readConnections(tx)]),
  )
  return [...chains].flatMap(([consent, [latest]]) =>
    latest
      ? [
          {
            consent,
            decision: decisionView(latest),
            progress: progressOf(latest.at, deliveries.get(latest.id) ?? [], ctx.now, connectedAt(consent)),
          },
        ]
      : [],
  )
})
