import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'

/** The provider did not answer in time, or answered with a failure of its own. */
export class ProviderUnreachable extends Error {
  override name = 'ProviderUnreachable'
}

const patienceMs = 5000

/**
 * Sends one request to the provider and reads the whole answer within five seconds. A GET must succeed; from the token
 * endpoint a refusal is an answer as well.
 * @throws ProviderUnreachable
 */
export async function askProvider(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const answer = await fetch(url, { ...init, redirect: 'manual', cache: 'no-store', signal })
    const usable = init?.method === 'POST' ? answer.status < 500 : answer.ok
    if (!usable) throw new Error(`answered ${answer.status}`)
    await answer.clone().arrayBuffer()
    return answer
  } catch (error) {
    throw new ProviderUnreachable('the identity provider cannot be reached', { cause: error })
  }
}

const metadataShape = z.object({ issuer: z.string(), jwks_uri: z.url() })
const keySets = new Map<string, JWTVerifyGetKey>()

/**
 * What the provider publishes: the issuer its tokens name and the keys that sign them (OpenID Connect Discovery 1.0).
 * Keys are kept for ten minutes; for an unknown key they are fetched again.
 * @throws ProviderUnreachable also when it publishes another issuer.
 */
export async function publishedBy(provider: {
  issuer: string
}): Promise<{ issuer: string; keys: JWTVerifyGetKey }> {
  const answer = await askProvider(`${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const metadata = metadataShape.safeParse(await answer.json().catch(() => null))
  if (!metadata.success || new URL(metadata.data.issuer).href !== new URL(provider.issuer).href)
    throw new ProviderUnreachable('what stands at the issuer is no such provider')
  const { issuer, jwks_uri } = metadata.data
  const keys = keySets.get(jwks_uri) ?? createRemoteJWKSet(new URL(jwks_uri), { [customFetch]: askProvider })
  keySets.set(jwks_uri, keys)
  return { issuer, keys }
}
