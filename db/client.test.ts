import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { expect, inject, it } from 'vitest'
import { openDatabase } from './client.ts'

it('lets several processes start at once on an empty database', async () => {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new Client({ connectionString: `${inject('serverUrl')}/postgres` })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  await admin.end()
  const opened = await Promise.all(
    [1, 2, 3].map(() => openDatabase({ url: `${inject('serverUrl')}/${name}` })),
  )
  for (const { db, close } of opened) {
    await expect(db.execute(sql`select count(*) from customers`)).resolves.toBeDefined()
    await close()
  }
})
