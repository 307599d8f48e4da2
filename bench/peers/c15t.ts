import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Client } from 'pg'

/** One request of a measurement, the nth: against whichever subject the number falls on. */
export interface PeerRequest {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}
/** Another consent backend, to be measured in the same run as ours. */
export interface Peer {
  name: string
  start(): Promise<{ url: string; stop(): Promise<void> }>
  /** Asks what one of the loaded subjects consented to. */
  check(nth: number): PeerRequest
  /** Writes down that one of them decided about three categories. */
  write(nth: number): PeerRequest
}

const folder = import.meta.dirname
/** Spreads successive numbers over all subjects. */
const stride = 7919
const begun = Date.now()

/** Digits as letters that a subject's id may have. */
const idOf = (subject: number) =>
  `sub_${String(subject).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')}`
const externalIdOf = (subject: number) => `C-${subject}`

/**
 * `@c15t/backend` on a database that {@link loadC15t} filled.
 * @param url the database.
 * @param subjects how many were loaded.
 * @param variant says in the name which indexes it has.
 */
export const c15t = (url: string, subjects: number, variant: string, connections = 16): Peer => ({
  name: `@c15t/backend 2.2.1, ${variant}`,
  start: async () => {
    const child = spawn(process.execPath, ['serve.js'], {
      cwd: folder,
      env: environment(url, connections),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [port]: unknown[] = await Promise.race([
      once(createInterface(child.stdout), 'line'),
      once(child, 'exit').then(() => {
        throw new Error('@c15t/backend ended before it listened')
      }),
    ])
    return {
      url: `http://127.0.0.1:${port}`,
      stop: async () => {
        child.kill('SIGTERM')
        await once(child, 'exit')
      },
    }
  },
  check: (nth) => {
    const subject = (nth * stride) % subjects
    const query = new URLSearchParams({ externalId: externalIdOf(subject), type: 'cookie_banner' })
    return { method: 'GET', path: `/consents/check?${query}`, headers: {} }
  },
  write: (nth) => {
    const subject = (nth * stride) % subjects
    const body = {
      type: 'cookie_banner',
      subjectId: idOf(subject),
      externalSubjectId: externalIdOf(subject),
      domain: 'bank.example',
      preferences: { necessary: true, measurement: true, marketing: nth % 2 === 0 },
      // No two are of one moment: the peer takes that for a repeat and writes nothing.
      givenAt: begun - nth,
    }
    return {
      method: 'POST',
      path: '/subjects',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
  },
})

/** Whether `npm ci` was run in `bench/peers`. */
export const isInstalled = () => existsSync(`${folder}/node_modules/@c15t/backend`)

/** The indexes the peer's own migration does not make, on what its check and its write look up. */
const indexes = [
  'create index peer_consent_subject on consent ("subjectId")',
  'create index peer_subject_external on subject ("externalId")',
]

/**
 * Makes a database of the peer's own on a server, its tables by its own migration, and as many subjects in it as told,
 * each with one consent about three categories and the audit row a `POST /subjects` would have written.
 * @param server address of the server, with a user who may make databases.
 */
export async function loadC15t(
  server: string,
  subjects: number,
  options: { indexed: boolean },
): Promise<string> {
  const name = `peer_c15t_${options.indexed ? 'indexed' : 'as_it_comes'}_${subjects}`
  await onDatabase(atDatabase(server, 'postgres'), async (client) => {
    await client.query(`drop database if exists ${name}`)
    await client.query(`create database ${name}`)
  })
  const url = atDatabase(server, name)
  await migrate(url)
  await onDatabase(url, async (client) => {
    for (const statement of [...fill(subjects), ...(options.indexed ? indexes : []), 'analyze'])
      await client.query(statement)
  })
  return url
}

const letters = `'sub_' || translate(i::text, '0123456789', 'abcdefghij')`

const fill = (subjects: number): string[] => [
  `insert into domain (id, name, "createdAt", "updatedAt") values ('dom_1', 'bank.example', now(), now())`,
  `insert into "consentPolicy" (id, version, type, "effectiveDate", "isActive", "createdAt")
   values ('pol_1', '1.0.0', 'cookie_banner', now(), true, now())`,
  `insert into "consentPurpose" (id, code, "createdAt", "updatedAt")
   select 'pur_' || code, code, now(), now() from unnest(array['necessary', 'measurement', 'marketing']) code`,
  `insert into subject (id, "externalId", "identityProvider", "createdAt", "updatedAt")
   select ${letters}, 'C-' || i, 'external', now(), now() from generate_series(0, ${subjects - 1}) i`,
  `insert into consent (id, "subjectId", "domainId", "policyId", "purposeIds", "givenAt", jurisdiction)
   select 'cns_' || i, ${letters}, 'dom_1', 'pol_1',
     '{"json":["pur_necessary","pur_measurement","pur_marketing"]}', now() - interval '30 days', 'NONE'
   from generate_series(0, ${subjects - 1}) i`,
  `insert into "auditLog" (id, "entityType", "entityId", "actionType", "subjectId", "createdAt")
   select 'log_' || i, 'consent', 'cns_' || i, 'consent_given', ${letters}, now() - interval '30 days'
   from generate_series(0, ${subjects - 1}) i`,
]
async function migrate(url: string): Promise<void> {
  const child = spawn(process.execPath, ['serve.js', 'migrate'], {
    cwd: folder,
    env: environment(url, 1),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code]: unknown[] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the migration of @c15t/backend ended with ${code}`)
}

const environment = (url: string, connections: number): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  PEER_DATABASE_URL: url,
  PEER_CONNECTIONS: String(connections),
})

async function onDatabase(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function atDatabase(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
