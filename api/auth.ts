import 'server-only'
import NextAuth, { CredentialsSignin } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { z } from 'zod'
import { cookieName, servedOverTls } from '#config'
import { lifeSeconds } from '#domain/identity/resume-session.ts'
import { verifyCode } from '#domain/identity/verify-code.ts'
import { services } from '#services'
import { rememberLocale } from './locale-cookie.ts'
import { visitorContext } from './visitor.ts'

declare module 'next-auth' {
  interface Session {
    customerId: string
    sessionId: string
  }
  interface User {
    sessionId?: string
  }
}

/** A sign-in the domain refused; carries why. */
export class SignInRefused extends CredentialsSignin {
  readonly reason: unknown
  constructor(reason: unknown) {
    super()
    this.reason = reason
  }
}

const claims = z.object({ sub: z.uuid(), sid: z.uuid() })

/**
 * The cookie is an encrypted token that only names a session; whether that session still counts is asked of
 * the database on every request (`api/context.ts`).
 */
export const { auth, signIn, signOut } = NextAuth(async () => {
  const { config } = await services()
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: servedOverTls() } as const
  return {
    secret: config.secrets.AUTH_SECRET,
    trustHost: true,
    session: { strategy: 'jwt', maxAge: lifeSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
    cookies: {
      sessionToken: { name: cookieName('arqau.session'), options },
      callbackUrl: { name: cookieName('arqau.callback'), options },
      csrfToken: { name: cookieName('arqau.csrf'), options },
    },
    providers: [
      Credentials({
        id: 'code',
        credentials: { phone: {}, code: {} },
        authorize: async (input) => {
          try {
            const { customerId, sessionId, locale } = await verifyCode(await visitorContext(), input)
            await rememberLocale(locale)
            return { id: customerId, sessionId }
          } catch (error) {
            throw new SignInRefused(error)
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user?.id && user.sessionId ? { sub: user.id, sid: user.sessionId } : token),
      session: ({ session, token }) => {
        const named = claims.safeParse(token)
        if (named.success) Object.assign(session, { customerId: named.data.sub, sessionId: named.data.sid })
        return session
      },
    },
  }
})
