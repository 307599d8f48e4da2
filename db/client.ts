import { join } from 'node:path'
import { types } from '@electric-sql/pglite'
import { drizzle as drizzleNode } from 'drizzle-orm/node-postgres'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { openFolder } from './embedded-folder.ts'
import { type Listen, listenEmbedded, listenOnServer } from './listen.ts'
import { lockFolder } from './lock.ts'
import { migrateEmbedded } from './migrate.ts'
import { keepPlans } from './plans.ts'
import { poolOf } from './pool-of.ts'
import { runtimeRole, systemRole } from './schema/roles.ts'

export type Db = PgDatabase<PgQueryResultHKT>
/** The open transaction a verb works in. It cannot begin another one. */
export type Tx = Omit<Db, 'transaction'>
export interface Database {
  db: Db
  /** For the machine API: on a server these connections have the role `arqau_system` from the moment they connect. */
  feeds: Db
  engine: 'embedded' | 'server'
  listen: Listen
  /**
   * Asks the database for a sign of life, on a connection of its own, so that a busy pool is not taken for a lost server.
   * @throws Error when it cannot be reached.
   */
  reach(): Promise<unknown>
  close(): Promise<void>
}

/** Whether a database is on a server: there many sessions share it, and limits of a session can be set. */
export const isServer = (db: Db): boolean => poolOf(db) !== null

/**
 * Opens the database: a Postgres server when `url` is given, which `prepareServer` has found ready; else the embedded
 * engine in `folder`, which one process may hold at a time, and applies its migrations.
 * @throws FolderInUse when another process holds the folder.
 */
export const openDatabase = async (where: { url: string } | { folder: string }): Promise<Database> =>
  'url' in where ? openServer(where.url) : openEmbedded(where.folder)

/** Writes bytes as hex in one step; the engine's own serializer takes seconds for an attachment. */
export const embeddedOptions = {
  parsers: { [types.BYTEA]: (hex: string) => Buffer.from(hex.slice(2), 'hex') },
  serializers: { [types.BYTEA]: (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}` },
}

/** Connections are pipelined: statements of a transaction that do not wait for each other share one round trip. */
function openServer(url: string): Database {
  const pool = openPool({ connectionString: url })
  const feeds = openPool({ connectionString: url, ...alwaysSystem })
  const probe = openPool({ connectionString: url, max: 1, ...probing })
  const { listen, close: endListening } = listenOnServer(url)
  return {
    db: drizzleNode(pool),
    feeds: Object.assign(drizzleNode(feeds), { fixedRole: systemRole.name }),
    engine: 'server',
    listen,
    reach: () => probe.query('select 1'),
    close: async () => {
      await endListening()
      await Promise.all([pool.end(), feeds.end(), probe.end()])
    },
  }
}

/** In milliseconds. A query that gets no answer ends its connection, and the next probe makes another. */
const probing = { connectionTimeoutMillis: 2000, query_timeout: 2000, idleTimeoutMillis: 30_000 }

function openPool(config: PoolConfig): Pool {
  const pool = new Pool({ max: 16, pipeline: true, connectionTimeoutMillis: 10_000, ...config })
  pool.on('connect', keepPlans)
  // The query on a broken connection fails and the pool drops it. Without a listener its `error` event ends the process.
  const heard = () => {}
  pool.on('connect', (client) => client.on('error', heard))
  pool.on('error', heard)
  return pool
}

/**
 * Connections that have the systems' role from the start, and keep one plan for a statement whether it asks about one
 * pair or a thousand. A pooler may drop these start options, so every connection is checked before it is used.
 */
const alwaysSystem = {
  options: `-c role=${systemRole.name} -c plan_cache_mode=force_generic_plan`,
  verify: (client: PoolClient, done: (error?: Error) => void) => {
    client.query('select current_user as role').then(({ rows: [row] }) => {
      if (row.role === systemRole.name) return done()
      done(new Error(`a connection for the machine API is ${row.role}, not ${systemRole.name}`))
    }, done)
  },
}

/**
 * The embedded engine knows one account, a superuser. Once it has migrated, it acts as the role that logins of a server
 * are members of, so that a transaction that leaves its role has no rights there either.
 */
export const asRuntime = `set session authorization ${runtimeRole.name}`

async function openEmbedded(folder: string): Promise<Database> {
  const unlock = lockFolder(folder)
  try {
    const client = await openFolder(join(folder, 'db'), embeddedOptions)
    await migrateEmbedded(client)
    await client.exec(asRuntime)
    const db = drizzlePglite(client)
    return {
      db,
      feeds: db,
      engine: 'embedded',
      listen: listenEmbedded(client),
      reach: async () => {
        if (client.closed) throw new Error('the embedded database is closed')
      },
      close: async () => {
        await client.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}
