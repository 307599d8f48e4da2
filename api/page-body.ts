import type { IncomingMessage, ServerResponse } from 'node:http'
import { maxAttachmentBytes, maxAttachments } from '#domain/complaints/schema.ts'
import { localeCookie, pickLocale } from '#i18n/locale.ts'
import { translator } from '#i18n/translator.ts'
import { customerCookie } from './session/session-cookie.ts'

/** The most a form of words may weigh, in bytes. */
const wordsBytes = 1024 * 1024
/** The same for words with as many files as a complaint may carry; `next.config.js` says it again. */
export const filesBytes = wordsBytes + maxAttachments * maxAttachmentBytes

/** The addresses whose forms take files: `/complaints/new` and a complaint's own. */
const takesFiles = /^\/complaints\/[^/?]+(?:\?|$)/

/**
 * Refuses a page's form that is too large, or does not say how large it is, before it is read. Next has one limit for
 * all forms; here an address has its own, and files are read only from a browser that has signed in.
 * @returns whether it was refused.
 */
export function refuseLargeForm(request: IncomingMessage, response: ServerResponse, secret: string): boolean {
  const { url = '', headers } = request
  const length = headers['transfer-encoding']
    ? Number.POSITIVE_INFINITY
    : Number(headers['content-length'] ?? 0)
  if (length <= wordsBytes || url.startsWith('/api/')) return false
  const session = cookieIn(request, customerCookie.name)
  if (length <= filesBytes && takesFiles.test(url) && session && customerCookie.open(secret, session))
    return false
  const locale = pickLocale(cookieIn(request, localeCookie), headers['accept-language'] ?? null)
  response.writeHead(413, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${translator(locale, 'errors')('too-large-form')}\n`)
  // A browser reads the answer once it has sent everything.
  request.resume()
  return true
}

const cookieIn = ({ headers }: IncomingMessage, name: string): string | undefined =>
  headers.cookie
    ?.split('; ')
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1)
