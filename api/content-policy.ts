import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Build files need no policy, and attachments bring one of their own. */
const without = /^\/(_next\/|icon\.svg|complaints\/[^/]+\/attachments\/)/

/**
 * Gives a page a nonce and a policy that runs only scripts bearing it, and keeps it out of every cache. The policy
 * stands on the request too: that is where Next finds the nonce for the scripts it writes.
 */
export function guardPage(request: IncomingMessage, response: ServerResponse, development: boolean): void {
  delete request.headers['content-security-policy']
  if (without.test(request.url ?? '')) return
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
