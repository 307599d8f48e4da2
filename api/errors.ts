import { ORPCError } from '@orpc/server'
import { type ErrorCode, type Issue, isDomainError } from '#domain/errors.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { log, toldError } from '#log'
import type { Locale } from '#policy/locale.ts'

const statuses: Record<ErrorCode, number> = {
  forbidden: 403,
  'not-found': 404,
  invalid: 422,
  conflict: 409,
  locked: 423,
  'step-up': 401,
  'too-many': 429,
}

/** The statuses of refusals before a verb is called. */
const apiStatuses = {
  malformed: 400,
  'malformed-address': 400,
  'wrong-request-key': 400,
  unauthorized: 401,
  'missing-scope': 403,
  'unknown-path': 404,
  'wrong-method': 405,
  'too-slow': 408,
  'request-key-reused': 409,
  'too-large': 413,
  'wrong-encoding': 415,
  'wrong-media-type': 415,
  'too-often': 429,
  'provider-unreachable': 503,
} as const
export type ApiRefusalCode = keyof typeof apiStatuses

/** A refusal of the machine API before a verb is called, with the values for its sentence and its headers. */
export class ApiRefusal extends Error {
  override name = 'ApiRefusal'
  readonly code: ApiRefusalCode
  readonly params: Record<string, string | number>
  readonly headers: Readonly<Record<string, string>>
  constructor(
    code: ApiRefusalCode,
    params: Record<string, string | number> = {},
    headers: Record<string, string> = {},
  ) {
    super(code)
    this.code = code
    this.params = params
    this.headers = headers
  }
}

/** No valid key or token was sent (RFC 6750, section 3). */
export const unauthorized = () =>
  new ApiRefusal('unauthorized', {}, { 'www-authenticate': 'Bearer realm="arqau"' })

/** A refusal in the reader's language: one sentence, and one for each field. */
export interface Refusal {
  code: ErrorCode | ApiRefusalCode | 'unknown' | 'other-origin' | 'signed-out'
  status: number
  message: string
  fields: Record<string, string>
  retryAfterSeconds?: number
  requestId: string
}

/** A caller of the machine API by what names nobody: the system, once its key was found, and a keyed hash of the address. */
export interface Caller {
  system?: string | undefined
  address?: string
}

/** The refusals that are noted in the log: of a key, of what it may not do, and of too many calls with it. */
const noted: ReadonlySet<ApiRefusalCode> = new Set(['unauthorized', 'missing-scope', 'too-often'])

const sentence = (say: Say<'errors'>, issue: Pick<Issue, 'key' | 'params'>): string =>
  say.has(issue.key) ? say(issue.key, issue.params) : say('invalid.general')

/**
 * Turns any error into a refusal that a person may read; no other code does. An unknown error is logged with its request
 * id, and its sentence has that id.
 * @param caller what the log is to say of the caller of the machine API, asked only where there is a line.
 */
export function refusalOf(
  error: unknown,
  locale: Locale,
  requestId: string,
  caller: () => Caller = () => ({}),
): Refusal {
  const say = translator(locale, 'errors')
  if (error instanceof ApiRefusal) {
    const { code, params } = error
    if (noted.has(code)) log.warn({ requestId, refusal: code, ...caller() }, 'a call was refused')
    return { code, status: apiStatuses[code], message: say(`api.${code}`, params), fields: {}, requestId }
  }
  if (!isDomainError(error)) {
    log.error({ requestId, error: toldError(error) }, 'a request failed')
    return { code: 'unknown', status: 500, message: say('unknown', { requestId }), fields: {}, requestId }
  }
  if (error.code === 'forbidden') log.warn({ requestId }, 'what was asked is not permitted')
  if (error.limit) log.warn({ requestId, limit: { ...error.limit, ...caller() } }, 'a limit refused a try')
  const base = { code: error.code, status: statuses[error.code], fields: {}, requestId }
  if ('issues' in error.details) {
    const { issues } = error.details
    const fields = Object.fromEntries(issues.map((issue) => [issue.path, sentence(say, issue)]))
    return { ...base, message: sentence(say, issues[0] ?? { key: 'invalid.general' }), fields }
  }
  if ('reason' in error.details) return { ...base, message: sentence(say, { key: error.details.reason }) }
  if ('retryAfterSeconds' in error.details) {
    const { retryAfterSeconds, sentence: key = 'too-many' } = error.details
    const minutes = Math.ceil(retryAfterSeconds / 60)
    const wait =
      minutes > 90 ? say('wait.hours', { hours: Math.ceil(minutes / 60) }) : say('wait.minutes', { minutes })
    return { ...base, message: sentence(say, { key, params: { wait } }), retryAfterSeconds }
  }
  return { ...base, message: sentence(say, { key: error.code }) }
}

/** The refusal as an oRPC error; clients find it in `error.data`. */
export function toORPCError(refusal: Refusal): ORPCError<string, Refusal> {
  return new ORPCError(refusal.code, { status: refusal.status, message: refusal.message, data: refusal })
}
