import { randomInt, randomUUIDv7, timingSafeEqual } from 'node:crypto'
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { signInCodes } from '#db/schema/sessions.ts'
import type { Ctx } from '../context.ts'
import { forbidden, invalid } from '../errors.ts'
import { codeLifeSeconds } from '../life-spans.ts'
import { bookkeep } from '../transaction.ts'

/** OWASP ASVS 5.0 V6.5, V6.6: six digits from a CSPRNG, five minutes, five tries, one use, bound to the browser. */
export const codeTries = 5
export const resendAfterSeconds = 60
export const codeLimits = {
  sendsPerPhone: { name: 'code-send-phone', max: 5, seconds: 3600 },
  sendsPerAddress: { name: 'code-send-address', max: 30, seconds: 3600 },
  triesPerPhone: { name: 'code-try-phone', max: 20, seconds: 3600 },
  triesPerAddress: { name: 'code-try-address', max: 100, seconds: 3600 },
}

/** The hash to which a code is bound: of the browser's secret cookie. @throws DomainError `forbidden` without a cookie. */
export function requireBrowser(ctx: Ctx): string {
  if (!ctx.browser.hash) throw forbidden()
  return ctx.browser.hash
}

const hashCode = (ctx: Ctx, id: string, code: string) => ctx.keys.lookup('code', `${id}:${code}`)

/** Makes a code for a number and this browser; only its keyed hash is stored. */
export async function createCode(ctx: Ctx, tx: Tx, phoneHash: string): Promise<string> {
  const id = randomUUIDv7()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await tx.insert(signInCodes).values({
    id,
    browserHash: requireBrowser(ctx),
    phoneHash,
    codeHash: hashCode(ctx, id, code),
    triesLeft: codeTries,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + codeLifeSeconds * 1000),
  })
  return code
}

/**
 * Checks that a code is the valid one for this number and browser. A try is counted in a transaction of its own before
 * the code is compared, so that two tries at once cannot share one count.
 * @returns the code's id, to be spent with {@link spendCode} in the change it permits.
 * @throws DomainError `invalid` with `code.wrong`, `code.expired`, `code.used` or `code.exhausted`.
 */
export async function checkCode(ctx: Ctx, phoneHash: string, code: string): Promise<string> {
  const browserHash = requireBrowser(ctx)
  const tried = await bookkeep(ctx, 'tries', async (tx) => {
    const [latest] = await tx
      .select({ id: signInCodes.id })
      .from(signInCodes)
      .where(and(eq(signInCodes.browserHash, browserHash), eq(signInCodes.phoneHash, phoneHash)))
      .orderBy(desc(signInCodes.createdAt))
      .limit(1)
    if (!latest) return undefined
    const [row] = await tx
      .update(signInCodes)
      .set({ triesLeft: sql`greatest(${signInCodes.triesLeft} - 1, -1)` })
      .where(eq(signInCodes.id, latest.id))
      .returning()
    return row
  })
  if (!tried || tried.expiresAt <= ctx.now) throw invalid('code', 'code.expired')
  if (tried.usedAt) throw invalid('code', 'code.used')
  if (tried.triesLeft < 0) throw invalid('code', 'code.exhausted')
  const matches = timingSafeEqual(Buffer.from(hashCode(ctx, tried.id, code)), Buffer.from(tried.codeHash))
  if (!matches)
    throw invalid('code', tried.triesLeft === 0 ? 'code.exhausted' : 'code.wrong', { left: tried.triesLeft })
  return tried.id
}

/** Marks a checked code as used. @throws DomainError `invalid` with `code.used` when another request used it first. */
export async function spendCode(ctx: Ctx, tx: Tx, id: string): Promise<void> {
  const spent = await tx
    .update(signInCodes)
    .set({ usedAt: ctx.now })
    .where(and(eq(signInCodes.id, id), isNull(signInCodes.usedAt), gt(signInCodes.expiresAt, ctx.now)))
    .returning({ id: signInCodes.id })
  if (spent.length === 0) throw invalid('code', 'code.used')
}
