import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { Client } from 'pg'

const migrationsFolder = join(/* turbopackIgnore: true */ process.cwd(), 'db/migrations')

/** When the newest migration of this release was made, in milliseconds since 1970. */
export const newestMigration = (folder = migrationsFolder): number =>
  Math.max(...readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis }) => folderMillis))

/**
 * Applies the migrations to a Postgres server. Several processes may do it at once: one applies them while the others wait.
 * Row-level policies bind the owner too, who would see no row to change and no row that a new foreign key refers to: they
 * do not while migrations are applied. What would be hidden even then is an error.
 * @param url of the account that owns the tables; nothing else is done as that account.
 * @param folder for tests.
 */
export async function migrateServer(url: string, folder = migrationsFolder): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // The statement on a broken connection fails. Without a listener its `error` event ends the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query("set row_security = off; select pg_advisory_lock(hashtext('arqau migrations'))")
    if ((await appliedUpTo(client)) < newestMigration(folder)) {
      await client.query(bindOwner(false))
      await migrate(drizzle(client), { migrationsFolder: folder })
    }
  } finally {
    await client.query(`${bindOwner(true)}; ${tellDistinct}`).finally(() => client.end())
  }
}

/** Applies the migrations to the embedded engine, whose one account is a superuser, whom no policy binds. */
export async function migrateEmbedded(client: PGlite): Promise<void> {
  await migratePglite(drizzlePglite(client), { migrationsFolder })
  await client.exec(`${bindOwner(true)}; ${tellDistinct}`)
}

async function appliedUpTo(client: Client): Promise<number> {
  const { rows } = await client.query("select to_regclass('drizzle.__drizzle_migrations') is not null as any")
  if (!rows[0].any) return 0
  const applied = await client.query('select max(created_at)::float8 as at from drizzle.__drizzle_migrations')
  return applied.rows[0].at ?? 0
}

/** Whether policies bind the owner of the tables that have any. It touches none that is as it should be. */
const bindOwner = (isBound: boolean) => `do $$
declare
  owned regclass;
begin
  for owned in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and relrowsecurity and relforcerowsecurity <> ${isBound} order by oid
  loop
    execute format('alter table %s ${isBound ? '' : 'no '}force row level security', owned);
  end loop;
end $$`

/**
 * Tells the planner that hardly two customers share a number: it samples no hash (migration 0041), and by its guess, one in 200,
 * a question by number would read all customers. It is told again wherever it does not know, as after a dump was restored.
 * Before Postgres 18 it can't be told.
 */
const tellDistinct = `do $$ begin
  if current_setting('server_version_num')::int >= 180000 and to_regclass('public.customers') is not null and not exists
    (select from pg_stats where schemaname = 'public' and tablename = 'customers' and attname = 'phone_hash')
  then
    perform pg_restore_attribute_stats('schemaname', 'public', 'relname', 'customers', 'attname', 'phone_hash',
      'inherited', false, 'null_frac', 0::real, 'avg_width', 44, 'n_distinct', -1::real);
  end if;
end $$`
