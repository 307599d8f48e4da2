import { jwtVerify } from 'jose'
import { z } from 'zod'
import type { Config } from '#config'
import { isScope, type Scope } from '#domain/permissions.ts'
import { ProviderUnreachable, publishedBy } from '#gateways/staff-provider.ts'
import { signatureAlgorithms } from '../staff/token.ts'

/** The issuer of access tokens for systems, and the audience these must have. */
export interface TokenIssuer {
  issuer: string
  audience: string
}

/** A system as its token names it. */
export interface VouchedSystem {
  systemId: string
  /** The scopes of the token that a system can have here. */
  scopes: Scope[]
}

/** The staff's provider, when the settings allow its tokens for systems; null otherwise. */
export const tokenIssuer = ({ STAFF_OIDC_ISSUER, API_OAUTH_AUDIENCE }: Config): TokenIssuer | null =>
  STAFF_OIDC_ISSUER && API_OAUTH_AUDIENCE ? { issuer: STAFF_OIDC_ISSUER, audience: API_OAUTH_AUDIENCE } : null

/** A token cannot be revoked, so it may not live longer than this. */
const longestLifeSeconds = 60 * 60
const clockSkewSeconds = 10

const claimsShape = z.looseObject({
  sub: z.string(),
  client_id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  jti: z.string().min(1),
  iat: z.number(),
  exp: z.number(),
  scope: z.string().default(''),
})

/**
 * The system an access token is for, after all checks of RFC 9068, section 4: an access token and no other kind, signed
 * with a key the provider publishes, from that provider, for this API, not expired, given to the system itself (client
 * credentials) and not to one that acts for a person.
 * @param isSystem whether the bank has a system with this id; called for valid tokens only.
 * @returns null when the token is not accepted.
 * @throws ProviderUnreachable
 */
export async function systemVouchedFor(
  { issuer, audience }: TokenIssuer,
  token: string,
  { now, isSystem }: { now: Date; isSystem(id: string): Promise<boolean> },
): Promise<VouchedSystem | null> {
  const published = await keptPublished(issuer, now)
  const claims = await jwtVerify(token, published.keys, {
    typ: 'at+jwt',
    issuer: published.issuer,
    audience,
    algorithms: signatureAlgorithms,
    currentDate: now,
    clockTolerance: clockSkewSeconds,
    maxTokenAge: longestLifeSeconds,
    requiredClaims: ['exp', 'iat', 'sub', 'jti', 'client_id'],
  }).then(
    ({ payload }) => claimsShape.safeParse(payload).data,
    (error: unknown) => {
      if (error instanceof ProviderUnreachable) throw error
    },
  )
  if (!claims || claims.sub !== claims.client_id || claims.exp - claims.iat > longestLifeSeconds) return null
  if (!(await isSystem(claims.client_id))) return null
  return { systemId: claims.client_id, scopes: [...new Set(claims.scope.split(' '))].filter(isScope) }
}

type Published = Awaited<ReturnType<typeof publishedBy>>
const keptMs = 10 * 60 * 1000
const kept = new Map<string, { at: number; published: Promise<Published> }>()

/** What the provider publishes, fetched at most once in ten minutes and by one request at a time. A failure is not kept. */
function keptPublished(issuer: string, now: Date): Promise<Published> {
  const known = kept.get(issuer)
  if (known && Math.abs(now.getTime() - known.at) < keptMs) return known.published
  const published = publishedBy({ issuer })
  kept.set(issuer, { at: now.getTime(), published })
  published.catch(() => kept.delete(issuer))
  return published
}
