import { randomInt, randomUUIDv7 } from 'node:crypto'
import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { signInCodes } from '#db/schema/sessions.ts'
import type { Ctx } from '../context.ts'
import { isHashOf } from '../crypto.ts'
import { forbidden, invalid } from '../errors.ts'
import { codeLifeSeconds } from '../life-spans.ts'
import { type Try, takeTry } from '../limits.ts'
import { bookkeep, browserHashes } from '../transaction.ts'

/** OWASP ASVS 5.0 V6.5, V6.6: six digits from a CSPRNG, five minutes, five tries, one use, bound to the browser. */
export const codeTries = 5
export const resendAfterSeconds = 60

/** The hash to which a code is bound: of the browser's secret cookie. @throws DomainError `forbidden` without a cookie. */
export function requireBrowser(ctx: Ctx): string {
  if (!ctx.browser.hash) throw forbidden()
  return ctx.browser.hash
}

/** Makes a code for a number and this browser; only its keyed hash is stored. */
export async function createCode(ctx: Ctx, tx: Tx, phone: string): Promise<string> {
  const id = randomUUIDv7()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await tx.insert(signInCodes).values({
    id,
    browserHash: requireBrowser(ctx),
    phoneHash: ctx.keys.lookup('phone', phone),
    codeHash: ctx.keys.lookup('code', `${id}:${code}`),
    triesLeft: codeTries,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + codeLifeSeconds * 1000),
  })
  return code
}

/** The codes of this browser for this number. @throws DomainError `forbidden` without a cookie. */
function codesOf(ctx: Ctx, phoneHashes: string[]) {
  requireBrowser(ctx)
  return and(
    inArray(signInCodes.browserHash, browserHashes(ctx)),
    inArray(signInCodes.phoneHash, phoneHashes),
  )
}

const isLive = (ctx: Ctx) =>
  and(isNull(signInCodes.usedAt), gt(signInCodes.expiresAt, ctx.now), gt(signInCodes.triesLeft, 0))

/** Whether this browser has a code for this number that could still be entered. */
export async function hasLiveCode(ctx: Ctx, tx: Tx, phoneHashes: string[]): Promise<boolean> {
  const live = await tx
    .select({ id: signInCodes.id })
    .from(signInCodes)
    .where(and(codesOf(ctx, phoneHashes), isLive(ctx)))
    .limit(1)
  return live.length > 0
}

/**
 * Checks that a code is a valid one for this number and browser; of several that are valid, whichever text came first, each
 * will do. An entry takes a try from every code it is compared with, in a transaction of its own before the comparison, so
 * that two at once cannot share one try and no code is compared more than {@link codeTries} times.
 * @param blind the limits for an entry that meets no valid code; `hasAsked` says whether this browser had one before.
 * @returns the code's id, to be spent with {@link spendCode} in the change it permits, when it was asked for, and the tries
 *   that are left.
 * @throws DomainError `invalid` with `code.wrong`, `code.expired`, `code.used` or `code.exhausted`; `too-many`
 */
export async function checkCode(
  ctx: Ctx,
  phone: string,
  code: string,
  blind: (hasAsked: boolean) => readonly Try[],
): Promise<{ id: string; askedAt: Date; left: number }> {
  const own = codesOf(ctx, ctx.keys.lookups('phone', phone))
  const { live, latest } = await bookkeep(ctx, 'tries', async (tx) => {
    const locked = tx
      .select({ id: signInCodes.id })
      .from(signInCodes)
      .where(and(own, isLive(ctx)))
      .orderBy(signInCodes.id)
      .for('update')
    const live = await tx
      .update(signInCodes)
      .set({ triesLeft: sql`${signInCodes.triesLeft} - 1` })
      .where(inArray(signInCodes.id, locked))
      .returning()
    if (live.length > 0) return { live, latest: undefined }
    const [latest] = await tx.select().from(signInCodes).where(own).orderBy(desc(signInCodes.id)).limit(1)
    return { live, latest }
  })
  if (live.length === 0) {
    await takeTry(ctx, blind(latest !== undefined), phone)
    throw invalid('code', reasonOf(ctx, latest))
  }
  const right = live.filter(({ id, codeHash }) => isHashOf(ctx.keys, 'code', `${id}:${code}`, codeHash))
  if (right[0]) return { id: right[0].id, askedAt: right[0].createdAt, left: right[0].triesLeft }
  const left = Math.max(...live.map(({ triesLeft }) => triesLeft))
  throw invalid('code', left === 0 ? 'code.exhausted' : 'code.wrong', { left })
}

/** Why the browser's latest code is not valid. */
function reasonOf(ctx: Ctx, latest: typeof signInCodes.$inferSelect | undefined): string {
  if (!latest || latest.expiresAt <= ctx.now) return 'code.expired'
  return latest.usedAt ? 'code.used' : 'code.exhausted'
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
