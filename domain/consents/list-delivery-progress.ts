import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { readChains } from './decisions.ts'
import { readDeliveries } from './delivery-progress.ts'
import { passageOf } from './rules.ts'
import type { FollowedView } from './schema.ts'
import { decisionView } from './view.ts'

/** How far the latest decision on each consent has come with the bank's systems. */
export const followDecisions = verb('consents:list', async (ctx): Promise<FollowedView[]> => {
  const [chains, deliveries] = await read(ctx, (tx) =>
    Promise.all([readChains(ctx, tx), readDeliveries(ctx, tx)]),
  )
  return [...chains].flatMap(([consent, [latest]]) =>
    latest
      ? [
          {
            consent,
            decision: decisionView(latest),
            passage: passageOf(latest.at, deliveries.get(latest.id) ?? [], ctx.now),
          },
        ]
      : [],
  )
})
