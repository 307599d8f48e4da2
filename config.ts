import { createSecretKey, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type Env, readSecretFiles } from './config-files.ts'
import { hasNoPassword, type Rule, scannerAddress, secretRules, settingRules } from './config-rules.ts'

const keyForm = '32 bytes in base64, as `openssl rand -base64 32` makes them'
const key = z
  .base64()
  .transform((value) => Buffer.from(value, 'base64'))
  .refine((value) => value.length === 32)
  .transform((value) => createSecretKey(value))
  .describe(keyForm)
export const secretsShape = z.object({
  ARQAU_MASTER_KEY: key,
  ARQAU_LOOKUP_KEY: key,
  AUTH_SECRET: z.string().min(32).describe('32 characters or more'),
  /** Of each a second one, while one is exchanged for another: it reads, and writes nothing. */
  ARQAU_MASTER_KEY_OTHER: key.optional().describe(keyForm),
  ARQAU_LOOKUP_KEY_OTHER: key.optional().describe(keyForm),
  AUTH_SECRET_OTHER: z.string().min(32).optional().describe('32 characters or more'),
})

const networks = z
  .string()
  .default('')
  .transform((list) => list.split(',').flatMap((one) => one.trim() || []))
  .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
  .refine((list) => !list.some((one) => one.endsWith('/0')))
  .describe('networks such as 10.20.0.0/16, with commas between, and not every address')
const web = z.url({ protocol: /^https?$/, hostname: /./ })
const gateway = web
  .refine((address) => hasNoPassword(new URL(address)))
  .optional()
  .describe('an https address without a name or password in it')

/** The settings but for the secrets. What a description says follows "must be" in the sentence about a fault. */
export const settingsShape = z.object({
  ARQAU_DEMO: z.stringbool().default(false).describe('true or false'),
  /** Where the embedded database and the demo's secrets live. */
  ARQAU_DATA: z.string().min(1).default('.data').describe('the path of a folder'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('an address such as postgresql://portal_login:…@db.internal/arqau?sslmode=verify-full'),
  /** The account that owns the tables and migrates; DATABASE_URL, which runs the portal, owns nothing. */
  MIGRATION_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('an address such as postgresql://portal_owner:…@db.internal/arqau?sslmode=verify-full'),
  /** The address at which browsers reach the portal. It decides cookie prefixes and the links in messages. */
  PUBLIC_URL: web
    .transform((address) => new URL(address))
    .refine((url) => hasNoPassword(url) && url.href === `${url.origin}/`)
    .transform((url) => url.origin)
    .default('http://localhost:3000')
    .describe('an address without a path, such as https://privacy.bank.example'),
  HOSTNAME: z.string().min(1).default('127.0.0.1').describe('an address of this machine'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000).describe('a port, 1 to 65535'),
  /** Answers `POST {id, to, text}`; only the demo runs without it. */
  SMS_GATEWAY_URL: gateway,
  SMS_GATEWAY_TOKEN: z.string().optional(),
  /** The mail server: `smtps://user:password@host`, or `smtp://` with STARTTLS. Without it no e-mail is sent. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, hostname: /./ })
    .optional()
    .describe('an address such as smtps://user:…@mail.bank.example'),
  /** The sender of e-mails: an address, or `Name <address>`. */
  SMTP_FROM: z
    .string()
    .regex(/^([^<>@\p{Cc}]*<[^\s<>@,:;()[\]"\\]+@[\p{L}\p{N}.-]+>|[^\s<>@,:;()[\]"\\]+@[\p{L}\p{N}.-]+)$/u)
    .optional()
    .describe('an address, or Name <address>'),
  /** The staff's identity provider (OpenID Connect). Without it staff cannot sign in. */
  STAFF_OIDC_ISSUER: gateway,
  STAFF_OIDC_CLIENT_ID: z.string().default('arqau'),
  STAFF_OIDC_CLIENT_SECRET: z.string().optional(),
  /** The claim that names the role: agent, supervisor, officer or administrator, alone or in a list. */
  STAFF_OIDC_ROLE_CLAIM: z.string().default('arqau_role'),
  /** The claim with the person's own IIN, so that nobody looks at themselves or at a colleague. A token may lack it. */
  STAFF_OIDC_IIN_CLAIM: z.string().default('iin'),
  /** The state service of control of access to personal data. Without it the worker asks and answers nothing there. */
  STATE_SERVICE_URL: gateway,
  /** Sent to the state service by HTTP Basic; without them the token is sent as a bearer token. */
  STATE_SERVICE_USER: z.string().optional(),
  STATE_SERVICE_PASSWORD: z.string().optional(),
  STATE_SERVICE_TOKEN: z.string().optional(),
  /** Where clamd reads the files of complaints before anybody opens them. Without it they are opened unscanned. */
  SCANNER_URL: z
    .string()
    .transform((text, context) => {
      const address = scannerAddress(text)
      if (!address) context.addIssue({ code: 'custom' })
      return address ?? z.NEVER
    })
    .optional()
    .describe('an address such as tcp://10.20.0.9:3310 or unix:/run/clamav/clamd.ctl'),
  /** Private networks in which the SMS gateway, the state service, the scanner and the database may be spoken to without TLS. */
  GATEWAY_ALLOWED_NETWORKS: networks,
  /** The audience of access tokens for the machine API. When it is set, systems may use tokens of the staff's provider. */
  API_OAUTH_AUDIENCE: z.url().optional().describe('an address such as https://privacy.bank.example/api/v1'),
  /** How many proxies stand in front; of `X-Forwarded-For`, only their entries are believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0).describe('a count of proxies'),
  /** Where the demo's systems listen; `demo/server.ts` sets it when it has started them. */
  DEMO_RECEIVERS_URL: z.url().default('http://127.0.0.1:3002').describe('an address'),
  /** Private networks to which events may also be sent, separated by commas; plain http is allowed there. */
  WEBHOOK_ALLOWED_NETWORKS: networks,
  /** How long a receiver may take to answer. */
  WEBHOOK_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(60).default(20).describe('seconds, 1 to 60'),
  /** How long a customer's copy waits for the records of the bank's systems before it is made without them. */
  COPY_WAIT_MINUTES: z.coerce.number().int().min(0).max(1440).default(10).describe('minutes, 0 to 1440'),
  /** How many requests one key of a system may make in a second, in each process. */
  API_REQUESTS_PER_SECOND: z.coerce
    .number()
    .int()
    .positive()
    .default(10_000)
    .describe('a count of requests, 1 or more'),
  /** Whether /about lists what the policy does not say; staff always see it. */
  SHOW_ASSUMPTIONS: z.stringbool().default(false).describe('true or false'),
  ARQAU_WORKER: z.enum(['in-process', 'off']).default('in-process').describe('in-process or off'),
})
type Settings = z.infer<typeof settingsShape>
type Secrets = z.infer<typeof secretsShape>
export type Config = Settings & { secrets: Secrets }

/**
 * Reads the settings from the environment, the secret ones also from files. The demo makes its own secrets once;
 * otherwise they must be set. All rules hold unless `NODE_ENV` is `development` or `test`: there `PUBLIC_URL` and the
 * keys are the developer's own matter.
 * @throws SettingsRefused with a sentence for each fault.
 */
export function loadConfig(given: Env = process.env): Config {
  const { env, faults } = readSecretFiles(given)
  const settings = takeSettings(env)
  const wrong = new Set([...settings.wrong, ...faults.keys()])
  const isEarnest = given.NODE_ENV !== 'development' && given.NODE_ENV !== 'test'
  const told = [
    ...faults.values(),
    ...sentences(settingsShape, settings.wrong),
    ...broken(settingRules(settings.taken, env, isEarnest), wrong),
  ]
  const { ARQAU_DEMO: isDemo, ARQAU_DATA } = settings.taken
  if ((isDemo || wrong.has('ARQAU_DEMO')) && told.length > 0) throw new SettingsRefused(told)
  const secrets = secretsShape.safeParse(isDemo ? demoSecrets(ARQAU_DATA) : env)
  const poor = secrets.success ? [] : namesIn(secrets.error)
  told.push(
    ...sentences(
      secretsShape,
      poor.filter((name) => !wrong.has(name)),
    ),
  )
  if (isEarnest && !isDemo) told.push(...broken(secretRules(env), new Set([...wrong, ...poor])))
  if (told.length > 0 || !secrets.success) throw new SettingsRefused(told)
  return { ...settings.taken, secrets: secrets.data }
}

/** What cannot be meant, a sentence each; none repeats a value. */
export class SettingsRefused extends Error {
  override name = 'SettingsRefused'
  readonly isForOperators = true
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(['These settings cannot be meant:', ...faults].join('\n- '))
    this.faults = faults
  }
}

/** Takes what can be taken. A wrong setting counts as one that is not set, so that rules about others can be asked. */
function takeSettings(env: Env): { taken: Settings; wrong: string[] } {
  const parsed = settingsShape.safeParse(env)
  if (parsed.success) return { taken: parsed.data, wrong: [] }
  const wrong = namesIn(parsed.error)
  const rest = Object.entries(env).filter(([name]) => !wrong.includes(name))
  return { taken: settingsShape.parse(Object.fromEntries(rest)), wrong }
}

const namesIn = ({ issues }: z.ZodError) => [...new Set(issues.map(({ path }) => String(path[0])))]

const sentences = ({ shape }: { shape: Record<string, z.ZodType> }, names: string[]) =>
  names.map((name) => `${name} must be ${shape[name]?.description ?? 'set'}.`)

const broken = (rules: Rule[], wrong: Set<string>) =>
  rules.flatMap(({ about, isBroken, sentence }) =>
    isBroken && !about.some((name) => wrong.has(name)) ? sentence : [],
  )

/** @throws SettingsRefused when what was kept cannot be read. */
function demoSecrets(data: string): unknown {
  const folder = resolve(/* turbopackIgnore: true */ process.cwd(), data)
  const file = join(folder, 'demo-secrets.json')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const fresh = () => randomBytes(32).toString('base64')
    const made = { ARQAU_MASTER_KEY: fresh(), ARQAU_LOOKUP_KEY: fresh(), AUTH_SECRET: fresh() }
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new SettingsRefused(['ARQAU_DATA must be a folder whose demo-secrets.json, if any, can be read.'])
  }
}

/** Of a kind of secret the one that writes, and the other one that reads too, if there is one. */
export const both = <Secret>(first: Secret, other: Secret | undefined): [Secret, ...Secret[]] =>
  other === undefined ? [first] : [first, other]

/** The secrets of cookies: the first seals them, all of them open them. */
export const authSecrets = ({ secrets: { AUTH_SECRET, AUTH_SECRET_OTHER } }: Config): [string, ...string[]] =>
  both(AUTH_SECRET, AUTH_SECRET_OTHER)

/** A cookie's name: bound to this host and to TLS (`__Host-`, RFC 6265bis) wherever the portal is served over TLS. */
export const cookieName = (name: string): string => (servedOverTls() ? `__Host-${name}` : name)

export const servedOverTls = (): boolean => URL.parse(process.env.PUBLIC_URL ?? '')?.protocol === 'https:'
