import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Ctx, noBrowser } from '#domain/context.ts'
import { findByReference } from '#domain/customers/find-by-reference.ts'
import { notFound } from '#domain/errors.ts'
import { markOf } from '#domain/limits.ts'
import { networkOf } from '#domain/network.ts'
import type { ResumedSystem } from '#domain/systems/resume-system.ts'
import { touchKey } from '#domain/systems/touch-key.ts'
import { pickLocale } from '#i18n/locale.ts'
import { log } from '#log'
import type { Locale } from '#policy/locale.ts'
import { ApiRefusal, type Caller, unauthorized } from '../errors.ts'
import { isReadable } from '../http/address.ts'
import { clientAddress } from '../session/browser.ts'
import { CallerGone, noBytes, parseJson, readBytes, streamBytes } from './body.ts'
import { Call } from './call.ts'
import { resumeCaller } from './caller.ts'
import { performOnce, requestKeyOf } from './idempotency.ts'
import type { TokenIssuer } from './jwt.ts'
import type { Operation } from './operation.ts'
import { makePace, type Pace, retryAfterSeconds } from './rate-limit.ts'
import { refuse, reply, replyEmpty } from './reply.ts'
import { makeRoutes } from './routes.ts'

export interface ApiSettings extends Pick<Ctx, 'db' | 'keys'> {
  operations: readonly Operation[]
  requestsPerSecond: number
  /** The issuer of access tokens; without one only keys are accepted. */
  tokens?: TokenIssuer | null
  /** How many proxies in front are believed about the caller's address. */
  trustedProxies?: number
  now?: () => Date
  /** Ends as the process begins to stop: calls that wait are answered with what there is. */
  stopping?: AbortSignal
}

/** Answers a request to the machine API; it ends when the answer is being sent, and never throws. */
export type ServeApi = (
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
) => Promise<void>

/** What the API keeps between requests. */
interface Api extends ApiSettings {
  find: ReturnType<typeof makeRoutes>
  pace: ReturnType<typeof makePace>
  /** Keys whose use is being noted. */
  noting: Set<string>
}

/** Makes the machine API: it finds the operation, looks up the key, reads the body, and calls the verb. */
export function serveApi(settings: ApiSettings): ServeApi {
  const api: Api = {
    ...settings,
    find: makeRoutes(settings.operations),
    pace: makePace(settings.requestsPerSecond),
    noting: new Set(),
  }
  return async (request, response, requestId) => {
    const call = new Call(request, response, requestId, settings.stopping)
    response.once('close', () => logEnd(call))
    response.on('error', ignore)
    const locale = localeOf(request)
    try {
      await answer(api, call, locale)
    } catch (error) {
      if (!(error instanceof CallerGone) && !response.headersSent)
        refuse(call, error, locale, () => callerOf(api, call))
    }
  }
}

async function answer(api: Api, call: Call, locale: Locale): Promise<void> {
  const { request } = call
  if (!isReadable(request.url ?? '')) throw new ApiRefusal('malformed-address')
  const found = api.find(call.path)
  if (!found) throw new ApiRefusal('unknown-path')
  const { route, params } = found
  call.template = route.template
  call.params = params
  if (request.method === 'OPTIONS') {
    call.headers.allow = route.allow
    return replyEmpty(call, 204)
  }
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '')
  const operation = route.operations.get(method)
  if (!operation)
    throw new ApiRefusal('wrong-method', { method: request.method ?? '' }, { allow: route.allow })
  await perform(api, call, operation, keyCheckContext(api, locale, call.requestId))
}

async function perform(api: Api, call: Call, operation: Operation, keyCheck: Ctx): Promise<void> {
  const { ref } = call.params
  const finds = ref !== undefined && operation.findsCustomer !== false
  const key = keyOf(call.request)
  const [system, subject] = await Promise.all([
    key ? resumeCaller(keyCheck, key, api.tokens ?? null) : null,
    key && finds ? findByReference(keyCheck, ref) : null,
  ])
  if (!system) throw unauthorized()
  admit(api, call, operation, system, keyCheck)
  const bytes = await bodyOf(call, operation)
  if (finds && !subject) throw notFound()
  const { systemId, scopes, keyId } = system
  const ctx: Ctx = { ...keyCheck, subject, actor: { kind: 'system', systemId, scopes, keyId } }
  const answering = (result: unknown) => (operation.answerOf ? operation.answerOf(result) : result)
  const requestKey = operation.keepsAnswer ? requestKeyOf(call) : null
  if (!requestKey) return reply(call, operation.status, answering(await operation.handle(ctx, call)))
  const idempotency = { key: requestKey, requestHash: call.hash(bytes), answerOf: answering }
  const outcome = await performOnce(keyCheck, systemId, idempotency, () =>
    operation.handle({ ...ctx, idempotency }, call),
  )
  if (outcome.replayed) call.headers['idempotent-replayed'] = 'true'
  reply(call, operation.status, outcome.answer)
}

/** Counts the request, notes the use of the key, and refuses an operation for which the key has no scope. */
function admit(api: Api, call: Call, operation: Operation, system: ResumedSystem, keyCheck: Ctx): void {
  call.systemId = system.systemId
  if (system.unnoted) note(api, system.keyId, keyCheck)
  tellPace(call, api.pace(system.keyId, keyCheck.now.getTime()))
  if (!system.scopes.includes(operation.verb.permission))
    throw new ApiRefusal('missing-scope', { scope: operation.verb.permission })
}

/** Notes the use of a key without delaying the answer. */
function note({ noting }: Api, keyId: string, keyCheck: Ctx): void {
  if (noting.has(keyId)) return
  noting.add(keyId)
  touchKey(keyCheck, keyId)
    .catch(() => log.warn({ keyId }, 'the use of a key was not noted'))
    .finally(() => noting.delete(keyId))
}

/** Reads the body into the call. @returns the bytes of a JSON body, from which the request's hash is made. */
async function bodyOf(call: Call, { body }: Operation): Promise<Buffer> {
  if (!body) return noBytes
  if (body === 'ndjson') {
    call.body = streamBytes(call.request)
    return noBytes
  }
  const bytes = await readBytes(call.request)
  call.body = parseJson(bytes)
  return bytes
}

const keyCheckContext = ({ now, db, keys }: Api, locale: Locale, requestId: string): Ctx => ({
  actor: { kind: 'key-check' },
  subject: null,
  locale,
  now: now?.() ?? new Date(),
  requestId,
  browser: noBrowser,
  db,
  keys,
})

/** @throws ApiRefusal `too-often` */
function tellPace({ headers }: Call, { allowed, policy, left }: Pace): void {
  headers['ratelimit-policy'] = policy
  headers.ratelimit = left
  if (allowed) return
  const wait = { 'retry-after': String(retryAfterSeconds) }
  throw new ApiRefusal('too-often', { seconds: retryAfterSeconds }, wait)
}

/** The bearer key or token (RFC 6750, section 2.1); null without one. */
const keyOf = ({ headers }: IncomingMessage): string | null =>
  /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null

/** The language of refusals: English unless the caller asks for another. */
function localeOf({ headers }: IncomingMessage): Locale {
  const wanted = headers['accept-language']
  return wanted ? pickLocale(undefined, wanted, 'en') : 'en'
}

/** Whom the log is to name where a call is refused. */
function callerOf({ keys, trustedProxies = 0 }: Api, { request, peer, systemId }: Call): Caller {
  const chain = [request.headers['x-forwarded-for'], peer].filter(Boolean).join(', ')
  return { system: systemId, address: markOf({ keys }, networkOf(clientAddress(chain, trustedProxies))) }
}

function logEnd({ request, response, requestId, template, systemId, began }: Call): void {
  log.info(
    {
      requestId,
      method: request.method,
      route: template,
      system: systemId,
      status: response.headersSent ? response.statusCode : undefined,
      ms: Math.round(performance.now() - began),
    },
    'api request',
  )
}

const ignore = () => {}
