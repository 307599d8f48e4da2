import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { askedForHeader } from './asked-for.ts'
import { answerHeaders, closedPolicy } from './http/answers.ts'

/** Paths that are not pages: build files need no rights, and what is saved has a policy of its own. */
const file = /^\/(?:_next\/|icon\.svg(?:\?|$))/
const attachment =
  /^\/(?:(?:staff\/)?complaints\/[^/?]+\/attachments\/[^/?]+|copies\/[^/?]+\/(?:file|calendar))$/

/** What a page keeps from other sites, and from its own scripts. */
const pageHeaders = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
}

/**
 * Gives a page the headers of every answer, a nonce, a policy that allows only scripts with that nonce, and headers that
 * keep it out of caches. The policy is also set on the request, where Next reads the nonce for the scripts it writes; so is
 * the address, for the way back after a sign-in.
 */
export function guardPage(request: IncomingMessage, response: ServerResponse, development: boolean): void {
  for (const [name, value] of Object.entries({ ...answerHeaders, ...pageHeaders }))
    response.setHeader(name, value)
  delete request.headers['content-security-policy']
  const url = request.url ?? ''
  request.headers[askedForHeader] = url
  if (attachment.test(url)) return
  if (file.test(url)) return void response.setHeader('content-security-policy', closedPolicy)
  const policy = contentPolicy(randomBytes(16).toString('base64'), development)
  request.headers['content-security-policy'] = policy
  response.setHeader('content-security-policy', policy)
  response.setHeader('cache-control', 'no-store')
}

const contentPolicy = (nonce: string, development: boolean): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
