import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { subscriptions } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { locked } from '../errors.ts'
import { record } from '../record.ts'
import { holdSubscription } from './hold-system.ts'

type SubscriptionState = Pick<typeof subscriptions.$inferSelect, 'state' | 'stateReason'>

/** The reason stored for a subscription that staff have removed. */
export const removedByStaff = 'staff'

const isRemoved = ({ state, stateReason }: SubscriptionState): boolean =>
  state === 'disabled' && stateReason === removedByStaff

/** @throws DomainError `locked` when staff removed the subscription */
export function refuseRemoved(subscription: SubscriptionState): void {
  if (isRemoved(subscription)) throw locked('system.removed')
}

/** Which state each move starts from and leads to. */
const moves = {
  paused: { from: ['active'], to: { state: 'paused', stateReason: null } },
  resumed: { from: ['paused', 'disabled'], to: { state: 'active', stateReason: null } },
  removed: {
    from: ['draft', 'active', 'paused', 'disabled'],
    to: { state: 'disabled', stateReason: removedByStaff },
  },
} as const satisfies Record<string, { from: readonly string[]; to: SubscriptionState }>

/**
 * Moves a subscription to its next state. It is called inside a verb.
 * @throws DomainError `not-found`; `locked` when it was removed, or is in another state than the move starts from
 */
export async function moveSubscription(
  ctx: Ctx,
  tx: Tx,
  id: string,
  move: keyof typeof moves,
): Promise<void> {
  const { from, to } = moves[move]
  const held = await holdSubscription(tx, id)
  refuseRemoved(held)
  if (!from.some((state) => state === held.state)) throw locked(`system.no-${move}`)
  await tx.update(subscriptions).set(to).where(eq(subscriptions.id, id))
  await record(ctx, tx, { action: `subscription.${move}`, objectId: id, detail: { was: held.state } })
}
