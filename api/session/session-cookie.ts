import { createSecretKey, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { cookieName, servedOverTls } from '#config'
import { openText, seal } from '#domain/crypto.ts'

/** A cookie that names a session. It is sealed, so it cannot be read or made without the secret. */
export interface SessionCookie<Named> {
  name: string
  /** Seals with the first of the secrets. */
  seal(secrets: Secrets, named: Named): string
  /** The session that a value names; null when this portal made it by none of the secrets, or for another cookie. */
  open(secrets: Secrets, value: string): Named | null
}
/** `authSecrets` of `config.ts`. */
export type Secrets = readonly [string, ...string[]]

/** The options of all sign-in cookies: scripts cannot read them, and links from other sites send them. */
export const signInCookie = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: servedOverTls() }) as const

/** A cookie only names a session and its holder; every request asks the database whether the session is valid. */
function sessionCookie<Named>(name: string, place: string, shape: z.ZodType<Named>): SessionCookie<Named> {
  const keyFrom = (secret: string) => createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', place, 32)))
  return {
    name: cookieName(name),
    seal: ([secret], named) =>
      Buffer.from(seal(keyFrom(secret), JSON.stringify(named), place)).toString('base64url'),
    open: (secrets, value) => {
      const sealed = Buffer.from(value, 'base64url')
      for (const secret of secrets) {
        try {
          return shape.parse(JSON.parse(openText(keyFrom(secret), sealed, place)))
        } catch {}
      }
      return null
    },
  }
}

/** The customer's cookie: `sub` is the customer, `sid` the session, `renewals` how often the session has had a new one. */
export const customerCookie = sessionCookie(
  'arqau.session',
  'session-cookie',
  z.object({ sub: z.uuid(), sid: z.uuid(), renewals: z.int().min(0).optional() }),
)

/** The staff's cookie: `sub` is the staff code. It is sealed with a key of its own, so neither passes for the other. */
export const staffCookie = sessionCookie(
  'arqau.staff',
  'staff-session-cookie',
  z.object({ sub: z.string().min(1).max(40), sid: z.uuid() }),
)

/** The cookie of a browser in which a customer has signed in before. It opens nothing; it only has a quota of codes. */
export const familiarCookie = sessionCookie(
  'arqau.familiar',
  'familiar-browser-cookie',
  z.object({ id: z.uuid(), names: z.array(z.string().max(64)).max(5).readonly() }),
)
