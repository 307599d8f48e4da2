import { deliveries } from '#db/schema/events.ts'
import { bookkeep } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { Claimed } from './claim-deliveries.ts'
import { stillHeld } from './settle-delivery.ts'

/**
 * Makes a claimed delivery due again at once, so that another worker need not wait for the end of the lease: this one
 * stops before it knows whether the delivery arrived.
 */
export const giveBackDelivery = verb(
  'deliveries:send',
  async (ctx, held: Pick<Claimed, 'customerId' | 'id' | 'attempts'>): Promise<void> =>
    bookkeep(
      { ...ctx, subject: held.customerId },
      'due-rows',
      async (tx) => void (await tx.update(deliveries).set({ dueAt: ctx.now }).where(stillHeld(held))),
    ),
)
