import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isHost } from './address.ts'

/** Marks a request that this process sends to itself; nobody else knows the value. */
const ownHeader = 'x-arqau-own'
const ownMark = randomUUID()

/**
 * Next draws the page to which an action redirects by a request to its own address, with the headers of the action.
 * @returns whether a request is such a one. It is part of another that has been let in.
 */
export const isOwnRequest = ({ headers }: IncomingMessage): boolean => headers[ownHeader] === ownMark

/**
 * Leaves of the headers of proxies what Next and the pages may believe. `X-Forwarded-For` ends with the socket's address,
 * and without a trusted proxy it has nothing else. `X-Forwarded-Host` is a trusted proxy's. All others go, above all
 * `X-Forwarded-Proto`: with `https` in it Next would look for its own address behind TLS, which ends before this process.
 * `Upgrade` goes as well, since nothing here is upgraded (RFC 9110, section 7.8).
 */
export function settleForwarded(request: IncomingMessage, trustedProxies: number): void {
  const { headers, socket } = request
  const host = headers['x-forwarded-host']
  const own = isOwnRequest(request)
  const before = own || trustedProxies > 0 ? headers['x-forwarded-for'] : undefined
  for (const name of Object.keys(headers)) if (untrusted.test(name)) delete headers[name]
  if ((own || trustedProxies > 0) && typeof host === 'string' && isHost(host))
    headers['x-forwarded-host'] = host
  const chain = own ? before : [before, socket.remoteAddress].filter(Boolean).join(', ')
  headers['x-forwarded-for'] = chain
  headers[ownHeader] = ownMark
}

const untrusted = /^(x-forwarded-.*|forwarded|x-real-ip|upgrade|http2-settings)$/
