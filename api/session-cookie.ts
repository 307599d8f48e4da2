import { createSecretKey, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { cookieName } from '#config'
import { openText, seal } from '#domain/crypto.ts'

export const sessionCookie = cookieName('arqau.session')

/** All that the cookie says: which session of which customer. Whether it still counts is asked of the database. */
const claims = z.object({ sub: z.uuid(), sid: z.uuid() })
export type SessionClaims = z.infer<typeof claims>

const place = 'session-cookie'
const keyFrom = (secret: string) => createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', place, 32)))

/** The cookie's value, which nobody without the secret can read or make. */
export const sealSession = (secret: string, named: SessionClaims): string =>
  Buffer.from(seal(keyFrom(secret), JSON.stringify(named), place)).toString('base64url')

/** What a cookie's value names; null for one that this portal did not make. */
export function openSession(secret: string, value: string): SessionClaims | null {
  try {
    return claims.parse(JSON.parse(openText(keyFrom(secret), Buffer.from(value, 'base64url'), place)))
  } catch {
    return null
  }
}
