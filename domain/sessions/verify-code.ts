import { randomUUIDv7 } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { nobody } from '#db/schema/roles.ts'
import { sessions } from '#db/schema/sessions.ts'
import type { Locale } from '#policy/locale.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { invalid, locked } from '../errors.ts'
import { signInMarks } from '../limits.ts'
import { record } from '../record.ts'
import { lockSignIn, signInState } from '../sign-in-state.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { blindTries } from './code-limits.ts'
import { checkCode, requireBrowser, spendCode } from './codes.ts'
import { endOpenSession } from './end-open-session.ts'
import { noteFailedEntry } from './failed-entry.ts'
import { type ByPhone, findByPhone } from './request-code.ts'
import { verifyCodeInput } from './schema.ts'

/** A session as a cookie names it: `sub` is the customer, `sid` the session. */
interface NamedSession {
  sub: string
  sid: string
}

export interface SignedIn {
  customerId: string
  sessionId: string
  locale: Locale
}

/**
 * Signs a customer in with the code sent to their number: starts a session, spends the code. The browser's former session
 * ends, whoever's it was. Where several customers have the number, the IIN tells which of them it is, and is asked for
 * after the right code; a wrong one counts as a try of the code, and the answer is the same whoever else has that IIN.
 * Whether the bank has blocked the customer's sign-in is told only now, and spends the code.
 * @param before the session that the browser's cookie named.
 * @throws DomainError `invalid` (on `code`, `phone` or `iin`), `too-many`; `locked` with `sign-in.blocked`, and since when
 */
export const verifyCode = verb(
  'sign-in:verify',
  verifyCodeInput,
  async (ctx, { phone, code, iin }, before: NamedSession | null = null): Promise<SignedIn> => {
    const phoneHashes = ctx.keys.lookups('phone', phone)
    const asking = { phone, browserHash: requireBrowser(ctx) }
    const known = await read(ctx, (tx) => findByPhone(tx, phoneHashes), { phoneHashes })
    const iinHashes = iin === undefined ? undefined : ctx.keys.lookups('iin', iin)
    const { signedIn, blockedSince } = await noteFailedEntry(
      ctx,
      { phone, customerId: known[0]?.id ?? nobody },
      async () => {
        const blind = (hasAsked: boolean) => blindTries(ctx, asking, hasAsked)
        const { left, ...checked } = await checkCode(ctx, phone, code, blind)
        return begin(ctx, oneOf(known, iinHashes, left), phone, checked)
      },
    )
    if (!signedIn) throw locked('sign-in.blocked', blockedSince)
    if (before) await endFormer(ctx, before)
    return signedIn
  },
)

type Begun = { signedIn: SignedIn; blockedSince?: never } | { signedIn?: never; blockedSince: Date }

/** Spends the code and starts a session, unless the bank has blocked the customer's sign-in. */
async function begin(
  ctx: Ctx,
  { id: customerId, locale }: ByPhone,
  phone: string,
  code: { id: string; askedAt: Date },
): Promise<Begun> {
  const own: Ctx = { ...ctx, subject: customerId }
  return change(own, async (tx) => {
    await lockSignIn(tx, customerId, 'sign-in')
    const { blockedSince, takenAt } = await signInState(tx, customerId)
    if (!blockedSince && takenAt && code.askedAt <= takenAt) throw invalid('code', 'code.expired')
    await spendCode(own, tx, code.id)
    if (blockedSince) {
      await record(own, tx, { action: 'sign-in.refused', detail: signInMarks(ctx, phone) })
      return { blockedSince }
    }
    return { signedIn: { customerId, locale, sessionId: await startSession(own, tx, customerId, phone) } }
  })
}

/** @returns the session's id. */
async function startSession(ctx: Ctx, tx: Tx, customerId: string, phone: string): Promise<string> {
  const id = randomUUIDv7()
  const { device, address } = ctx.browser
  await tx.insert(sessions).values({
    customerId,
    id,
    startedAt: ctx.now,
    lastSeenAt: ctx.now,
    verifiedAt: ctx.now,
    device,
    addressSealed: seal(await customerKey(ctx, tx), address, `sessions:${id}:address`),
    gpc: false,
  })
  const detail = { device, ...signInMarks(ctx, phone) }
  await record(ctx, tx, { action: 'session.started', objectId: id, detail })
  return id
}

/** The log of the former session's customer says that it ended; it may be another customer's. */
async function endFormer(ctx: Ctx, { sub, sid }: NamedSession): Promise<void> {
  const own: Ctx = { ...ctx, subject: sub }
  const live = await read(own, (tx) =>
    tx
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.customerId, sub), eq(sessions.id, sid), isNull(sessions.endedAt))),
  )
  if (live.length > 0) await change(own, (tx) => endOpenSession(own, tx, sid, { by: 'sign-in' }))
}

/**
 * The customer among those with the number.
 * @param left the tries left for the code.
 */
function oneOf(known: readonly ByPhone[], iinHashes: string[] | undefined, left: number): ByPhone {
  const [first, ...others] = known
  if (!first) throw invalid('code', 'code.wrong', { left: 0 })
  if (!iinHashes && others.length === 0) return first
  const named = known.find((one) => iinHashes?.includes(one.iinHash))
  if (named) return named
  if (left === 0) throw invalid('code', 'code.exhausted')
  throw !iinHashes ? invalid('iin', 'iin.asked') : invalid('iin', 'iin.wrong', { left })
}
