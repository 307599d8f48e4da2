import { type BlockList, isIP } from 'node:net'
import type { Env } from './config-files.ts'
import { networkList } from './networks.ts'

/** What a rule about several settings looks at. */
interface Ruled {
  ARQAU_DEMO: boolean
  PUBLIC_URL: string
  HOSTNAME: string
  GATEWAY_ALLOWED_NETWORKS: string[]
  SMS_GATEWAY_URL?: string | undefined
  STAFF_OIDC_ISSUER?: string | undefined
  STATE_SERVICE_URL?: string | undefined
  STATE_SERVICE_USER?: string | undefined
  STATE_SERVICE_PASSWORD?: string | undefined
  SCANNER_URL?: ScannerAddress | undefined
  API_OAUTH_AUDIENCE?: string | undefined
  DATABASE_URL?: string | undefined
  MIGRATION_DATABASE_URL?: string | undefined
  SMTP_URL?: string | undefined
  SMTP_FROM?: string | undefined
}

/** A rule, the settings it is about, and whether these break it. */
export interface Rule {
  about: string[]
  isBroken: boolean
  sentence: string
}
const rule = (about: string, isBroken: unknown, sentence: string): Rule => ({
  about: about.split(' '),
  isBroken: Boolean(isBroken),
  sentence,
})

/** @param isEarnest whether customers may come to what is started: it is no developer's and no test's. */
export function settingRules(settings: Ruled, env: Env, isEarnest: boolean): Rule[] {
  const { ARQAU_DEMO: isDemo, HOSTNAME: host, SMTP_URL: smtp, SCANNER_URL: scanner } = settings
  const portal = new URL(settings.PUBLIC_URL)
  const [sms, issuer, state] = [
    settings.SMS_GATEWAY_URL,
    settings.STAFF_OIDC_ISSUER,
    settings.STATE_SERVICE_URL,
  ].map((address) => address && new URL(address))
  const isTrial = isHere(portal) && isLoopback(host)
  const inNetworks = networkList(settings.GATEWAY_ALLOWED_NETWORKS)
  const isOpen = (url: URL | string | undefined) =>
    url instanceof URL && url.protocol !== 'https:' && !isHere(url)
  const isAnyones = (url: URL | string | undefined) =>
    isOpen(url) && url instanceof URL && !lies(inNetworks, bare(url.hostname))
  const orNetwork = 'unless it names a machine by an address in GATEWAY_ALLOWED_NETWORKS'
  return [
    rule(
      'PUBLIC_URL ARQAU_DEMO',
      isDemo && !isHere(portal),
      'PUBLIC_URL must be an address on localhost in the demo, in which anybody can sign in.',
    ),
    rule(
      'HOSTNAME ARQAU_DEMO',
      isDemo && isIP(bare(host)) && !lies(privateNetworks, bare(host)),
      'HOSTNAME must be an address that only this machine or its network has in the demo, such as 127.0.0.1.',
    ),
    rule(
      'PUBLIC_URL ARQAU_DEMO',
      isEarnest && !isDemo && !env.PUBLIC_URL,
      'Set PUBLIC_URL, the https address at which browsers reach the portal.',
    ),
    rule(
      'PUBLIC_URL ARQAU_DEMO HOSTNAME',
      isEarnest && !isDemo && env.PUBLIC_URL && portal.protocol !== 'https:' && !isTrial,
      'PUBLIC_URL must be an https address; http is for trials where it and HOSTNAME are both on localhost.',
    ),
    rule(
      'SMS_GATEWAY_URL ARQAU_DEMO',
      !isDemo && !sms,
      'Set SMS_GATEWAY_URL, or ARQAU_DEMO=true to try the product out.',
    ),
    rule(
      'SMS_GATEWAY_URL GATEWAY_ALLOWED_NETWORKS',
      isAnyones(sms),
      `SMS_GATEWAY_URL must be an https address, ${orNetwork}.`,
    ),
    rule(
      'STATE_SERVICE_URL GATEWAY_ALLOWED_NETWORKS',
      isAnyones(state),
      `STATE_SERVICE_URL must be an https address, ${orNetwork}.`,
    ),
    rule(
      'SCANNER_URL GATEWAY_ALLOWED_NETWORKS',
      scanner && 'host' in scanner && !isLoopback(scanner.host) && !lies(inNetworks, scanner.host),
      `SCANNER_URL must name a socket or a port of this machine, ${orNetwork}: clamd has no TLS.`,
    ),
    ...(['DATABASE_URL', 'MIGRATION_DATABASE_URL'] as const).map((name) =>
      rule(
        `${name} GATEWAY_ALLOWED_NETWORKS`,
        isEarnest && isUnprovenDatabase(settings[name], inNetworks),
        `${name} must end with ?sslmode=verify-full, ${orNetwork}.`,
      ),
    ),
    rule(
      'NODE_TLS_REJECT_UNAUTHORIZED',
      isEarnest && env.NODE_TLS_REJECT_UNAUTHORIZED === '0',
      'NODE_TLS_REJECT_UNAUTHORIZED must not be 0: NODE_EXTRA_CA_CERTS names the certificates of an authority of your own.',
    ),
    rule('STAFF_OIDC_ISSUER', isOpen(issuer), 'STAFF_OIDC_ISSUER must be an https address.'),
    rule(
      'API_OAUTH_AUDIENCE STAFF_OIDC_ISSUER',
      settings.API_OAUTH_AUDIENCE && !issuer,
      'API_OAUTH_AUDIENCE needs STAFF_OIDC_ISSUER, which vouches for systems.',
    ),
    rule(
      'DATABASE_URL MIGRATION_DATABASE_URL',
      settings.MIGRATION_DATABASE_URL && !settings.DATABASE_URL,
      'MIGRATION_DATABASE_URL needs DATABASE_URL, the login that runs the portal.',
    ),
    rule(
      'SMTP_URL SMTP_FROM',
      smtp && !settings.SMTP_FROM,
      'Set SMTP_FROM, the address that e-mails are from.',
    ),
    rule(
      'STATE_SERVICE_USER STATE_SERVICE_PASSWORD',
      settings.STATE_SERVICE_USER && !settings.STATE_SERVICE_PASSWORD,
      'Set STATE_SERVICE_PASSWORD, which STATE_SERVICE_USER shows.',
    ),
  ]
}

/** 32 bytes by chance have fewer different ones once in 10^17 times, 32 hexadecimal digits once in 10^7. */
const leastBytes = 16
const leastSigns = 8
const random = 'must be made by chance, as `openssl rand -base64 32` does it.'

/** The secrets that a rule looks at, in the order in which they are told. */
const secretNames = [
  ...['ARQAU_MASTER_KEY', 'ARQAU_LOOKUP_KEY', 'AUTH_SECRET'],
  ...['ARQAU_MASTER_KEY_OTHER', 'ARQAU_LOOKUP_KEY_OTHER', 'AUTH_SECRET_OTHER'],
]

/** @param env with secrets that have their form; rules about others are to be left out. */
export function secretRules(env: Env): Rule[] {
  const bytes = (name: string) => Buffer.from(env[name] ?? '', 'base64')
  const isPoor = (name: string) =>
    name.startsWith('AUTH_SECRET')
      ? new Set(env[name]).size < leastSigns
      : new Set(bytes(name)).size < leastBytes
  const names = secretNames.filter((name) => env[name] !== undefined || !name.endsWith('_OTHER'))
  return [
    ...names.map((name) => rule(name, isPoor(name), `${name} ${random}`)),
    ...names.flatMap((one, at) =>
      names
        .slice(at + 1)
        .map((other) =>
          rule(
            `${one} ${other}`,
            bytes(one).equals(bytes(other)),
            `${one} and ${other} must be different secrets.`,
          ),
        ),
    ),
  ]
}

/** Where clamd listens, as `net.connect` takes it. */
export type ScannerAddress = { host: string; port: number } | { path: string }
const scannerPort = 3310

/** An absolute path no longer than Linux takes for a socket (unix(7): 108 bytes with the NUL that ends it). */
const socketPath = /^unix:(?:\/\/)?(\/[^/\0][^\0]{0,105})$/

/** Reads `tcp://host`, `tcp://host:port` or `unix:/path`. @returns null for anything else. */
export function scannerAddress(text: string): ScannerAddress | null {
  const path = socketPath.exec(text)?.[1]
  if (path) return { path }
  const url = /^tcp:\/\/[^/?#@]+\/?$/.test(text) ? URL.parse(text) : null
  if (!url?.hostname || url.port === '0') return null
  return { host: bare(url.hostname), port: Number(url.port || scannerPort) }
}

/**
 * Whether a database on another machine need not prove its name by a certificate before it is told the password. The other
 * modes of `sslmode` do not ask for it, or will not with the next version of `pg`.
 */
function isUnprovenDatabase(address: string | undefined, inNetworks: BlockList): boolean {
  if (!address) return false
  const { hostname, searchParams } = new URL(address)
  const host = (searchParams.getAll('host').at(-1) ?? hostname).replaceAll(/%2f/gi, '/')
  if (host === '' || host.startsWith('/') || isLoopback(host) || lies(inNetworks, bare(host))) return false
  const modes = searchParams.getAll('sslmode')
  return modes.length !== 1 || modes[0] !== 'verify-full'
}

export const hasNoPassword = ({ username, password }: URL): boolean => !username && !password

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

const isLoopback = (hostname: string) => hostname === 'localhost' || lies(loopback, bare(hostname))

const isHere = ({ hostname }: URL) => isLoopback(hostname)

const lies = (list: BlockList, address: string) =>
  isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const loopback = networkList(['127.0.0.0/8', '::1'])
/** RFC 1918, 3927, 4193, 4291 and 6598: addresses that the internet does not carry. */
const privateNetworks = networkList([
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'],
  ...['::1', 'fc00::/7', 'fe80::/10'],
])
