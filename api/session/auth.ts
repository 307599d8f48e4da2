import 'server-only'
import { randomUUID } from 'node:crypto'
import { cookies } from 'next/headers'
import NextAuth, { CredentialsSignin } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { authSecrets, cookieName } from '#config'
import type { FamiliarBrowser } from '#domain/context.ts'
import { familiarised } from '#domain/sessions/familiar-browser.ts'
import { lifeSeconds } from '#domain/sessions/resume-session.ts'
import type { Me } from '#domain/sessions/schema.ts'
import { verifyCode } from '#domain/sessions/verify-code.ts'
import { services } from '#services'
import { rememberLocale } from './locale-cookie.ts'
import { customerCookie, familiarCookie, signInCookie } from './session-cookie.ts'
import { visitorContext } from './visitor.ts'

declare module 'next-auth' {
  interface User {
    sessionId?: string
  }
}

/** A sign-in that the domain refused, with the reason. */
export class SignInRefused extends CredentialsSignin {
  readonly reason: unknown
  constructor(reason: unknown) {
    super()
    this.reason = reason
  }
}

/** Gives the browser a new cookie for its session, as after a fresh code. */
export async function renewSession(
  { customerId, sessionId }: Pick<Me, 'customerId' | 'sessionId'>,
  renewals: number,
) {
  const { config } = await services()
  const jar = await cookies()
  const named = { sub: customerId, sid: sessionId, renewals }
  jar.set(customerCookie.name, customerCookie.seal(authSecrets(config), named), {
    ...signInCookie(),
    maxAge: lifeSeconds,
  })
}

/** Chrome keeps no cookie for longer. */
const familiarDays = 400

/** Keeps for the browser's next sign-in that this customer has signed in in it. */
async function rememberBrowser(familiar: FamiliarBrowser): Promise<void> {
  const { config } = await services()
  const jar = await cookies()
  jar.set(familiarCookie.name, familiarCookie.seal(authSecrets(config), familiar), {
    ...signInCookie(),
    sameSite: 'strict',
    maxAge: familiarDays * 24 * 60 * 60,
  })
}

/**
 * The session that the browser's cookie names, or null. It only opens the cookie: next-auth's own session function would
 * seal a new cookie on every page.
 */
export async function namedSession(): Promise<{ sub: string; sid: string; renewals?: number } | null> {
  const value = (await cookies()).get(customerCookie.name)?.value
  if (!value) return null
  const { config } = await services()
  return customerCookie.open(authSecrets(config), value)
}

/**
 * The cookie only names a session; every request asks the database whether that session is still valid
 * (`api/session/context.ts`).
 */
export const { signIn, signOut } = NextAuth(async () => {
  const { config } = await services()
  const options = signInCookie()
  return {
    secret: authSecrets(config),
    trustHost: true,
    session: { strategy: 'jwt', maxAge: lifeSeconds },
    jwt: {
      encode: async ({ token }) =>
        customerCookie.seal(authSecrets(config), { sub: token?.sub ?? '', sid: String(token?.sid) }),
      decode: async ({ token }) => customerCookie.open(authSecrets(config), token ?? ''),
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
    cookies: {
      sessionToken: { name: customerCookie.name, options },
      callbackUrl: { name: cookieName('arqau.callback'), options },
      csrfToken: { name: cookieName('arqau.csrf'), options },
    },
    providers: [
      Credentials({
        id: 'code',
        credentials: { phone: {}, code: {}, iin: {} },
        authorize: async (input) => {
          try {
            const ctx = await visitorContext()
            const { customerId, sessionId, locale } = await verifyCode(ctx, input, await namedSession())
            await rememberLocale(locale)
            await rememberBrowser(familiarised(ctx, customerId, randomUUID()))
            return { id: customerId, sessionId }
          } catch (error) {
            throw new SignInRefused(error)
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user?.id && user.sessionId ? { sub: user.id, sid: user.sessionId } : token),
    },
  }
})
