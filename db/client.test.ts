import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { expect, inject, it } from 'vitest'
import { openDatabase } from './client.ts'
import { prepare } from './fast/statement.ts'
import { systemRole } from './schema/roles.ts'
import { openTransaction, runAlone } from './transaction.ts'

async function emptyDatabase(): Promise<{ name: string; url: string; admin: Client }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new Client({ connectionString: `${inject('serverUrl')}/postgres` })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  return { name, url: `${inject('serverUrl')}/${name}`, admin }
}

it('lets several processes start at once on an empty database', async () => {
  const { url, admin } = await emptyDatabase()
  await admin.end()
  const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ url })))
  for (const { db, close } of opened) {
    await expect(db.execute(sql`select count(*) from customers`)).resolves.toBeDefined()
    await close()
  }
})

it('outlives a server that drops its connections, idle or at work', async () => {
  const { name, url, admin } = await emptyDatabase()
  const { db, close } = await openDatabase({ url })
  const drop = () =>
    admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  const count = () => db.execute(sql`select count(*) from customers`)
  expect((await drop()).rowCount).toBeGreaterThan(0)
  await expect.poll(() => count().catch(() => null)).not.toBeNull()

  const atWork = openTransaction(
    db,
    { accessMode: 'read only', settings: { role: 'arqau_worker' } },
    async () => {
      await drop()
      const gone = 'select count(*)::int as left from pg_stat_activity where datname = $1'
      await expect.poll(async () => (await admin.query(gone, [name])).rows).toEqual([{ left: 0 }])
    },
  )
  await expect(atWork).rejects.toThrow()
  await expect.poll(() => count().catch(() => null)).not.toBeNull()
  await admin.end()
  await close()
})

it('keeps the plan of a statement, however its text begins', async () => {
  const { url, admin } = await emptyDatabase()
  const { feeds, close } = await openDatabase({ url })
  const ask = prepare<'reference'>(sql`
    select id from customers where reference = ${sql.placeholder('reference')}::text`)
  const opening = { accessMode: 'read only', settings: { role: systemRole.name } } as const
  await runAlone(feeds, opening, ask({ reference: 'C-1' }))
  const kept = await feeds.execute(
    sql`select from pg_prepared_statements where statement like ${'%from customers%'}`,
  )
  expect(kept).toMatchObject({ rowCount: 1 })
  await close()
  await admin.end()
})

it('tells whether a server can be reached, again and again', async () => {
  const { name, url, admin } = await emptyDatabase()
  const { reach, close } = await openDatabase({ url })
  const allow = async (how: boolean) => {
    await admin.query(`alter database ${name} allow_connections ${how}`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  }
  await expect(reach()).resolves.toBeDefined()
  await allow(false)
  await expect.poll(() => reach().catch(() => 'lost')).toBe('lost')
  await allow(true)
  await expect.poll(() => reach().catch(() => 'lost')).not.toBe('lost')
  await admin.end()
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
