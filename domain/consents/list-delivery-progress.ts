import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { read } from '../transaction.ts'
import { readChains } from './decisions.ts'
import { readDeliveries } from './delivery-progress.ts'
import { passageOf } from './rules.ts'
import type { FollowedView } from './schema.ts'
import { decisionView } from './view.ts'

/** How far the latest decision on each consent has come with the bank's systems. */
export async function followDecisions(ctx: Ctx): Promise<FollowedView[]> {
  requirePermission(ctx, 'consents:list')
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
}
