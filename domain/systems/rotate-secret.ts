import { type KeyObject, randomUUIDv7 } from 'node:crypto'
import { and, eq, not } from 'drizzle-orm'
import { formerSecrets, subscriptions } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { newKey } from '../crypto.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { holdSubscription } from './hold-system.ts'
import { subscriptionInput } from './schema.ts'
import { stillSigns } from './signing-secrets.ts'
import { refuseRemoved } from './subscription-state.ts'

/** For how long a former secret also signs, so that the receiver can change to the new one. */
const overlapMs = 24 * 60 * 60 * 1000

/**
 * Gives a subscription a new signing secret. The present one becomes a former one; each of those signs until its own time
 * is over, or it is stopped.
 * @returns the secret; it is shown only here.
 * @throws DomainError `not-found`; `locked` when it was removed
 */
export const rotateSecret = verb(
  'systems:keep',
  subscriptionInput,
  async (ctx, { subscriptionId: id }): Promise<{ secret: string }> => {
    const secret = await newWebhookSecret(ctx)
    await change(ctx, async (tx) => {
      const held = await holdSubscription(tx, id)
      refuseRemoved(held)
      const ofThis = eq(formerSecrets.subscriptionId, id)
      const signsUntil = new Date(ctx.now.getTime() + overlapMs)
      await tx.delete(formerSecrets).where(and(ofThis, not(stillSigns(ctx))))
      await tx
        .insert(formerSecrets)
        .values({ subscriptionId: id, id: randomUUIDv7(), secretWrapped: held.secretWrapped, signsUntil })
      await tx.update(subscriptions).set({ secretWrapped: secret.wrapped }).where(eq(subscriptions.id, id))
      await record(ctx, tx, { action: 'subscription.secret-rotated', objectId: id })
    })
    return { secret: secret.text }
  },
)

/** The text of a signing secret for a receiver (Standard Webhooks 1.0, "Signature scheme"). */
export const secretText = (secret: KeyObject): string => `whsec_${secret.export().toString('base64')}`

/** Makes a new signing secret: its text, to be shown once, and its wrapped form, to be stored. */
export async function newWebhookSecret(
  ctx: Pick<Ctx, 'keys'>,
): Promise<{ text: string; wrapped: Uint8Array }> {
  const secret = newKey()
  return { text: secretText(secret), wrapped: await ctx.keys.master.wrap(secret) }
}
