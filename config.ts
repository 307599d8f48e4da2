import { createSecretKey, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const key = z
  .base64()
  .transform((value) => Buffer.from(value, 'base64'))
  .refine((value) => value.length === 32, 'must be 32 bytes in base64')
  .transform((value) => createSecretKey(value))
const network = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'must be networks, such as 10.20.0.0/16',
)
export const secretsShape = z.object({
  ARQAU_MASTER_KEY: key,
  ARQAU_LOOKUP_KEY: key,
  AUTH_SECRET: z.string().min(32),
})
export const settingsShape = z.object({
  ARQAU_DEMO: z.stringbool().default(false),
  /** Where the embedded database and the demo's secrets live. */
  ARQAU_DATA: z.string().default('.data'),
  DATABASE_URL: z.url().optional(),
  /** The address at which browsers reach the portal. It decides cookie prefixes and the links in messages. */
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  HOSTNAME: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().default(3000),
  /** Answers `POST {id, to, text}`; only the demo runs without it. */
  SMS_GATEWAY_URL: z.url().optional(),
  SMS_GATEWAY_TOKEN: z.string().optional(),
  /** The mail server: `smtps://user:password@host`, or `smtp://` with STARTTLS. Without it no e-mail is sent. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, hostname: /./ }).optional(),
  /** The sender of e-mails: an address, or `Name <address>`. */
  SMTP_FROM: z
    .string()
    .regex(/^([^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be an address, or Name <address>')
    .optional(),
  /** The staff's identity provider (OpenID Connect). Without it staff cannot sign in. */
  STAFF_OIDC_ISSUER: z.url().optional(),
  STAFF_OIDC_CLIENT_ID: z.string().default('arqau'),
  STAFF_OIDC_CLIENT_SECRET: z.string().optional(),
  /** The claim that names the role: agent, supervisor, officer or administrator, alone or in a list. */
  STAFF_OIDC_ROLE_CLAIM: z.string().default('arqau_role'),
  /** The claim with the person's own IIN, so that nobody looks at themselves or at a colleague. A token may lack it. */
  STAFF_OIDC_IIN_CLAIM: z.string().default('iin'),
  /** The state service of control of access to personal data. Without it the worker asks and answers nothing there. */
  STATE_SERVICE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Sent to the state service by HTTP Basic; without them the token is sent as a bearer token. */
  STATE_SERVICE_USER: z.string().optional(),
  STATE_SERVICE_PASSWORD: z.string().optional(),
  STATE_SERVICE_TOKEN: z.string().optional(),
  /** The audience of access tokens for the machine API. When it is set, systems may use tokens of the staff's provider. */
  API_OAUTH_AUDIENCE: z.url().optional(),
  /** How many proxies stand in front; of `X-Forwarded-For`, only their entries are believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  /** Where the demo's systems listen; `demo/server.ts` sets it when it has started them. */
  DEMO_RECEIVERS_URL: z.url().default('http://127.0.0.1:3002'),
  /** Private networks to which events may also be sent, separated by commas; plain http is allowed there. */
  WEBHOOK_ALLOWED_NETWORKS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((one) => one.trim() || []))
    .pipe(z.array(network)),
  /** How long a receiver may take to answer. */
  WEBHOOK_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(60).default(20),
  /** How many requests one key of a system may make in a second, in each process. */
  API_REQUESTS_PER_SECOND: z.coerce.number().int().positive().default(10_000),
  ARQAU_WORKER: z.enum(['in-process', 'off']).default('in-process'),
})
export type Config = z.infer<typeof settingsShape> & { secrets: z.infer<typeof secretsShape> }

/**
 * Reads the settings from the environment. The demo makes its own secrets once; otherwise they must be set.
 * @throws Error with a sentence that says which setting to change.
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const settings = settingsShape.safeParse(env)
  if (!settings.success) throw new Error(`Settings: ${z.prettifyError(settings.error)}`)
  if (!settings.data.ARQAU_DEMO && !settings.data.SMS_GATEWAY_URL)
    throw new Error('Settings: set SMS_GATEWAY_URL, or ARQAU_DEMO=true to try the product out.')
  const issuer = settings.data.STAFF_OIDC_ISSUER && new URL(settings.data.STAFF_OIDC_ISSUER)
  if (issuer && issuer.protocol !== 'https:' && issuer.hostname !== 'localhost' && !settings.data.ARQAU_DEMO)
    throw new Error('Settings: STAFF_OIDC_ISSUER must be an https address.')
  if (settings.data.API_OAUTH_AUDIENCE && !issuer)
    throw new Error('Settings: API_OAUTH_AUDIENCE needs STAFF_OIDC_ISSUER, which vouches for systems.')
  if (settings.data.SMTP_URL && !settings.data.SMTP_FROM)
    throw new Error('Settings: set SMTP_FROM, the address that e-mails are from.')
  const stateService = settings.data.STATE_SERVICE_URL && new URL(settings.data.STATE_SERVICE_URL)
  if (stateService && stateService.protocol !== 'https:' && !isHere(stateService))
    throw new Error('Settings: STATE_SERVICE_URL must be an https address.')
  if (settings.data.STATE_SERVICE_USER && !settings.data.STATE_SERVICE_PASSWORD)
    throw new Error('Settings: set STATE_SERVICE_PASSWORD, which STATE_SERVICE_USER shows.')
  const secrets = secretsShape.safeParse(
    settings.data.ARQAU_DEMO ? demoSecrets(settings.data.ARQAU_DATA) : env,
  )
  if (!secrets.success) throw new Error(`Settings: ${z.prettifyError(secrets.error)}`)
  return { ...settings.data, secrets: secrets.data }
}

const isHere = ({ hostname }: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

function demoSecrets(data: string): unknown {
  const folder = resolve(/* turbopackIgnore: true */ process.cwd(), data)
  const file = join(folder, 'demo-secrets.json')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const fresh = () => randomBytes(32).toString('base64')
    const made = { ARQAU_MASTER_KEY: fresh(), ARQAU_LOOKUP_KEY: fresh(), AUTH_SECRET: fresh() }
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** A cookie's name: bound to this host and to TLS (`__Host-`, RFC 6265bis) wherever the portal is served over TLS. */
export const cookieName = (name: string): string => (servedOverTls() ? `__Host-${name}` : name)

export const servedOverTls = (): boolean => process.env.PUBLIC_URL?.startsWith('https:') ?? false
