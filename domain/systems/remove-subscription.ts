import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { change } from '../transaction.ts'
import { subscriptionInput } from './schema.ts'
import { moveSubscription } from './subscription-state.ts'

/**
 * Ends a subscription for good: nothing more is sent, what it has not confirmed is no longer late. Its past stays.
 * @throws DomainError `not-found`; `locked` when it was removed already
 */
export async function removeSubscription(ctx: Ctx, input: unknown): Promise<void> {
  requirePermission(ctx, 'systems:keep')
  const { subscriptionId } = parse(subscriptionInput, input)
  await change(ctx, (tx) => moveSubscription(ctx, tx, subscriptionId, 'removed'))
}
