import 'server-only'
import { cookies } from 'next/headers'
import { type NextRequest, NextResponse } from 'next/server'
import NextAuth, { customFetch } from 'next-auth'
import { authSecrets, type Config, cookieName } from '#config'
import type { StaffSession } from '#domain/context.ts'
import { addressMark } from '#domain/limits.ts'
import { staffLifeSeconds } from '#domain/staff/resume-staff-session.ts'
import { signInStaff } from '#domain/staff/sign-in-staff.ts'
import { askProvider } from '#gateways/staff-provider.ts'
import { log } from '#log'
import { services } from '#services'
import { refusalOf } from '../errors.ts'
import { signInCookie, staffCookie } from '../session/session-cookie.ts'
import { contextFor } from '../session/visitor.ts'
import { deskPath } from './desk-path.ts'
import { onwardTo } from './onward.ts'
import { type StaffProvider, staffProvider } from './provider.ts'
import { failureCodes, type StaffRefusal, staffRefusal, thrownWithin } from './refusal.ts'
import { vouchedBy } from './token.ts'

/** The cookies of a sign-in in progress. Each is used once and lives for a quarter of an hour. */
const underWay = {
  callbackUrl: cookieName('arqau.entrance-then'),
  csrfToken: cookieName('arqau.entrance-csrf'),
  pkceCodeVerifier: cookieName('arqau.entrance-pkce'),
  state: cookieName('arqau.entrance-state'),
  nonce: cookieName('arqau.entrance-nonce'),
}
/** Set when a fresh sign-in is required, so that an older one is not accepted. */
const freshCookie = cookieName('arqau.entrance-fresh')
const underWaySeconds = 15 * 60

/** The result of one sign-in. */
interface SignInAttempt {
  begun: Pick<StaffSession, 'staffId' | 'sessionId'> | null
  failure: unknown
}

/**
 * Sends a member of staff to the bank's sign-in system.
 * @param then the staff page to return to.
 * @param fresh asks them to sign in again, even if they did a moment ago.
 * @returns a page that goes on to the provider, or a redirect to a page that says why not.
 */
export async function beginStaffSignIn(then: string | null, fresh: boolean): Promise<Response> {
  const { config } = await services()
  const provider = staffProvider(config)
  if (!provider) return awayTo('/staff/sign-in', config)
  const attempt: SignInAttempt = { begun: null, failure: null }
  const { locale } = await contextFor({ kind: 'staff-sign-in' }, null)
  const jar = await cookies()
  if (fresh) jar.set(freshCookie, '1', { ...signInCookie(), maxAge: underWaySeconds })
  else jar.set(freshCookie, '', { ...signInCookie(), maxAge: 0 })
  const address: string = await entrance(provider, config, attempt)
    .signIn(
      'staff',
      { redirectTo: deskPath(then), redirect: false },
      { ui_locales: locale, ...(fresh && { prompt: 'login', max_age: '0' }) },
    )
    .catch((error: unknown) => {
      attempt.failure ??= error
    })
  if (attempt.failure) return awayTo(refusedAt(await told(attempt.failure, null), deskPath(then)), config)
  return onwardTo(address, locale)
}

/** Handles the provider's answer: begins a session and redirects to the staff page, or to a page that says why not. */
export async function finishStaffSignIn(request: NextRequest): Promise<Response> {
  const { config } = await services()
  const provider = staffProvider(config)
  const attempt: SignInAttempt = { begun: null, failure: null }
  const answer = provider && (await entrance(provider, config, attempt).handlers.GET(request))
  if (answer && !attempt.failure) return answer
  const said = request.nextUrl.searchParams.get('error')
  const jar = await cookies()
  const back = deskPathOf(jar.get(underWay.callbackUrl)?.value ?? '', config.PUBLIC_URL)
  const page = provider ? refusedAt(await told(attempt.failure, said), back) : '/staff/sign-in'
  for (const name of [...Object.values(underWay), freshCookie])
    jar.set(name, '', { ...signInCookie(), maxAge: 0 })
  return awayTo(page, config)
}

export const awayTo = (address: string, config: Config) =>
  NextResponse.redirect(new URL(address, config.PUBLIC_URL), 303)

/**
 * next-auth for the staff, made for one sign-in. It shares only the library with the customers': it has other cookies,
 * and no route except the one for the provider's answer.
 */
function entrance(provider: StaffProvider, config: Config, attempt: SignInAttempt) {
  // next-auth reads the portal's address only from here; otherwise it believes the request's `Host`.
  process.env.AUTH_URL = config.PUBLIC_URL
  const secret = authSecrets(config)
  const options = signInCookie()
  const named = (name: string) => ({ name, options: { ...options, maxAge: underWaySeconds } })
  return NextAuth({
    secret,
    trustHost: true,
    basePath: '/api/auth',
    session: { strategy: 'jwt', maxAge: staffLifeSeconds },
    jwt: {
      encode: async ({ token }) =>
        staffCookie.seal(secret, { sub: token?.sub ?? '', sid: String(token?.sid) }),
      decode: async ({ token }) => staffCookie.open(secret, token ?? ''),
    },
    logger: {
      error: (error) => {
        attempt.failure ??= error
      },
      warn: () => {},
      debug: () => {},
    },
    cookies: {
      sessionToken: { name: staffCookie.name, options },
      callbackUrl: named(underWay.callbackUrl),
      csrfToken: named(underWay.csrfToken),
      pkceCodeVerifier: named(underWay.pkceCodeVerifier),
      state: named(underWay.state),
      nonce: named(underWay.nonce),
    },
    providers: [
      {
        id: 'staff',
        name: 'staff',
        type: 'oidc',
        issuer: provider.issuer,
        clientId: provider.clientId,
        clientSecret: provider.clientSecret,
        checks: ['pkce', 'state', 'nonce'],
        authorization: { params: { scope: 'openid' } },
        [customFetch]: askProvider,
      },
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + deskPathOf(url, baseUrl),
      signIn: async ({ account }) => {
        const [ctx, jar] = await Promise.all([contextFor({ kind: 'staff-sign-in' }, null), cookies()])
        const fresh = jar.has(freshCookie)
        jar.set(freshCookie, '', { ...options, maxAge: 0 })
        const vouched = await vouchedBy(provider, account?.id_token ?? '', { fresh, now: ctx.now })
        const before = staffCookie.open(secret, jar.get(staffCookie.name)?.value ?? '')
        attempt.begun = await signInStaff(ctx, vouched, before)
        return attempt.begun ? true : '/staff/no-role'
      },
      jwt: () => attempt.begun && { sub: attempt.begun.staffId, sid: attempt.begun.sessionId },
    },
  })
}

/** Logs a failed sign-in, by its codes only. @returns the reason that its page shows. */
async function told(failure: unknown, said: string | null) {
  const ctx = await contextFor({ kind: 'staff-sign-in' }, null)
  const { requestId, locale } = ctx
  const refusal = staffRefusal(failure, said)
  if (refusal === 'fault') refusalOf(thrownWithin(failure), locale, requestId)
  else
    log.warn(
      { requestId, refusal, codes: failureCodes(failure), address: addressMark(ctx) },
      'a staff sign-in was refused',
    )
  return { refusal, requestId }
}

/** The page that says why, and from which a second try leads back to where the first one would have. */
const refusedAt = (
  { refusal, requestId }: { refusal: StaffRefusal; requestId: string },
  back: string,
): string =>
  `/staff/sign-in?${new URLSearchParams({
    refused: refusal,
    ...(refusal === 'fault' && { request: requestId }),
    ...(back !== '/staff' && { back }),
  })}`

/** The staff page of an address, which may begin with the portal's own. */
const deskPathOf = (url: string, portal: string): string => {
  const { origin } = new URL(portal)
  return deskPath(url.startsWith(`${origin}/`) ? url.slice(origin.length) : url)
}
