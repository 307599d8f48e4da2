import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { loadConfig } from '#config'
import { openDatabase } from '#db/client.ts'
import { migrateServer } from '#db/migrate.ts'
import { systemKeys, systems } from '#db/schema/systems.ts'
import { noBrowser } from '#domain/context.ts'
import { keyRing, newKey } from '#domain/crypto.ts'
import { scopes } from '#domain/permissions.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { newKeyText } from '#domain/systems/key.ts'
import { catalogue } from '#policy/load.ts'
import { createDatabase } from '#testing/databases.ts'
import { fillCustomers, referenceOf } from '#testing/many-customers.ts'
import { bankSettings } from '#testing/settings.ts'
import { type RunningServer, startServer } from '#testing/start-server.ts'
import type { BenchRequest } from './load.ts'

/** A loaded database and the two servers that use it, each in a process of its own. */
export interface ApiWorld {
  customers: number
  portal: RunningServer
  floor: RunningServer
  /** The headers that carry the system's key. */
  headers: Record<string, string>
  askings: Askings
  /** Transactions the database has committed, after every connection has reported its own. */
  commits(): Promise<number>
  stop(): Promise<void>
}

/** Makes requests about randomly chosen customers. */
export interface Askings {
  floorCheck(count: number): Promise<BenchRequest[]>
  check(count: number, pairs: number): BenchRequest[]
  floorSmall(count: number): Promise<BenchRequest[]>
  /** Withdrawals, each of a consent that no request before has withdrawn. */
  floorRows(count: number): Promise<BenchRequest[]>
  decide(count: number): Promise<BenchRequest[]>
}

/** An idle Postgres connection adds its counts to the statistics after ten seconds. */
const tellsWithinMs = 11_000
const floorServer = fileURLToPath(new URL('./floor.ts', import.meta.url))
/** The server's own keys: it would not start on what others have filled. */
const { secrets } = loadConfig(bankSettings)
const keys = keyRing({ masters: [secrets.ARQAU_MASTER_KEY], lookups: [secrets.ARQAU_LOOKUP_KEY] })

export async function makeWorld(server: string, customers: number, now: Date): Promise<ApiWorld> {
  const { admin: url, owner, portal: portalUrl } = await createDatabase(server, { name: `api_${customers}` })
  await migrateServer(owner)
  const headers = await prepare(url, customers, now)
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(floorTables)
  await client.query(warming)
  const settings = {
    ...bankSettings,
    DATABASE_URL: portalUrl,
    API_REQUESTS_PER_SECOND: '1000000',
    ARQAU_WORKER: 'off',
  }
  const portal = await startServer('server.ts', '/healthz', settings)
  const floor = await startServer(floorServer, '/', { DATABASE_URL: url })
  return {
    customers,
    portal,
    floor,
    headers,
    askings: askingsOf(client, customers),
    commits: async () => {
      await pause(tellsWithinMs)
      await client.query('select pg_stat_clear_snapshot()')
      const { rows } = await client.query(
        'select xact_commit::float8 as commits from pg_stat_database where datname = current_database()',
      )
      return rows[0].commits
    },
    stop: async () => {
      await Promise.all([portal.stop(), floor.stop()])
      await client.end()
    },
  }
}

/** Publishes the policy, fills, and issues a key. */
async function prepare(url: string, customers: number, now: Date): Promise<Record<string, string>> {
  const { db, close } = await openDatabase({ url })
  const worker = { kind: 'worker' } as const
  const common = { subject: null, locale: 'kk', requestId: 'bench', browser: noBrowser } as const
  await publishPolicy({ ...common, actor: worker, now, db, keys }, catalogue())
  await fillCustomers(url, { count: customers, now, wrapped: await keys.master.wrap(newKey()) })
  const { id, secretHash, text } = newKeyText()
  const system = { id: 'bench', name: { kk: 'Өлшеуіш', ru: 'Измеритель', en: 'Bench' }, createdAt: now }
  await db.insert(systems).values(system)
  const expiresAt = new Date(Date.now() + 24 * 60 * 60 * 1000)
  const key = { id, systemId: 'bench', secretHash, scopes: [...scopes], slot: 1, createdAt: now, expiresAt }
  await db.insert(systemKeys).values(key)
  await close()
  return { authorization: `Bearer ${text}` }
}

/**
 * What the floor writes: the rows of a decision, into tables with the same columns, keys and indexes as ours but
 * without row-level policies; and three small rows with one key each.
 */
const floorTables = `
  create table floor_decisions (like consent_decisions including all);
  alter table floor_decisions add foreign key (customer_id) references customers;
  alter table floor_decisions add foreign key (customer_id, previous_id) references consent_decisions (customer_id, id);
  create table floor_audit (like audit_log including all);
  create table floor_events (like events including all);
  create table floor_states (customer_id uuid, consent text, outcome text, at timestamptz, primary key (customer_id, consent, at));
  create table floor_small_events (id uuid primary key, customer_id uuid, consent text, at timestamptz);
  create table floor_outbox (id uuid primary key, customer_id uuid, consent text, at timestamptz)`

/** Reads the data into Postgres' memory, where it would be after a while in use. */
const warming = `
  create extension pg_prewarm;
  select pg_prewarm(indexrelid) from pg_index where indrelid in ('customers'::regclass, 'consent_decisions'::regclass);
  select pg_prewarm('customers'), pg_prewarm('consent_decisions')`

/** A customer's nth given consent: its first decision, which stays in the chain. */
const givenRows = `
  select asked.reference, c.id as customer, d.consent, d.id
  from unnest($1::text[], $2::int[]) as asked (reference, lap)
  join customers c on c.reference = asked.reference
  cross join lateral (
    select consent, id from consent_decisions
    where customer_id = c.id and position = 1 and outcome = 'given' and consent <> 'credit-bureau'
    order by consent offset asked.lap limit 1) as d`

interface Given {
  reference: string
  customer: string
  consent: string
  id: string
}

function askingsOf(client: Client, customers: number): Askings {
  const anyone = () => 1 + Math.floor(Math.random() * customers)
  const consents = catalogue().consents.consents.map(({ id }) => id)
  const any = () => consents[Math.floor(Math.random() * 12)] ?? ''
  const pair = () => ({ customer: referenceOf(anyone()), consent: any() })
  const some = async (count: number): Promise<string[]> => {
    const references = Array.from({ length: count }, () => referenceOf(anyone()))
    const { rows } = await client.query('select id from customers where reference = any($1)', [references])
    return rows.map(({ id }) => id)
  }
  const [ours, theirs] = [drawn(client, customers), drawn(client, customers)]
  return {
    floorCheck: async (count) =>
      (await some(count)).map((customer) => ({ path: '/check', body: { customer, consent: any() } })),
    check: (count, pairs) =>
      Array.from({ length: count }, () => ({
        path: '/api/v1/consents/check',
        body: { pairs: Array.from({ length: pairs }, pair) },
      })),
    floorSmall: async (count) =>
      (await some(count)).map((customer) => ({
        path: '/small',
        body: { customer, consent: any(), outcome: 'withdrawn' },
      })),
    floorRows: async (count) =>
      (await theirs(count)).map(({ customer, consent, id: previousId }) => ({
        path: '/rows',
        body: { id: randomUUID(), customer, consent, outcome: 'withdrawn', previousId, channel: 'app' },
      })),
    decide: async (count) =>
      (await ours(count)).map(({ reference, consent, id: previousId }) => ({
        path: `/api/v1/customers/${reference}/decisions`,
        body: { consent, outcome: 'withdrawn', previousId, channel: 'app', locale: 'kk' },
      })),
  }
}

/** Draws customers at random. Each comes once before any comes again, then with the next consent. */
function drawn(client: Client, customers: number): (count: number) => Promise<Given[]> {
  const order = Array.from({ length: customers }, (_, at) => ({ at: Math.random(), nth: at + 1 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ nth }) => referenceOf(nth))
  let next = 0
  return async (count) => {
    const places = Array.from({ length: count }, () => next++)
    const { rows } = await client.query<Given>(givenRows, [
      places.map((place) => order[place % customers]),
      places.map((place) => Math.floor(place / customers)),
    ])
    return rows
  }
}
