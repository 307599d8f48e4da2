import type { KeyObject } from 'node:crypto'
import type { Ctx } from '../context.ts'
import { newKey } from '../crypto.ts'

/** The text of a signing secret for a receiver (Standard Webhooks 1.0, "Signature scheme"). */
export const secretText = (secret: KeyObject): string => `whsec_${secret.export().toString('base64')}`

/** Makes a new signing secret: its text, to be shown once, and its wrapped form, to be stored. */
export async function newWebhookSecret(
  ctx: Pick<Ctx, 'keys'>,
): Promise<{ text: string; wrapped: Uint8Array }> {
  const secret = newKey()
  return { text: secretText(secret), wrapped: await ctx.keys.master.wrap(secret) }
}
