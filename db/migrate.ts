import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'

export const migrationsFolder = join(/* turbopackIgnore: true */ process.cwd(), 'db/migrations')

/**
 * Applies the migrations to a Postgres server. Several processes may do it at once: one applies them while the others wait.
 * Row-level policies bind the owner too, so a migration that would see some rows alone is an error instead.
 * @param url of the account that owns the tables; nothing else is done as that account.
 */
export async function migrateServer(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // The statement on a broken connection fails. Without a listener its `error` event ends the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query("set row_security = off; select pg_advisory_lock(hashtext('arqau migrations'))")
    await migrate(drizzle(client), { migrationsFolder })
  } finally {
    await client.end()
  }
}
