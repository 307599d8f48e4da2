import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { change } from '../transaction.ts'
import { subscriptionInput } from './schema.ts'
import { moveSubscription } from './subscription-state.ts'

/**
 * Sends nothing more to a subscription until it is resumed; what happens meanwhile waits for it.
 * @throws DomainError `not-found`; `locked` when it is not active
 */
export async function pauseSubscription(ctx: Ctx, input: unknown): Promise<void> {
  requirePermission(ctx, 'deliveries:oversee')
  const { subscriptionId } = parse(subscriptionInput, input)
  await change(ctx, (tx) => moveSubscription(ctx, tx, subscriptionId, 'paused'))
}
