import { startDemoProvider } from './provider/start.ts'

/**
 * The portal with the demo's identity provider beside it, in one process. The provider listens on the port after the
 * portal's, or on any free one should that be taken; `DEMO_PROVIDER_PORT` names another. Where `STAFF_OIDC_ISSUER` is
 * set, that provider is meant and none is started.
 */
if (!process.env.STAFF_OIDC_ISSUER) {
  const { PUBLIC_URL = 'http://localhost:3000', HOSTNAME = '127.0.0.1', PORT = '3000' } = process.env
  const named = process.env.DEMO_PROVIDER_PORT
  const start = (port: number | null) => startDemoProvider(new URL(PUBLIC_URL), HOSTNAME, port)
  const provider = await start(Number(named ?? Number(PORT) + 1)).catch((error: unknown) => {
    if (named) throw error
    return start(null)
  })
  process.env.STAFF_OIDC_ISSUER = provider.issuer
  process.env.STAFF_OIDC_CLIENT_ID = provider.clientId
  process.env.STAFF_OIDC_CLIENT_SECRET = provider.clientSecret
}
await import('../server.ts')
