import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { expect, inject, it } from 'vitest'
import { databaseUrls } from '#testing/accounts.ts'
import { createDatabase, type TestDatabase } from '#testing/databases.ts'
import { asRole } from './as-role.ts'
import { type Db, openDatabase } from './client.ts'
import { prepare } from './fast/statement.ts'
import { prepareServer } from './prepare-server.ts'
import { systemRole, workerRole } from './schema/roles.ts'
import { openTransaction, runAlone } from './transaction.ts'

async function emptyDatabase(): Promise<TestDatabase & { client: Client }> {
  const database = await createDatabase(inject('serverUrl'))
  const client = new Client({ connectionString: databaseUrls(database.admin, 'postgres').admin })
  await client.connect()
  return { ...database, client }
}

async function migratedDatabase() {
  const database = await emptyDatabase()
  await prepareServer(database.portal, database.owner)
  return database
}

const countCustomers = (db: Db) =>
  asRole(db, workerRole, (tx) => tx.execute(sql`select count(*) from customers`))

it('lets several processes start at once on an empty database', async () => {
  const { portal, owner, client } = await emptyDatabase()
  await client.end()
  const start = async () => {
    await prepareServer(portal, owner)
    return openDatabase({ url: portal })
  }
  const opened = await Promise.all([1, 2, 3].map(start))
  for (const { db, close } of opened) {
    await expect(countCustomers(db)).resolves.toBeDefined()
    await close()
  }
})

it('outlives a server that drops its connections, idle or at work', async () => {
  const { name, portal, client } = await migratedDatabase()
  const { db, close } = await openDatabase({ url: portal })
  const drop = () =>
    client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  const count = () => countCustomers(db)
  await count()
  expect((await drop()).rowCount).toBeGreaterThan(0)
  await expect.poll(() => count().catch(() => null)).not.toBeNull()

  const atWork = openTransaction(
    db,
    { accessMode: 'read only', settings: { role: 'arqau_worker' } },
    async () => {
      await drop()
      const gone = 'select count(*)::int as left from pg_stat_activity where datname = $1'
      await expect.poll(async () => (await client.query(gone, [name])).rows).toEqual([{ left: 0 }])
    },
  )
  await expect(atWork).rejects.toThrow()
  await expect.poll(() => count().catch(() => null)).not.toBeNull()
  await client.end()
  await close()
})

it('keeps the plan of a statement, however its text begins', async () => {
  const { portal, client } = await migratedDatabase()
  const { feeds, close } = await openDatabase({ url: portal })
  const ask = prepare<'reference'>(sql`
    select id from customers where reference = ${sql.placeholder('reference')}::text`)
  const opening = { accessMode: 'read only', settings: { role: systemRole.name } } as const
  await runAlone(feeds, opening, ask({ reference: 'C-1' }))
  const kept = await feeds.execute(
    sql`select from pg_prepared_statements where statement like ${'%from customers%'}`,
  )
  expect(kept).toMatchObject({ rowCount: 1 })
  await close()
  await client.end()
})

it('tells whether a server can be reached, again and again', async () => {
  const { name, portal, client } = await migratedDatabase()
  const { reach, close } = await openDatabase({ url: portal })
  const allow = async (how: boolean) => {
    await client.query(`alter database ${name} allow_connections ${how}`)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  }
  await expect(reach()).resolves.toBeDefined()
  await allow(false)
  await expect.poll(() => reach().catch(() => 'lost')).toBe('lost')
  await allow(true)
  await expect.poll(() => reach().catch(() => 'lost')).not.toBe('lost')
  await client.end()
  await close()
})

it('tells whether the embedded engine is open', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'arqau-reach-'))
  const { reach, close } = await openDatabase({ folder })
  await reach()
  await close()
  await expect(reach()).rejects.toThrow('closed')
  await rm(folder, { recursive: true })
})
