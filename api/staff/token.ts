import { jwtVerify } from 'jose'
import { z } from 'zod'
import { iinFault } from '#domain/customers/iin.ts'
import { staffRoles } from '#domain/staff/schema.ts'
import type { Vouched } from '#domain/staff/sign-in-staff.ts'
import { isFreshSignIn } from '#domain/staff/staff-step-up.ts'
import { ProviderUnreachable, publishedBy } from '#gateways/staff-provider.ts'
import type { StaffProvider } from './provider.ts'

/** A token that is not accepted. `stale`: it is valid, but does not prove a fresh sign-in. */
export class TokenRefused extends Error {
  override name = 'TokenRefused'
  readonly reason: 'token' | 'stale'
  constructor(reason: 'token' | 'stale', cause?: unknown) {
    super(reason, { cause })
    this.reason = reason
  }
}

/** Signatures that only the provider can make: not `none`, and none made with the secret both sides know. */
export const signatureAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
]
const clockSkewSeconds = 10
const oldestSeconds = 10 * 60

const claimsShape = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  auth_time: z.number().int().positive().optional(),
})

/**
 * The person an ID token is about, after all checks of OpenID Connect Core 1.0, section 3.1.3.7: signed with a key the
 * provider publishes, from this provider, for this portal, not expired, made just now. next-auth checks the nonce.
 * @param fresh whether the person was asked to sign in again, which the token must then prove.
 * @throws TokenRefused
 * @throws ProviderUnreachable
 */
export async function vouchedBy(
  provider: StaffProvider,
  idToken: string,
  { fresh, now }: { fresh: boolean; now: Date },
): Promise<Vouched> {
  const { issuer, keys } = await publishedBy(provider)
  const claims = await verified(idToken, keys, { issuer, audience: provider.clientId, now })
  const { azp, aud } = claims
  if (azp ? azp !== provider.clientId : Array.isArray(aud) && aud.length > 1) throw new TokenRefused('token')
  const authenticatedAt = provenAt(claims.auth_time, now)
  if (fresh && !isFreshSignIn(authenticatedAt, now)) throw new TokenRefused('stale')
  const iin = claims[provider.iinClaim]
  return {
    issuer: claims.iss,
    subject: claims.sub,
    role: roleIn(claims[provider.roleClaim]),
    iin: typeof iin === 'string' && iinFault(iin) === null ? iin : null,
    authenticatedAt,
  }
}

async function verified(
  idToken: string,
  keys: Parameters<typeof jwtVerify>[1],
  { issuer, audience, now }: { issuer: string; audience: string; now: Date },
) {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      issuer,
      audience,
      algorithms: signatureAlgorithms,
      currentDate: now,
      clockTolerance: clockSkewSeconds,
      maxTokenAge: oldestSeconds,
      requiredClaims: ['sub', 'exp', 'iat'],
    })
    return claimsShape.parse(payload)
  } catch (error) {
    if (error instanceof ProviderUnreachable) throw error
    throw new TokenRefused('token', error)
  }
}

/** `auth_time`, never later than now; the earliest possible time when the provider does not send it. */
const provenAt = (authTime: number | undefined, now: Date): Date =>
  new Date(Math.min((authTime ?? 0) * 1000, now.getTime()))

/** The role with the most permissions that a claim names, alone or in a list. */
function roleIn(claim: unknown): Vouched['role'] {
  const named: unknown[] = Array.isArray(claim) ? claim : [claim]
  return staffRoles.find((role) => named.includes(role)) ?? null
}
