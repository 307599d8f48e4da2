import type { Ctx } from '../context.ts'
import { newKey } from '../crypto.ts'
import { secretText } from '../events/signature.ts'

/** A signing secret of Standard Webhooks 1.0: its text, for showing once, and what is kept of it. */
export async function newWebhookSecret(
  ctx: Pick<Ctx, 'keys'>,
): Promise<{ text: string; wrapped: Uint8Array }> {
  const secret = newKey()
  return { text: secretText(secret), wrapped: await ctx.keys.master.wrap(secret) }
}
