import { and, eq } from 'drizzle-orm'
import { formerSecrets } from '#db/schema/systems.ts'
import { notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { holdSubscription } from './hold-system.ts'
import { stopSecretInput } from './schema.ts'
import { refuseRemoved } from './subscription-state.ts'

/**
 * Stops a former signing secret before its time, such as one that leaked: nothing that is sent from now on is signed by it.
 * @throws DomainError `not-found`, also when the secret signs no more; `locked` when the subscription was removed
 */
export const stopSecret = verb(
  'systems:keep',
  stopSecretInput,
  async (ctx, { subscriptionId, secretId }): Promise<void> => {
    await change(ctx, async (tx) => {
      refuseRemoved(await holdSubscription(tx, subscriptionId))
      const stopped = await tx
        .delete(formerSecrets)
        .where(and(eq(formerSecrets.subscriptionId, subscriptionId), eq(formerSecrets.id, secretId)))
        .returning({ id: formerSecrets.id })
      if (stopped.length === 0) throw notFound()
      await record(ctx, tx, {
        action: 'subscription.secret-stopped',
        objectId: subscriptionId,
        detail: { secret: secretId },
      })
    })
  },
)
