import { type IncomingMessage, STATUS_CODES } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import Negotiator from 'negotiator'
import type { Locale } from '#policy/locale.ts'
import { ApiRefusal, type Caller, refusalOf } from '../errors.ts'
import type { Call } from './call.ts'

/** The size in bytes from which answers are compressed. */
const gzipFrom = 1024
const compress = promisify(gzip)

/** Sends an answer as JSON, compressed when it is large enough and the caller accepts gzip. */
export function reply(call: Call, status: number, answer: unknown): void {
  send(call, status, 'application/json', JSON.stringify(answer))
}

/** Sends an error as problem details (RFC 9457), in the caller's language. */
export function refuse(call: Call, error: unknown, locale: Locale, caller: () => Caller): void {
  const refusal = refusalOf(error, locale, call.requestId, caller)
  const { headers } = call
  if (error instanceof ApiRefusal) Object.assign(headers, error.headers)
  // One whose key ended in the middle is told no more than any other without a key.
  if (refusal.status === 401) for (const name of ['ratelimit', 'ratelimit-policy']) delete headers[name]
  if (refusal.retryAfterSeconds) headers['retry-after'] = refusal.retryAfterSeconds
  const errors = Object.entries(refusal.fields).map(([path, detail]) => ({ path, detail }))
  const problem = {
    type: `urn:arqau:problem:${refusal.code}`,
    title: STATUS_CODES[refusal.status],
    status: refusal.status,
    detail: refusal.message,
    requestId: call.requestId,
    ...(errors.length > 0 ? { errors } : {}),
  }
  headers['content-language'] = locale
  send(call, refusal.status, 'application/problem+json', JSON.stringify(problem))
}

/** Sends headers only. */
export function replyEmpty(call: Call, status: 204): void {
  call.response.writeHead(status, { ...call.headers, 'cache-control': 'no-store' }).end()
}

function send(call: Call, status: number, type: string, text: string): void {
  const { request, response, headers } = call
  const worth = text.length >= gzipFrom
  if (worth) headers.vary = 'accept-encoding'
  if (!worth || !readsGzip(request)) return void write(call, status, type, text, Buffer.byteLength(text))
  compress(text)
    .then((bytes) => {
      headers['content-encoding'] = 'gzip'
      write(call, status, type, bytes, bytes.length)
    })
    .catch(() => response.destroy())
}

function write(
  { response, headers }: Call,
  status: number,
  type: string,
  body: string | Uint8Array,
  length: number,
): void {
  if (response.destroyed || response.headersSent) return
  response
    .writeHead(status, {
      ...headers,
      'content-type': type,
      'content-length': length,
      'cache-control': 'no-store',
    })
    .end(body)
}

/** Whether `Accept-Encoding` takes gzip (RFC 9110, section 12.5.3). */
const readsGzip = (request: IncomingMessage): boolean =>
  new Negotiator(request).encodings(['gzip', 'x-gzip']).length > 0
