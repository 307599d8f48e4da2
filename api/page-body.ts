import type { IncomingMessage, ServerResponse } from 'node:http'
import { maxAttachmentBytes, maxAttachments } from '#domain/cases/schema.ts'
import { cookieIn, refusePage } from './http/answers.ts'
import { customerCookie, type Secrets } from './session/session-cookie.ts'

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
export function refuseLargeForm(
  request: IncomingMessage,
  response: ServerResponse,
  secrets: Secrets,
): boolean {
  const length = lengthOf(request)
  if (length <= wordsBytes || request.url?.startsWith('/api/')) return false
  if (length <= filesBytes && mayCarryFiles(request, secrets)) return false
  refusePage(request, response, { status: 413, key: 'too-large-form' })
  // A browser reads the answer once it has sent everything.
  request.resume()
  return true
}

/** Whether a request is so large that it carries files, and comes from a browser that may send them to its address. */
export function mayCarryFiles(request: IncomingMessage, secrets: Secrets): boolean {
  if (lengthOf(request) <= wordsBytes || !takesFiles.test(request.url ?? '')) return false
  const session = cookieIn(request, customerCookie.name)
  return session !== undefined && customerCookie.open(secrets, session) !== null
}

/** What a request says of its size in bytes; infinite when it does not say. */
const lengthOf = ({ headers }: IncomingMessage): number =>
  headers['transfer-encoding'] ? Number.POSITIVE_INFINITY : Number(headers['content-length'] ?? 0)
