import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { isHashOf, openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { notFound } from '../errors.ts'
import { codeLifeSeconds } from '../life-spans.ts'
import { takeTry } from '../limits.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { codeLimits } from './code-limits.ts'
import { checkCode, createCode, resendAfterSeconds, spendCode } from './codes.ts'
import { noteFailedEntry } from './failed-entry.ts'
import { type CodeSent, stepUpInput } from './schema.ts'

/**
 * Sends the signed-in customer a fresh code, to the number they sign in with.
 * @throws DomainError `too-many`
 */
export const requestStepUp = verb('step-up:request', async (ctx): Promise<CodeSent> => {
  const customerId = requireSubject(ctx)
  const bound = boundToSession(ctx)
  await takeTry(ctx, [
    { limit: codeLimits.stepUps.sends, who: ctx.actor.sessionId },
    { limit: codeLimits.stepUps.sendsInAll, who: customerId },
  ])
  await change(bound, async (tx) => {
    const phone = await ownPhone(ctx, tx, customerId)
    const code = await createCode(bound, tx, phone)
    const key = await customerKey(ctx, tx)
    await queueMessage(ctx, tx, key, {
      customerId,
      kind: 'step-up-code',
      locale: ctx.locale,
      to: phone,
      params: { code },
      state: 'due',
    })
    await record(ctx, tx, { action: 'step-up.code-requested' })
  })
  return {
    expiresAt: new Date(ctx.now.getTime() + codeLifeSeconds * 1000),
    resendAt: new Date(ctx.now.getTime() + resendAfterSeconds * 1000),
  }
})

/**
 * Checks the fresh code: from now on the session counts as verified again, and only a new cookie names it (OWASP ASVS 5.0
 * V7.2.4). A copy of the former cookie is worth nothing.
 * @returns what the new cookie has to say.
 * @throws DomainError `invalid` on `code`, `too-many`
 */
export const verifyStepUp = verb(
  'step-up:verify',
  stepUpInput,
  async (ctx, { code }): Promise<{ verifiedAt: Date; renewals: number }> => {
    const customerId = requireSubject(ctx)
    const bound = boundToSession(ctx)
    const phone = await read(bound, (tx) => ownPhone(ctx, tx, customerId))
    const { id: codeId } = await noteFailedEntry(bound, { phone, customerId }, () =>
      checkCode(bound, phone, code, () => [{ limit: codeLimits.stepUps.tries, who: ctx.actor.sessionId }]),
    )
    return change(bound, async (tx) => {
      await spendCode(bound, tx, codeId)
      const [session] = await tx
        .update(sessions)
        .set({ verifiedAt: ctx.now, renewals: sql`${sessions.renewals} + 1` })
        .where(
          and(
            eq(sessions.customerId, customerId),
            eq(sessions.id, ctx.actor.sessionId),
            isNull(sessions.endedAt),
          ),
        )
        .returning({ renewals: sessions.renewals })
      if (!session) throw notFound()
      await record(ctx, tx, { action: 'step-up.confirmed' })
      return { verifiedAt: ctx.now, renewals: session.renewals }
    })
  },
)

/** A step-up code is bound to the session that asked, as a sign-in code is to the browser. */
function boundToSession(ctx: CtxBy<'customer'>): Ctx {
  const [hash = null, otherHash] = ctx.keys.lookups('browser', ctx.actor.sessionId)
  return { ...ctx, browser: { ...ctx.browser, hash, otherHash } }
}

async function ownPhone(ctx: Ctx, tx: Tx, customerId: string): Promise<string> {
  const [row] = await tx
    .select({ id: holdings.id, value: holdings.valueSealed, phoneHash: customers.phoneHash })
    .from(customers)
    .innerJoin(holdings, and(eq(holdings.customerId, customers.id), eq(holdings.field, 'phone')))
    .where(eq(customers.id, customerId))
  if (!row) throw notFound()
  const { id, value, phoneHash } = row
  const phone = openText(await customerKey(ctx, tx), value, `holdings:${id}:value`)
  // A number that is held and was left in the meantime is somebody else's.
  if (!isHashOf(ctx.keys, 'phone', phone, phoneHash)) throw notFound()
  return phone
}
