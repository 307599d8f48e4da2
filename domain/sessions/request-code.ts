import type { KeyObject } from 'node:crypto'
import { asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import { nobody } from '#db/schema/roles.ts'
import type { Locale } from '#policy/locale.ts'
import type { Ctx } from '../context.ts'
import { newKey } from '../crypto.ts'
import { codeLifeSeconds } from '../life-spans.ts'
import { signInMarks, takeTry } from '../limits.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { recordTrace } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { sendTries } from './code-limits.ts'
import { createCode, hasLiveCode, requireBrowser, resendAfterSeconds } from './codes.ts'
import { type CodeSent, requestCodeInput } from './schema.ts'

/**
 * Sends a one-time code to a number, if the bank knows it. The answer, the statements and so the time are the same for
 * an unknown number (OWASP ASVS 5.0 V6.3.8) and for one that several customers have; the first of these keeps the message
 * and the entry in the log, and it is in the language of the page.
 * @throws DomainError `invalid`, `too-many`
 */
export const requestCode = verb(
  'sign-in:request',
  requestCodeInput,
  async (ctx, { phone }): Promise<CodeSent> => {
    const browserHash = requireBrowser(ctx)
    const phoneHashes = ctx.keys.lookups('phone', phone)
    const [[known, ...others], waits] = await read(
      ctx,
      async (tx) => [await findByPhone(tx, phoneHashes), await hasLiveCode(ctx, tx, phoneHashes)] as const,
      { phoneHashes },
    )
    const subject = known?.id ?? nobody
    const customerIds = [subject, ...others.map(({ id }) => id)]
    await takeTry(ctx, sendTries(ctx, { phone, browserHash, customerIds, hasLiveCode: waits }), phone)
    await change({ ...ctx, subject }, async (tx) => {
      const code = await createCode(ctx, tx, phone)
      const key = await messageKey({ ...ctx, subject }, tx)
      await queueMessage(ctx, tx, key, {
        customerId: subject,
        kind: 'sign-in-code',
        locale: others.length > 0 ? ctx.locale : (known?.locale ?? ctx.locale),
        to: phone,
        params: { code },
        state: known ? 'due' : 'void',
      })
      const entry = { customerId: subject, detail: signInMarks(ctx, phone) }
      await recordTrace(ctx, tx, { action: 'sign-in.code-requested', ...entry }, !known)
    })
    return {
      expiresAt: new Date(ctx.now.getTime() + codeLifeSeconds * 1000),
      resendAt: new Date(ctx.now.getTime() + resendAfterSeconds * 1000),
    }
  },
)

/** A customer as a sign-in finds them. */
export interface ByPhone {
  id: string
  iinHash: string
  locale: Locale
}

/** The customers who have a number, the first registered first. @param phoneHashes by all lookup keys. */
export const findByPhone = (tx: Tx, phoneHashes: string[]): Promise<ByPhone[]> =>
  tx
    .select({ id: customers.id, iinHash: customers.iinHash, locale: customers.locale })
    .from(customers)
    .where(inArray(customers.phoneHash, phoneHashes))
    .orderBy(asc(customers.id))

/** The subject's key; for an unknown number a key that is thrown away, after the same look-up and unwrapping. */
async function messageKey(ctx: Ctx & { subject: string }, tx: Tx): Promise<KeyObject> {
  const rows = await tx
    .select({ wrapped: customerKeys.wrappedKey })
    .from(customerKeys)
    .where(eq(customerKeys.customerId, ctx.subject))
  const wrapped = rows[0]?.wrapped ?? (await ctx.keys.master.wrap(newKey()))
  return ctx.keys.master.unwrap(wrapped)
}
