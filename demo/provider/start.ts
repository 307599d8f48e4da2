import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'
import { pickLocale } from '#i18n/locale.ts'
import { accounts } from './accounts.ts'
import { memory } from './memory.ts'
import { accountsPage, lostPage } from './page.ts'

export interface DemoProvider {
  issuer: string
  clientId: string
  clientSecret: string
}

const interactionPath = /^\/interaction\/([\w-]+)$/
const clientId = 'arqau'

/**
 * The demo's identity provider: a certified implementation of OpenID Connect with invented accounts. It stores nothing,
 * makes its keys when it starts, and ends with the process.
 * @param portal the portal's public address, the only one to which it redirects.
 * @param port null for any free port.
 * @throws Error with code `EADDRINUSE` when the port is taken.
 */
export async function startDemoProvider(
  portal: URL,
  host: string,
  port: number | null,
): Promise<DemoProvider> {
  const server = createServer()
  server.listen(port ?? 0, host)
  await once(server, 'listening')
  const issuer = `http://${portal.hostname}:${portOf(server)}`
  const clientSecret = randomBytes(32).toString('base64url')
  const provider = await makeProvider(issuer, clientSecret, new URL('/api/auth/callback/staff', portal))
  const standard = provider.callback()
  server.on('request', (request, response) => {
    if (interactionPath.test(request.url ?? '')) void interact(provider, request, response)
    else void standard(request, response)
  })
  return { issuer, clientId, clientSecret }
}

async function makeProvider(issuer: string, clientSecret: string, callback: URL): Promise<Provider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = {
    ...(await exportJWK(privateKey)),
    kid: randomBytes(8).toString('hex'),
    alg: 'RS256',
    use: 'sig',
  }
  return new Provider(issuer, {
    adapter: memory(),
    jwks: { keys: [key] },
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [callback.href],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        require_auth_time: true,
      },
    ],
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      names: { session: 'demo-provider', interaction: 'demo-provider-step', resume: 'demo-provider-back' },
    },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'arqau_role', 'iin'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      Grant: 8 * 3600,
      IdToken: 300,
      Interaction: 900,
      Session: 8 * 3600,
    },
    findAccount: (_, name) => {
      const account = accounts.find((each) => each.name === name)
      if (!account) return undefined
      const { role, iin } = account
      const claims = { sub: name, ...(role && { arqau_role: role }), ...(iin && { iin }) }
      return { accountId: name, claims: async () => claims }
    },
    /** The portal is the bank's own, so it gets a grant without asking the person. */
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    renderError: (ctx) => {
      ctx.type = 'html'
      ctx.body = lostPage(pickLocale(undefined, ctx.get('accept-language')))
    },
  })
}

/** Shows the accounts, or takes the one that was chosen. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { params } = await provider.interactionDetails(request, response)
    if (request.method !== 'POST') return show(response, 200, accountsPage(localeOf(params.ui_locales)))
    const chosen = new URLSearchParams(await text(request)).get('account')
    const account = accounts.find(({ name }) => name === chosen)
    if (!account) return show(response, 400, accountsPage(localeOf(params.ui_locales)))
    await provider.interactionFinished(request, response, { login: { accountId: account.name } })
  } catch {
    show(response, 400, lostPage(pickLocale(undefined, request.headers['accept-language'] ?? null)))
  }
}

const localeOf = (wanted: unknown) => pickLocale(undefined, typeof wanted === 'string' ? wanted : null)

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  })
  response.end(html)
}

function portOf(server: Server): number {
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('a server that listens has a port')
  return address.port
}
