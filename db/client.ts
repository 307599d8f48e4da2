import { join } from 'node:path'
import { PGlite, types } from '@electric-sql/pglite'
import { drizzle as drizzleNode } from 'drizzle-orm/node-postgres'
import { migrate as migrateNode } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { Pool } from 'pg'
import { type Listen, listenEmbedded, listenOnServer } from './listen.ts'
import { lockFolder } from './lock.ts'
import { keepPlans } from './plans.ts'

export type Db = PgDatabase<PgQueryResultHKT>
/** What a verb has of the database: never the means to begin another transaction. */
export type Tx = Omit<Db, 'transaction'>
export interface Database {
  db: Db
  engine: 'embedded' | 'server'
  listen: Listen
  close(): Promise<void>
}

const migrationsFolder = join(/* turbopackIgnore: true */ process.cwd(), 'db/migrations')

/**
 * Opens the database and applies its migrations: a Postgres server when `url` is given, else the embedded
 * engine in `folder`, which one process may hold at a time.
 * @throws FolderInUse when another process holds the folder.
 */
export const openDatabase = (where: { url: string } | { folder: string }): Promise<Database> =>
  'url' in where ? openServer(where.url) : openEmbedded(where.folder)

/** Bytes as hex in one step: the engine's own way takes seconds for an attachment. */
export const embeddedOptions = {
  parsers: { [types.BYTEA]: (hex: string) => Buffer.from(hex.slice(2), 'hex') },
  serializers: { [types.BYTEA]: (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}` },
}

/** A transaction's independent statements go out together and share one way to the server and back. */
async function openServer(url: string): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: 16, pipeline: true, connectionTimeoutMillis: 10_000 })
  pool.on('connect', keepPlans)
  // A connection that breaks fails what was asked on it, and the pool drops it; unheard, its event would end the process.
  const heard = () => {}
  pool.on('connect', (client) => client.on('error', heard))
  pool.on('error', heard)
  await migrateAlone(pool)
  const { listen, close: endListening } = listenOnServer(url)
  const close = async () => {
    await endListening()
    await pool.end()
  }
  return { db: drizzleNode(pool), engine: 'server', listen, close }
}

/** Any number of processes may start at once: the others wait until one has applied the migrations. */
async function migrateAlone(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('arqau migrations'))")
    await migrateNode(drizzleNode(client), { migrationsFolder })
    await client.query("select pg_advisory_unlock(hashtext('arqau migrations'))")
  } finally {
    client.release()
  }
}

async function openEmbedded(folder: string): Promise<Database> {
  const unlock = lockFolder(folder)
  try {
    const client = await PGlite.create(join(folder, 'db'), embeddedOptions)
    const db = drizzlePglite(client)
    await migratePglite(db, { migrationsFolder })
    return {
      db,
      engine: 'embedded',
      listen: listenEmbedded(client),
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
