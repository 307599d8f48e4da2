import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import next from 'next'
import { guardPage } from '#api/content-policy.ts'
import { refuseLargeForm } from '#api/page-body.ts'
import { tokenIssuer } from '#api/v1/jwt.ts'
import { operations } from '#api/v1/operations.ts'
import { isApi } from '#api/v1/routes.ts'
import { serveApi } from '#api/v1/serve.ts'
import { demoGreeting } from '#demo/data/greeting.ts'
import { loadDemo } from '#demo/data/load.ts'
import { demoKey } from '#demo/data/system-keys.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { workerContext } from '#domain/worker-context.ts'
import { startWorker } from '#jobs/worker.ts'
import { log } from '#log'
import { catalogue } from '#policy/load.ts'
import { services } from '#services'

/** The one process: health and the machine API on plain Node, everything else through Next, and the worker unless it is off. */
const development = process.env.NODE_ENV !== 'production'
const at = await services().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
const { config, database } = at
if (config.ARQAU_DEMO)
  await loadDemo(
    { db: database.db, keys: at.keys },
    { staffIssuer: config.STAFF_OIDC_ISSUER ?? 'demo', receivers: config.DEMO_RECEIVERS_URL },
  )
await publishPolicy(workerContext(at, randomUUID()), catalogue())
const app = next({ dev: development, hostname: config.HOSTNAME, port: config.PORT })
await app.prepare()
const pages = app.getRequestHandler()
const worker = config.ARQAU_WORKER === 'in-process' ? await startWorker() : undefined

const api = serveApi({
  db: database.feeds,
  keys: at.keys,
  operations,
  requestsPerSecond: config.API_REQUESTS_PER_SECOND,
  tokens: tokenIssuer(config),
})

/** How long a form or file of a page may take to arrive. */
const pageBodyMs = 5 * 60_000
const server = createServer((request, response) => {
  const requestId = randomUUID()
  request.headers['x-request-id'] = requestId
  response.setHeader('x-request-id', requestId)
  if (request.url === '/healthz')
    return void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n')
  if (isApi(request.url)) return void api(request, response, requestId)

  const slow = setTimeout(() => request.destroy(), pageBodyMs)
  request.once('close', () => clearTimeout(slow))
  const claimed = request.headers['x-forwarded-for']
  request.headers['x-forwarded-for'] = [claimed, request.socket.remoteAddress]
    .flat()
    .filter(Boolean)
    .join(', ')
  guardPage(request, response, development)
  const began = performance.now()
  response.once('finish', () => {
    const path = request.url?.split('?')[0]
    log.info(
      {
        requestId,
        method: request.method,
        path,
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
      },
      'request',
    )
  })
  if (!refuseLargeForm(request, response, config.secrets.AUTH_SECRET)) void pages(request, response)
})
// An import may take hours to arrive. The API and the pages limit all other bodies themselves.
server.requestTimeout = 0
server.listen(config.PORT, config.HOSTNAME, () => {
  log.info({ address: config.PUBLIC_URL, engine: database.engine }, 'ready')
  if (config.ARQAU_DEMO) console.log(demoGreeting(config.PUBLIC_URL, demoKey(at.keys, 'core-banking')))
})

async function stop() {
  server.close()
  server.closeAllConnections()
  await worker?.stop()
  await app.close()
  await database.close()
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
