import type { KeyObject } from 'node:crypto'
import type { Ctx } from '../context.ts'
import { newKey } from '../crypto.ts'

/** A signing secret as a receiver is given it (Standard Webhooks 1.0, "Signature scheme"). */
export const secretText = (secret: KeyObject): string => `whsec_${secret.export().toString('base64')}`

/** A new signing secret: its text, for showing once, and what is kept of it. */
export async function newWebhookSecret(
  ctx: Pick<Ctx, 'keys'>,
): Promise<{ text: string; wrapped: Uint8Array }> {
  const secret = newKey()
  return { text: secretText(secret), wrapped: await ctx.keys.master.wrap(secret) }
}
