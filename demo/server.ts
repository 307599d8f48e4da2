import '../log-everything.ts'
import { type Config, loadConfig } from '#config'
import { refuseToStart } from '#log'
import { startDemoProvider } from './provider/start.ts'
import { startDemoReceivers } from './receivers/start.ts'

/**
 * The portal, the demo's identity provider and the receivers of its systems, in one process. The provider listens on the
 * port after the portal's, or on any free one when that is taken; `DEMO_PROVIDER_PORT` names another. When
 * `STAFF_OIDC_ISSUER` is set, no provider is started. The receivers listen on any free port of this machine, so events may
 * be sent to its own addresses.
 */
if (!process.env.STAFF_OIDC_ISSUER) {
  const { PUBLIC_URL, HOSTNAME, PORT } = settings()
  const named = process.env.DEMO_PROVIDER_PORT
  const start = (port: number | null) => startDemoProvider(new URL(PUBLIC_URL), HOSTNAME, port)
  const provider = await start(Number(named ?? PORT + 1)).catch((error: unknown) => {
    if (named) throw error
    return start(null)
  })
  process.env.STAFF_OIDC_ISSUER = provider.issuer
  process.env.STAFF_OIDC_CLIENT_ID = provider.clientId
  process.env.STAFF_OIDC_CLIENT_SECRET = provider.clientSecret
}
process.env.DEMO_RECEIVERS_URL ??= await startDemoReceivers()
process.env.WEBHOOK_ALLOWED_NETWORKS ??= '127.0.0.0/8'
await import('../server.ts')

/** Read first, so that nothing of a demo is started that is refused. */
function settings(): Config {
  try {
    return loadConfig()
  } catch (error) {
    return refuseToStart(error)
  }
}
