import { Client } from 'pg'
import { migrateServer, newestMigration } from './migrate.ts'
import { customerRole, runtimeRole, staffRole, supportRole, systemRole, workerRole } from './schema/roles.ts'

/** The server is not as a process needs it; the message says what to do. */
export class ServerNotReady extends Error {
  override name = 'ServerNotReady'
  readonly isForOperators = true
}

/**
 * Applies the migrations when there is an account for it, and makes sure that the tables are there and that the login
 * that runs the portal has no rights but those of the role each transaction takes.
 * @param migrationUrl of the account that owns the tables; without it the migrations must have been applied.
 * @throws ServerNotReady when a migration is missing, or the login may do more or less.
 */
export async function prepareServer(url: string, migrationUrl?: string): Promise<void> {
  if (migrationUrl) await migrateServer(migrationUrl)
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<Login>(login, [acting, runtimeRole.name])
    if (rows[0]?.mayItself) throw new ServerNotReady(unfit)
    const isBehind = !rows[0]?.isMade || (rows[0].isMember && (await appliedUpTo(client)) < newestMigration())
    if (isBehind) throw new ServerNotReady(behind)
    if (!rows[0]?.isMember) throw new ServerNotReady(unfit)
  } finally {
    await client.end()
  }
}

const unfit = `DATABASE_URL must be of a login that is a member of ${runtimeRole.name} and may do nothing by itself: no \
superuser, no BYPASSRLS or CREATEROLE, owner of no table, no grants. docs/operations.md says how to make one.`
const behind =
  'The database has not had all migrations of this release: set MIGRATION_DATABASE_URL, or run `npm run migrate` with it.'

interface Login {
  mayItself: boolean
  isMade: boolean
  isMember: boolean
}
const acting = [customerRole, supportRole, staffRole, systemRole, workerRole].map(({ name }) => name)

/**
 * What the login may do without taking one of the acting roles: as itself, or as another role it can become, which
 * makes it the owner, a superuser, or one that makes itself either.
 */
const login = `
  with mine as (
    select oid, rolsuper or rolbypassrls or rolcreaterole as is_strong from pg_roles
    where pg_has_role(session_user, oid, 'MEMBER') and rolname <> all ($1))
  select
    exists (select from mine where is_strong) or exists (
      select from mine, pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (
        c.relowner = mine.oid or has_table_privilege(mine.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER')
        or has_any_column_privilege(mine.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))) as "mayItself",
    exists (select from pg_roles where rolname = $2) as "isMade",
    exists (select from pg_roles where rolname = $2 and pg_has_role(session_user, oid, 'MEMBER')) as "isMember"`

/** When the newest migration that was applied was made, in milliseconds since 1970; 0 where the worker cannot know. */
async function appliedUpTo(client: Client): Promise<number> {
  const asWorker = `begin read only; set local role ${workerRole.name}`
  try {
    await client.query(asWorker)
    const { rows } = await client.query(
      'select max(created_at)::float8 as at from drizzle.__drizzle_migrations',
    )
    return rows[0].at ?? 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && unmigrated.has(String(error.code))) return 0
    throw error
  } finally {
    await client.query('rollback')
  }
}

/** SQLSTATE: no right to the list of migrations or to the worker's role, no such schema, table or role. */
const unmigrated = new Set(['42501', '3F000', '42P01', '22023'])
