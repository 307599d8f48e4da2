import type { IncomingMessage, ServerResponse } from 'node:http'
import { localeCookie, pickLocale } from '#i18n/locale.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'

/** What an answer that is no page may do in a browser: nothing. */
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'"

/** The headers of every answer, whoever makes it: Next would leave them out of its own redirects. */
export function protectAnswer(response: ServerResponse): void {
  response.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains')
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'same-origin')
}

/** Gives an answer that is no page its headers and the closed policy. */
export function closeAnswer(response: ServerResponse): void {
  protectAnswer(response)
  response.setHeader('content-security-policy', closedPolicy)
}

/** Answers with a text for people or a word for a machine, that nobody keeps. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  closeAnswer(response)
  const line = `${text}\n`
  const always = {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(line),
    'cache-control': 'no-store',
  }
  response.writeHead(status, { ...always, ...headers }).end(line)
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
