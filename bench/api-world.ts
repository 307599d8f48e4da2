import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { catalogue } from '#catalogue/load.ts'
import { openDatabase } from '#db/client.ts'
import { systemKeys, systems } from '#db/schema/systems.ts'
import { noBrowser } from '#domain/context.ts'
import { localKeys, localMaster, newKey } from '#domain/crypto.ts'
import { scopes } from '#domain/permissions.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { newKeyText } from '#domain/systems/key.ts'
import { fillCustomers, referenceOf } from '#domain/testing/many-customers.ts'
import { type RunningServer, startServer } from '../scripts/start-server.ts'
import type { Asking } from './api-load.ts'

/** A loaded database with the two servers that ask it, each in a process of its own. */
export interface ApiWorld {
  customers: number
  portal: RunningServer
  floor: RunningServer
  /** The headers that carry the system's key. */
  headers: Record<string, string>
  askings: Askings
  /** Transactions the database has committed. */
  commits(): Promise<number>
  stop(): Promise<void>
}

/** Requests, made for whom it concerns by chance. */
export interface Askings {
  floorCheck(count: number): Promise<Asking[]>
  check(count: number, pairs: number): Promise<Asking[]>
  floorWrite(count: number): Promise<Asking[]>
  /** Withdrawals, each of a yes that no request before was about. */
  decide(count: number): Promise<Asking[]>
}

const secret = () => randomBytes(32).toString('base64')

export async function makeWorld(server: string, customers: number, now: Date): Promise<ApiWorld> {
  const name = `api_${customers}`
  const admin = new Client({ connectionString: `${server}/postgres` })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = `${server}/${name}`
  const headers = await prepare(url, customers, now)
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(floorTables)
  const settings = {
    DATABASE_URL: url,
    ARQAU_MASTER_KEY: secret(),
    ARQAU_LOOKUP_KEY: secret(),
    AUTH_SECRET: secret(),
    SMS_GATEWAY_URL: 'http://127.0.0.1:9',
    API_REQUESTS_PER_SECOND: '1000000',
    ARQAU_WORKER: 'off',
  }
  const portal = await startServer('server.ts', '/healthz', settings)
  const floor = await startServer('bench/api-floor.ts', '/', { DATABASE_URL: url })
  return {
    customers,
    portal,
    floor,
    headers,
    askings: askingsOf(client, customers),
    commits: async () => {
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

/** Migrates, publishes the policy, fills, and issues a key. */
async function prepare(url: string, customers: number, now: Date): Promise<Record<string, string>> {
  const { db, close } = await openDatabase({ url })
  const keys = localKeys(localMaster('bench', newKey()), newKey())
  const worker = { kind: 'worker' } as const
  const common = { subject: null, locale: 'kk', requestId: 'bench', browser: noBrowser } as const
  await publishPolicy({ ...common, actor: worker, now, db, keys }, catalogue())
  await fillCustomers(url, { count: customers, now, wrapped: await keys.master.wrap(newKey()) })
  const { id, secretHash, text } = newKeyText()
  const system = { id: 'bench', name: { kk: 'Өлшеуіш', ru: 'Измеритель', en: 'Bench' }, createdAt: now }
  await db.insert(systems).values(system)
  const expiresAt = new Date(Date.now() + 24 * 60 * 60 * 1000)
  const key = { id, systemId: 'bench', secretHash, scopes, slot: 1, createdAt: now, expiresAt }
  await db.insert(systemKeys).values(key)
  await close()
  return { authorization: `Bearer ${text}` }
}

/** What the floor writes: a state, an event and an outbox row, with one key each and no other promise. */
const floorTables = `
  create table floor_states (customer_id uuid, consent text, outcome text, at timestamptz, primary key (customer_id, consent, at));
  create table floor_events (id uuid primary key, customer_id uuid, consent text, at timestamptz);
  create table floor_outbox (id uuid primary key, customer_id uuid, consent text, at timestamptz)`

function askingsOf(client: Client, customers: number): Askings {
  const anyone = () => 1 + Math.floor(Math.random() * customers)
  const consents = catalogue().consents.consents.map(({ id }) => id)
  const any = () => consents[Math.floor(Math.random() * 12)] ?? ''
  const pair = () => ({ customer: referenceOf(anyone()), consent: any() })
  /** From the newest customers down, so that no round asks about the last one's again. */
  let decided = customers
  const idsOf = async (references: string[]): Promise<string[]> => {
    const { rows } = await client.query('select id from customers where reference = any($1)', [references])
    return rows.map(({ id }) => id)
  }
  const some = (count: number) => Array.from({ length: count }, () => referenceOf(anyone()))
  return {
    floorCheck: async (count) =>
      (await idsOf(some(count))).map((customer) => ({ path: '/check', body: { customer, consent: any() } })),
    check: async (count, pairs) =>
      Array.from({ length: count }, () => ({
        path: '/api/v1/consents/check',
        body: { pairs: Array.from({ length: pairs }, pair) },
      })),
    floorWrite: async (count) =>
      (await idsOf(some(count))).map((customer) => ({
        path: '/decide',
        body: { customer, consent: any(), outcome: 'withdrawn' },
      })),
    decide: async (count) => {
      const { rows } = await client.query<{ reference: string; consent: string; id: string }>(givenRows, [
        referenceOf(decided),
        count,
      ])
      const lowest = rows.at(-1)?.reference ?? ''
      decided = Number(lowest.slice(2)) - 1
      return rows
        .map((row) => ({ row, at: Math.random() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ row: { reference, consent, id } }) => ({
          path: `/api/v1/customers/${reference}/decisions`,
          body: { consent, outcome: 'withdrawn', previousId: id, channel: 'app', locale: 'kk' },
        }))
    },
  }
}

const givenRows = `
  select c.reference, d.consent, d.id from customers c
  join consent_decisions d on d.customer_id = c.id and d.outcome = 'given' and d.consent <> 'credit-bureau'
  where c.reference <= $1 order by c.reference desc limit $2`
