import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzleNode } from 'drizzle-orm/node-postgres'
import { drizzle } from 'drizzle-orm/pglite'
import { Client, Pool } from 'pg'
import { afterEach, expect, inject, it, vi } from 'vitest'
import { databaseUrls } from '#testing/accounts.ts'
import { createDatabase } from '#testing/databases.ts'
import { listenEmbedded, listenOnServer } from './listen.ts'
import type { Signal } from './signals.ts'
import { wake } from './wake.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const one of undo.splice(0).toReversed()) await one()
})

async function emptyServer() {
  const { name, admin: adminUrl, portal: url } = await createDatabase(inject('serverUrl'))
  const admin = new Client({ connectionString: databaseUrls(adminUrl, 'postgres').admin })
  await admin.connect()
  const pool = new Pool({ connectionString: url })
  pool.on('error', () => {})
  const server = listenOnServer(url)
  undo.push(
    () => admin.end(),
    () => pool.end(),
    () => server.close(),
  )
  /** Ends the connections that listen. */
  const cut = () =>
    admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and query like 'listen%'",
      [name],
    )
  return { db: drizzleNode(pool), listen: server.listen, cut }
}

it('hears what is said on a server, in another connection, until it is told to stop', async () => {
  const { db, listen } = await emptyServer()
  const heard = vi.fn<(signal: Signal) => void>()
  const stop = listen({ heard })
  // It says both once it stands: something may have been missed before.
  await expect.poll(() => heard.mock.calls.flat()).toEqual(['events', 'placed'])
  wake(db)
  await expect.poll(() => heard.mock.calls.flat().slice(2)).toEqual(['events'])
  wake(db, 'placed')
  await expect.poll(() => heard.mock.calls.flat().slice(3)).toEqual(['placed'])
  stop()
  const other = vi.fn<(signal: Signal) => void>()
  listen({ heard: other })
  wake(db)
  await expect.poll(() => other).toHaveBeenCalled()
  expect(heard).toHaveBeenCalledTimes(4)
})

it('listens again by itself when the connection breaks, and says that it was lost', async () => {
  const { db, listen, cut } = await emptyServer()
  const heard = vi.fn<(signal: Signal) => void>()
  const lost = vi.fn()
  listen({ heard, lost })
  await expect.poll(() => heard).toHaveBeenCalledTimes(2)
  expect(lost).not.toHaveBeenCalled()
  await cut()
  await expect.poll(() => lost).toHaveBeenCalledTimes(1)
  await expect.poll(() => heard).toHaveBeenCalledTimes(4)
  wake(db)
  await expect.poll(() => heard).toHaveBeenCalledTimes(5)
})

it('hears it on the embedded engine', async () => {
  const client = await PGlite.create()
  undo.push(() => client.close())
  const heard = vi.fn<(signal: Signal) => void>()
  const stop = listenEmbedded(client)({ heard })
  await client.query('select 1')
  wake(drizzle(client))
  await expect.poll(() => heard).toHaveBeenCalledWith('events')
  stop()
  await client.query('select 1')
  wake(drizzle(client))
  await client.query('select 1')
  expect(heard).toHaveBeenCalledTimes(1)
})

it('is told once more, not a hundred times, of what comes while it is being told', async () => {
  const { db, listen } = await emptyServer()
  const heard = vi.fn<(signal: Signal) => void>()
  listen({ heard })
  await expect.poll(() => heard).toHaveBeenCalledTimes(2)
  const execute = vi.spyOn(db, 'execute')
  for (let nth = 0; nth < 100; nth++) wake(db)
  await expect.poll(() => heard).toHaveBeenCalledTimes(4)
  expect(execute).toHaveBeenCalledTimes(2)
})

it('says nothing of a database that is away', async () => {
  const pool = new Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' })
  const db = drizzleNode(pool)
  const execute = vi.spyOn(db, 'execute')
  wake(db)
  await expect
    .poll(() => Promise.allSettled(execute.mock.results.map(({ value }) => value)))
    .toMatchObject([{ status: 'rejected' }])
  wake(db)
  await expect.poll(() => execute).toHaveBeenCalledTimes(2)
  await pool.end()
})
