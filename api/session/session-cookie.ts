import { createSecretKey, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { cookieName, servedOverTls } from '#config'
import { openText, seal } from '#domain/crypto.ts'

/** A cookie that names a session, sealed so that nobody without the secret can read or make it. */
export interface SessionCookie<Named> {
  name: string
  seal(secret: string, named: Named): string
  /** What a value names; null for one that this portal did not make as this cookie. */
  open(secret: string, value: string): Named | null
}

/** How every cookie around signing in is set: out of scripts' reach, and sent along when a link leads here. */
export const signInCookie = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: servedOverTls() }) as const

/** All a cookie says is which session of whom; whether it still counts is asked of the database on every request. */
function sessionCookie<Named>(name: string, place: string, shape: z.ZodType<Named>): SessionCookie<Named> {
  const keyFrom = (secret: string) => createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', place, 32)))
  return {
    name: cookieName(name),
    seal: (secret, named) =>
      Buffer.from(seal(keyFrom(secret), JSON.stringify(named), place)).toString('base64url'),
    open: (secret, value) => {
      try {
        return shape.parse(JSON.parse(openText(keyFrom(secret), Buffer.from(value, 'base64url'), place)))
      } catch {
        return null
      }
    },
  }
}

/** The customer's: `sub` is the customer, `sid` the session. */
export const customerCookie = sessionCookie(
  'arqau.session',
  'session-cookie',
  z.object({ sub: z.uuid(), sid: z.uuid() }),
)

/** The staff's: `sub` is the sign they act under. Sealed with a key of its own: neither passes for the other. */
export const staffCookie = sessionCookie(
  'arqau.staff',
  'staff-session-cookie',
  z.object({ sub: z.string().min(1).max(40), sid: z.uuid() }),
)
