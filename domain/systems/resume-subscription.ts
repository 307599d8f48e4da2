import { wake } from '#db/wake.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { change } from '../transaction.ts'
import { subscriptionInput } from './schema.ts'
import { moveSubscription } from './subscription-state.ts'

/**
 * Sends again to a subscription that was paused, or whose receiver had said that it is gone (410).
 * @throws DomainError `not-found`; `locked` when it is active, or staff removed it
 */
export async function resumeSubscription(ctx: Ctx, input: unknown): Promise<void> {
  requirePermission(ctx, 'deliveries:oversee')
  const { subscriptionId } = parse(subscriptionInput, input)
  await change(ctx, (tx) => moveSubscription(ctx, tx, subscriptionId, 'resumed'))
  wake(ctx.db)
}
