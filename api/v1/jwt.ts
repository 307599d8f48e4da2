import { jwtVerify } from 'jose'
import { z } from 'zod'
import type { Config } from '#config'
import { isScope, type Scope } from '#domain/permissions.ts'
import { ProviderUnreachable, publishedBy } from '#gateways/staff-provider.ts'
import { signatureAlgorithms } from '../staff/token.ts'

/** Who vouches for systems by access tokens, and for whom those must be meant. */
export interface TokenIssuer {
  issuer: string
  audience: string
}

/** A system as a token vouches for it. */
export interface VouchedSystem {
  systemId: string
  /** What it asked for and was given there, as far as a system can have it here. */
  scopes: Scope[]
}

/** The staff's provider, where the settings let it vouch for systems too; null where they do not. */
export const tokenIssuer = ({ STAFF_OIDC_ISSUER, API_OAUTH_AUDIENCE }: Config): TokenIssuer | null =>
  STAFF_OIDC_ISSUER && API_OAUTH_AUDIENCE ? { issuer: STAFF_OIDC_ISSUER, audience: API_OAUTH_AUDIENCE } : null

/** A token cannot be taken back, so it may not live longer. */
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
 * Which system an access token vouches for, once everything that must be true of it is (RFC 9068, section 4): an
 * access token and no other kind, signed with a key the provider publishes, from it, for this API, not expired, given to
 * a system itself (client credentials) and not to one that acts for a person.
 * @param isSystem whether the bank has a system of this id; asked only of sound tokens.
 * @returns null for one that vouches for nobody.
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

/** What the provider publishes, asked for once in ten minutes and by one request at a time; a failure is not kept. */
function keptPublished(issuer: string, now: Date): Promise<Published> {
  const known = kept.get(issuer)
  if (known && Math.abs(now.getTime() - known.at) < keptMs) return known.published
  const published = publishedBy({ issuer })
  kept.set(issuer, { at: now.getTime(), published })
  published.catch(() => kept.delete(issuer))
  return published
}
