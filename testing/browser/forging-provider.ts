import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'

/** What the provider says of one sign-in: the claims of a sound token, and ways to sign them. */
export interface Minting {
  claims: JWTPayload
  /** With the key the provider publishes. */
  sign(claims: JWTPayload): Promise<string>
  /** With a key of someone else's, under the published key's name. */
  signWithAnother(claims: JWTPayload): Promise<string>
  /** With no key at all: `alg: none`. */
  leaveUnsigned(claims: JWTPayload): string
}
export type Mint = (minting: Minting) => string | Promise<string>

/** An identity provider that lets everyone through and says whatever a test wants said. */
export interface ForgingProvider {
  issuer: string
  clientSecret: string
  /** Makes the ID tokens from here on; a sound one unless told otherwise. */
  mint: Mint
  /** Answers of the endpoints that fail, by path: `/token`, `/jwks`, `/.well-known/openid-configuration`. */
  broken: Map<string, number>
  /** The `state` sent back in place of the one that was asked with. */
  otherState: string | null
  /** The error sent back in place of a code. */
  error: string | null
  /** The PKCE verifiers that came to the token endpoint, and every token given out. */
  verifiers: string[]
  minted: string[]
  stop(): Promise<void>
}

/** A sound token: an agent nobody knows yet, who has just proved who they are. */
export const sound: Mint = ({ claims, sign }) => sign(claims)

export async function startForgingProvider(): Promise<ForgingProvider> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const key = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }
  const signedBy = (privateKey: CryptoKey) => (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(privateKey)
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  const issuer = `http://localhost:${address && typeof address === 'object' ? address.port : 0}`
  const nonces = new Map<string, string>()
  const provider: ForgingProvider = {
    issuer,
    clientSecret: 'a secret that both sides know',
    mint: sound,
    broken: new Map(),
    otherState: null,
    error: null,
    verifiers: [],
    minted: [],
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', issuer)
    const fault = provider.broken.get(url.pathname)
    if (fault) return void response.writeHead(fault).end()
    const json = (body: unknown) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(metadata(issuer))
      case '/jwks':
        return json({ keys: [key] })
      case '/authorize':
        return void response.writeHead(303, { location: sendBack(url.searchParams) }).end()
      case '/token':
        return json(await token(new URLSearchParams(await text(request))))
      default:
        return void response.writeHead(404).end()
    }
  }

  function sendBack(asked: URLSearchParams): string {
    const code = randomUUID()
    nonces.set(code, asked.get('nonce') ?? '')
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('state', provider.otherState ?? asked.get('state') ?? '')
    if (provider.error) back.searchParams.set('error', provider.error)
    else back.searchParams.set('code', code)
    return back.href
  }

  async function token(asked: URLSearchParams) {
    provider.verifiers.push(asked.get('code_verifier') ?? '')
    const now = Math.floor(Date.now() / 1000)
    const claims: JWTPayload = {
      iss: issuer,
      sub: randomUUID(),
      aud: 'arqau',
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce: nonces.get(asked.get('code') ?? ''),
      arqau_role: 'agent',
    }
    const idToken = await provider.mint({
      claims,
      sign: signedBy(own.privateKey),
      signWithAnother: signedBy(foreign.privateKey),
      leaveUnsigned: (said) => new UnsecuredJWT(said).encode(),
    })
    provider.minted.push(idToken)
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: idToken }
  }

  return provider
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})
