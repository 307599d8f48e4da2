import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { log, loggedPath } from '#log'
import { guardPage } from '../content-policy.ts'
import { mayCarryFiles, refuseLargeForm } from '../page-body.ts'
import type { Secrets } from '../session/session-cookie.ts'
import { isApi } from '../v1/routes.ts'
import type { ServeApi } from '../v1/serve.ts'
import { settleAddress } from './address.ts'
import { refusePage } from './answers.ts'
import { type Ceilings, ceilings, limitConnections } from './connections.ts'
import { type Drain, makeDrain } from './drain.ts'
import { isOwnRequest, settleForwarded } from './forwarded.ts'
import { makeHealth } from './health.ts'
import { limitTimes, type TimeLimits, timesWithFiles, usualTimes } from './time-limits.ts'

/** What the server hands requests to, once it has let them in. */
export interface Answers {
  api: ServeApi
  pages(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** @throws Error when the database cannot be reached. */
  reach(): Promise<unknown>
}

export interface ServerSettings {
  development: boolean
  trustedProxies: number
  /** `authSecrets` of `config.ts`. */
  secrets: Secrets
  drain?: Drain
  ceilings?: Ceilings
  times?: TimeLimits
  /** How often what is late is looked for, in milliseconds. */
  checkEveryMs?: number
  headMs?: number
}

/** How long a head may take to arrive, in milliseconds. */
const headMs = 15_000
/** How long a connection may be silent while a request is under way; an event feed is silent for 30 seconds. */
const silentMs = 2 * 60_000
/** How long a connection may be idle. Proxies keep theirs for 60 seconds, and must be the first to close them. */
const idleMs = { client: 5000, proxy: 75_000 }
const pageMethods = ['GET', 'HEAD', 'POST']

/** The server in front of the machine API and the pages: it lets in what can be read and keeps no connection that is left. */
export function portalServer(
  answers: Answers,
  settings: ServerSettings,
): { server: Server; stop(): Promise<void> } {
  const { development, trustedProxies, secrets, times = usualTimes } = settings
  const drain = settings.drain ?? makeDrain()
  const health = makeHealth({ stopping: drain.stopping, reach: answers.reach, probed: drain.probed })
  const { checkEveryMs = 1000 } = settings
  const server = createServer({
    // Node would end an import after five minutes; `limitTimes` ends everything else.
    requestTimeout: 0,
    headersTimeout: settings.headMs ?? headMs,
    connectionsCheckingInterval: checkEveryMs,
    keepAliveTimeout: trustedProxies > 0 ? idleMs.proxy : idleMs.client,
    // Every other request that asks for an upgrade is answered as if it did not (RFC 9110, section 7.8).
    shouldUpgradeCallback: ({ url = '' }) => development && url.startsWith('/_next/'),
  })
  server.timeout = silentMs
  const limitTime = limitTimes(server, checkEveryMs)
  const isSpare = limitConnections(server, settings.ceilings ?? ceilings(trustedProxies))

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const requestId = nameRequest(request)
    const readable = settleAddress(request)
    limitTime(request, response, mayCarryFiles(request, secrets) ? timesWithFiles : times)
    const spare = isSpare(request.socket)
    if (spare || wantsAnotherProtocol(request)) response.shouldKeepAlive = false
    if (health(request, response)) return
    if (spare || (drain.refuses() && !isOwnRequest(request))) return refuseBusy(request, response)
    if (isApi(request.url)) return drain.enter(response, answers.api(request, response, requestId))
    logEnd(request, response, requestId)
    if (!readable) return refusePage(request, response, { status: 400, key: 'unreadable-address' })
    if (!pageMethods.includes(request.method ?? '')) return refuseMethod(request, response)
    settleForwarded(request, trustedProxies)
    response.setHeader('x-request-id', requestId)
    guardPage(request, response, development)
    if (!refuseLargeForm(request, response, secrets)) drain.enter(response, answers.pages(request, response))
  })
  return {
    server,
    stop: () =>
      drain.stop(() => {
        server.close()
        server.closeAllConnections()
      }),
  }
}

/** Gives a request its id. One that the process sends to itself keeps the id of the request it is part of. */
function nameRequest(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  const requestId = isOwnRequest(request) && typeof given === 'string' ? given : randomUUID()
  request.headers['x-request-id'] = requestId
  return requestId
}

/** Such a client goes on in the other protocol or not at all, so its connection is closed after the answer. */
const wantsAnotherProtocol = ({ headers: { upgrade } }: IncomingMessage): boolean =>
  upgrade !== undefined && !/^h2c\b/i.test(upgrade)

function refuseBusy(request: IncomingMessage, response: ServerResponse): void {
  response.shouldKeepAlive = false
  refusePage(request, response, { status: 503, key: 'too-busy', headers: { 'retry-after': '5' } })
}

const refuseMethod = (request: IncomingMessage, response: ServerResponse): void =>
  refusePage(request, response, {
    status: 405,
    key: 'wrong-page-method',
    headers: { allow: pageMethods.join(', ') },
  })

function logEnd(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  const began = performance.now()
  response.once('finish', () => {
    const { method, url } = request
    const ms = Math.round(performance.now() - began)
    log.info({ requestId, method, path: loggedPath(url), status: response.statusCode, ms }, 'request')
  })
}
