import './log-everything.ts'
import { randomUUID } from 'node:crypto'
import next from 'next'
import { makeDrain } from '#api/http/drain.ts'
import { portalServer } from '#api/http/portal-server.ts'
import { tokenIssuer } from '#api/v1/jwt.ts'
import { operations } from '#api/v1/operations.ts'
import { serveApi } from '#api/v1/serve.ts'
import { authSecrets } from '#config'
import { demoGreeting } from '#demo/data/greeting.ts'
import { loadDemo } from '#demo/data/load.ts'
import { demoKey } from '#demo/data/system-keys.ts'
import { testDemoReceivers } from '#demo/data/systems.ts'
import { prepareCoverage } from '#domain/consents/coverage.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { workerContext } from '#domain/worker-context.ts'
import { webhookSenderOf } from '#gateways/webhook-sender.ts'
import { startWorker } from '#jobs/worker.ts'
import { log, refuseToStart, say } from '#log'
import { catalogue } from '#policy/load.ts'
import { services } from '#services'

/** The one process: health and the machine API on plain Node, everything else through Next, and the worker unless it is off. */
const development = process.env.NODE_ENV !== 'production'
const at = await services().catch(refuseToStart)
const { config, database } = at
if (config.ARQAU_DEMO) {
  const base = { db: database.db, keys: at.keys }
  const staffIssuer = config.STAFF_OIDC_ISSUER ?? 'demo'
  await loadDemo(base, { staffIssuer, receivers: config.DEMO_RECEIVERS_URL })
  const sender = webhookSenderOf(config)
  await testDemoReceivers(base, sender.send)
  sender.close()
}
await publishPolicy(workerContext(at, randomUUID()), catalogue())
await prepareCoverage({ ...workerContext(at, randomUUID()), db: database.feeds })
const app = next({ dev: development, hostname: config.HOSTNAME, port: config.PORT })
await app.prepare()
const worker = config.ARQAU_WORKER === 'in-process' ? await startWorker() : undefined
const drain = makeDrain()
const api = serveApi({
  db: database.feeds,
  keys: at.keys,
  operations,
  requestsPerSecond: config.API_REQUESTS_PER_SECOND,
  tokens: tokenIssuer(config),
  trustedProxies: config.TRUSTED_PROXIES,
  stopping: drain.stopping,
})
const portal = portalServer(
  { api, pages: app.getRequestHandler(), reach: database.reach },
  {
    development,
    drain,
    secrets: authSecrets(config),
    trustedProxies: config.TRUSTED_PROXIES,
  },
)
portal.server.listen(config.PORT, config.HOSTNAME, () => {
  log.info({ address: config.PUBLIC_URL, engine: database.engine }, 'ready')
  if (config.ARQAU_DEMO) say(demoGreeting(config.PUBLIC_URL, demoKey(at.keys, 'core-banking')))
})

async function stop() {
  await Promise.all([portal.stop(), worker?.stop()])
  await app.close()
  await database.close()
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
