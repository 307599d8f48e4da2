import type { Ctx } from '#domain/context.ts'
import { isKnownSystem } from '#domain/systems/is-known-system.ts'
import { type ResumedSystem, resumeSystem } from '#domain/systems/resume-system.ts'
import { ProviderUnreachable } from '#gateways/staff-provider.ts'
import { ApiRefusal } from '../errors.ts'
import { systemVouchedFor, type TokenIssuer } from './jwt.ts'

/**
 * The system that calls, by its key or its access token; null when neither is valid.
 * @throws ApiRefusal `provider-unreachable`
 */
export async function resumeCaller(
  keyCheck: Ctx,
  bearer: string,
  tokens: TokenIssuer | null,
): Promise<ResumedSystem | null> {
  if (!tokens || bearer.startsWith('arqau_')) return resumeSystem(keyCheck, bearer)
  const isSystem = (id: string) => isKnownSystem(keyCheck, id)
  const vouched = await systemVouchedFor(tokens, bearer, { now: keyCheck.now, isSystem }).catch(
    (error: unknown) => {
      throw error instanceof ProviderUnreachable ? new ApiRefusal('provider-unreachable') : error
    },
  )
  return vouched && { ...vouched, keyId: `token:${vouched.systemId}`, unnoted: false }
}
