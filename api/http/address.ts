import type { IncomingMessage } from 'node:http'

/** Addresses without escapes, dots at the start of a segment, backslashes and foreign letters need no closer look. */
const plain = /^(?!.*\/\.)\/[\w\-./~!$&'()*+,;=:@?[\]{}|"<>^`]*$/
const absolute = /^https?:\/\/([^/?#@]+)([/?][^#]*)?$/i
const hostName = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/**
 * Puts the address of a request into the form that everything after this reads: it begins with a slash. An absolute one
 * (RFC 9112, section 3.2.2) loses its host to `Host`.
 * @returns whether the address, the host and the origin can be read; when they cannot, the answer is 400.
 */
export function settleAddress(request: IncomingMessage): boolean {
  const { headers } = request
  const [, host, rest = ''] = absolute.exec(request.url ?? '') ?? []
  if (host) {
    headers.host = host
    request.url = rest.startsWith('/') ? rest : `/${rest}`
  }
  if (headers.host !== undefined && !isHost(headers.host)) return false
  if (headers.origin !== undefined && headers.origin !== 'null' && !URL.canParse(headers.origin)) return false
  return isReadable(request.url ?? '')
}

export const isHost = (text: string): boolean => hostName.test(text)

/**
 * Whether an address has only well-formed escapes of UTF-8 (RFC 3986, section 2.1), no NUL, which Postgres cannot store
 * in text, and no segment `.` or `..`, by which the path of a file could name a page. A browser resolves such segments
 * before it asks.
 */
export function isReadable(url: string): boolean {
  if (plain.test(url)) return true
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const decoded = decode(path)
  if (decoded === null || !path.startsWith('/') || url.includes('#')) return false
  if (mark >= 0 && (decode(url.slice(mark + 1)) ?? '\0').includes('\0')) return false
  return !climbs(path) && !everyDecoding(decoded).some((one) => climbs(one) || one.includes('\0'))
}

/** A path may be decoded more than once on its way to a page, so what it hides a little deeper counts as well. */
function everyDecoding(decoded: string): string[] {
  const twice = decode(decoded) ?? decoded
  return [decoded, twice, decode(twice) ?? twice]
}

const climbs = (path: string): boolean => path.split(/[/\\]/).some((segment) => /^\.{1,2}$/.test(segment))

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
