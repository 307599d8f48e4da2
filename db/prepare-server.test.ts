import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { beforeAll, expect, inject, it } from 'vitest'
import { password } from '#testing/accounts.ts'
import { createDatabase, type TestDatabase } from '#testing/databases.ts'
import { migrateServer } from './migrate.ts'
import { prepareServer, ServerNotReady } from './prepare-server.ts'

const unfit =
  /^DATABASE_URL must be of a login that is a member of arqau_runtime and may do nothing by itself: [^.]+\./
const behind = /^The database has not had all migrations of this release: set MIGRATION_DATABASE_URL/

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase(inject('serverUrl'), { template: 'template_arqau' })
})

async function asAdmin(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: database.admin })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** The address of a login that is made for one test; roles belong to the server, so it is dropped again. */
async function withLogin(how: string, use: (url: string) => Promise<void>): Promise<void> {
  const name = `login_of_${database.name}`
  await asAdmin(`create role ${name} login password '${password}' ${how}`)
  const url = new URL(database.portal)
  url.username = name
  await use(url.href).finally(() => asAdmin(`drop owned by ${name}`, `drop role ${name}`))
}

const refusalOf = (url: string) =>
  prepareServer(url).then(
    () => 'ready',
    (error: unknown) => (error instanceof ServerNotReady ? error.message : error),
  )

it('takes the login of a migrated database that has nothing of its own, whether or not it inherits', async () => {
  expect(await refusalOf(database.portal)).toBe('ready')
  for (const how of ['inherit', 'noinherit'])
    await withLogin(`${how} in role arqau_runtime`, async (url) => {
      expect(await refusalOf(url), how).toBe('ready')
    })
})

it('refuses the superuser and the owner', async () => {
  expect(await refusalOf(database.admin)).toMatch(unfit)
  expect(await refusalOf(database.owner)).toMatch(unfit)
})

it.each([
  'bypassrls in role arqau_runtime',
  'createrole in role arqau_runtime',
  'noinherit in role arqau_runtime, portal_owner',
  'noinherit in role arqau_runtime, pg_read_all_data',
  'inherit in role arqau_runtime, arqau_worker',
])('refuses a login that is %s', async (how) => {
  await withLogin(how, async (url) => expect(await refusalOf(url)).toMatch(unfit))
})

it('refuses a login with a grant on one column, one that owns a table without rights to it, and one that may take no role', async () => {
  await withLogin('in role arqau_runtime', async (url) => {
    await asAdmin(`grant select (reference) on customers to ${new URL(url).username}`)
    expect(await refusalOf(url)).toMatch(unfit)
  })
  await withLogin('in role arqau_runtime', async (url) => {
    const { username } = new URL(url)
    await asAdmin(
      'create table made ()',
      `alter table made owner to ${username}`,
      `revoke all on made from ${username}`,
    )
    expect(await refusalOf(url)).toMatch(unfit)
  })
  await withLogin('', async (url) => expect(await refusalOf(url)).toMatch(unfit))
})

it('refuses a database that was not migrated, or not up to this release, until an owner migrates it', async () => {
  const empty = await createDatabase(inject('serverUrl'))
  expect(await refusalOf(empty.portal)).toMatch(behind)
  await prepareServer(empty.portal, empty.owner)
  expect(await refusalOf(empty.portal)).toBe('ready')

  const client = new Client({ connectionString: empty.admin })
  await client.connect()
  const newest = 'created_at = (select max(created_at) from drizzle.__drizzle_migrations)'
  await client.query(`update drizzle.__drizzle_migrations set created_at = created_at - 1 where ${newest}`)
  expect(await refusalOf(empty.portal)).toMatch(behind)
  await client.query(`update drizzle.__drizzle_migrations set created_at = created_at + 1000 where ${newest}`)
  expect(await refusalOf(empty.portal), 'a newer release has migrated').toBe('ready')
  await client.end()
})

it('hides all rows from the account that migrates: policies bind it as well', async () => {
  const client = new Client({ connectionString: database.owner })
  await client.connect()
  expect((await client.query('select from customers')).rowCount).toBe(0)
  await client.query('set row_security = off')
  await expect(client.query('select from customers')).rejects.toThrow('row-level security')
  await client.end()
})

it('lets a migration change and refer to rows, and binds the owner again, also when one fails', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'arqau-migrations-'))
  const add = async (nth: number, text: string) => {
    const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8'))
    const tag = `9${nth}_made`
    await writeFile(join(folder, `${tag}.sql`), text)
    journal.entries.push({ idx: 9000 + nth, version: '7', when: Date.now() + nth, tag, breakpoints: true })
    await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify(journal))
  }
  const urls = await createDatabase(inject('serverUrl'), { template: 'template_arqau' })
  const client = new Client({ connectionString: urls.admin })
  await client.connect()
  const unbound = async () =>
    (
      await client.query(`select relname from pg_class where relnamespace = 'public'::regnamespace
        and relkind = 'r' and not relforcerowsecurity`)
    ).rows
  await client.query(`insert into customers (id, reference, iin_hash, phone_hash, locale, created_at)
    values (gen_random_uuid(), 'C-1', 'i', 'p', 'kk', now())`)
  await cp('db/migrations', folder, { recursive: true })
  await add(
    1,
    `create table made (customer_id uuid references customers (id));
    --> statement-breakpoint
    alter table made enable row level security;
    --> statement-breakpoint
    update customers set locale = 'ru';
    --> statement-breakpoint
    insert into made select id from customers;
    --> statement-breakpoint
    alter table made add constraint again foreign key (customer_id) references customers (id);`,
  )
  await migrateServer(urls.owner, folder)
  expect((await client.query('select locale from customers join made on id = customer_id')).rows).toEqual([
    { locale: 'ru' },
  ])
  expect(await unbound()).toEqual([])

  await add(2, 'alter table made add column at date; --> statement-breakpoint\nselect from nothing;')
  await expect(migrateServer(urls.owner, folder)).rejects.toThrow()
  expect(await unbound()).toEqual([])
  await client.end()
  await rm(folder, { recursive: true })
})
