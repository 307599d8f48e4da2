import type { IncomingMessage, ServerResponse } from 'node:http'
import { localeCookie, pickLocale } from '#i18n/locale.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'

/** What an answer that is no page may do in a browser: nothing. */
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'"

/** The headers of every answer, whoever makes it: Next would leave them out of its own redirects. */
export const answerHeaders = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

/** The headers of an answer that is no page. They are sent with the head: set one by one they are checked twice. */
export const closedHeaders = { ...answerHeaders, 'content-security-policy': closedPolicy }

/** Answers with a text for people or a word for a machine, that nobody keeps. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  const line = `${text}\n`
  const { 'x-request-id': requestId } = response.req.headers
  const always = {
    ...closedHeaders,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(line),
    'cache-control': 'no-store',
  }
  response
    .writeHead(status, { ...always, ...(requestId && { 'x-request-id': requestId }), ...headers })
    .end(line)
}

/** Refuses a request for a page in a sentence in the reader's language. */
export function refusePage(
  request: IncomingMessage,
  response: ServerResponse,
  { status, key, headers }: Refused,
): void {
  answerText(response, status, translator(readerLocale(request), 'errors')(key), headers)
}

interface Refused {
  status: number
  key: 'too-large-form' | 'unreadable-address' | 'wrong-page-method' | 'too-busy'
  headers?: Record<string, string>
}

const readerLocale = (request: IncomingMessage): Locale =>
  pickLocale(cookieIn(request, localeCookie), request.headers['accept-language'] ?? null)

export const cookieIn = ({ headers }: IncomingMessage, name: string): string | undefined =>
  headers.cookie
    ?.split('; ')
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1)
