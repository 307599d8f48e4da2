import { c15tInstance } from '@c15t/backend'
import { kyselyAdapter } from '@c15t/backend/db/adapters/kysely'
import { migrator } from '@c15t/backend/db/migrator'
import { DB } from '@c15t/backend/db/schema'
import { serve } from '@hono/node-server'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'

/**
 * Serves @c15t/backend as its documentation says: its Kysely adapter, its handler on Node's HTTP.
 * `node serve.js migrate` makes its tables instead and ends.
 */
const pool = new Pool({
  connectionString: process.env.PEER_DATABASE_URL,
  max: Number(process.env.PEER_CONNECTIONS),
})
const adapter = kyselyAdapter({
  db: new Kysely({ dialect: new PostgresDialect({ pool }) }),
  provider: 'postgresql',
})

if (process.argv[2] === 'migrate') {
  await (await migrator({ db: DB.client(adapter), schema: 'latest' })).execute()
  await pool.end()
} else {
  const c15t = c15tInstance({ adapter, trustedOrigins: ['https://bank.example'], logger: { level: 'error' } })
  serve({ fetch: c15t.handler, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(port))
  process.once('SIGTERM', () => process.exit(0))
}
