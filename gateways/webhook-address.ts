import { lookup as resolveName } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { networkList } from '#networks'

/**
 * Networks that a receiver's address may not lie in unless the settings allow it: everything that the registries of
 * special-purpose addresses (RFC 6890, as IANA keeps them) hold not to be globally reachable, with multicast, and with
 * what carries an IPv4 address inside an IPv6 one.
 */
const special = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
  ...['3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
]

/** Where deliveries may go. */
export interface Reach {
  /** Networks that are allowed though they are not public; there `http:` will do as well. */
  allowed: { check(address: string, family: 'ipv4' | 'ipv6'): boolean }
}

export class AddressRefused extends Error {
  override name = 'AddressRefused'
}

const refused = networkList(special)

/**
 * Whether what is at this address may be spoken to, and whether only over TLS. `BlockList` treats an IPv4 address written
 * as an IPv6 one (`::ffff:10.0.0.1`, RFC 4291, section 2.5.5.2) as the IPv4 address it is.
 */
export function reachOf(address: string, { allowed }: Reach): 'any' | 'tls' | 'none' {
  const bare = address.replace(/%.*$/, '')
  const version = isIP(bare)
  if (version === 0) return 'none'
  const family = version === 6 ? 'ipv6' : 'ipv4'
  if (allowed.check(bare, family)) return 'any'
  return refused.check(bare, family) ? 'none' : 'tls'
}

/** Whether the address may be spoken to over this protocol. @throws AddressRefused */
export function requireReach(address: string, protocol: string, reach: Reach): void {
  const found = reachOf(address, reach)
  if (found === 'none' || (found === 'tls' && protocol !== 'https:')) throw new AddressRefused(found)
}

/**
 * Looks a name up and lets through only what may be spoken to. One address that may not refuses the name: a receiver has
 * no reason to have such a one.
 * @param resolve for tests; else as the system resolves names.
 */
export const guardedLookup =
  (protocol: string, reach: Reach, resolve: LookupFunction = resolveName): LookupFunction =>
  (name, options, done) =>
    resolve(name, { ...options, all: true }, (error, found, family) => {
      if (error) return done(error, [])
      const addresses = Array.isArray(found) ? found : [{ address: found, family: family ?? isIP(found) }]
      try {
        for (const { address } of addresses) requireReach(address, protocol, reach)
      } catch (cause) {
        return done(cause instanceof Error ? cause : new Error('refused', { cause }), [])
      }
      const [first] = addresses
      if (options.all || !first) return done(null, addresses)
      done(null, first.address, first.family)
    })

/** A name that is not found by then is let through: each try looks again. In milliseconds. */
const patienceMs = 3000

/**
 * Whether an address may be spoken to, as it is written and as its name resolves now. A name that does not resolve may: it
 * is looked up again for each try.
 * @param resolve for tests; else as the system resolves names.
 */
export async function permitsAddress(url: URL, reach: Reach, resolve?: LookupFunction): Promise<boolean> {
  const literal = literalOf(url)
  const lookup = guardedLookup(url.protocol, reach, resolve)
  try {
    if (isIP(literal) > 0) requireReach(literal, url.protocol, reach)
    else await found(literal, lookup)
    return true
  } catch (error) {
    return !(error instanceof AddressRefused)
  }
}

/** The host of an address, an IPv6 one without its brackets. */
export const literalOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

const found = (name: string, lookup: LookupFunction) =>
  new Promise<void>((done, fail) => {
    const patience = setTimeout(done, patienceMs)
    lookup(name, { all: true }, (error) => {
      clearTimeout(patience)
      if (error) fail(error)
      else done()
    })
  })
