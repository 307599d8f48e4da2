import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { type DatabaseUrls, databaseUrls } from './accounts.ts'

/** A database of its own on a server that `startPostgres` has started. */
export interface TestDatabase extends DatabaseUrls {
  name: string
}

/** @param how a name of its own, and the database it is copied from; without one it is empty. */
export async function createDatabase(
  server: string,
  { name = `test_${randomUUID().replaceAll('-', '')}`, template }: { name?: string; template?: string } = {},
): Promise<TestDatabase> {
  const client = new Client({ connectionString: databaseUrls(server, 'postgres').admin })
  await client.connect()
  await client.query(`create database ${name} owner portal_owner${template ? ` template ${template}` : ''}`)
  await client.end()
  return { name, ...databaseUrls(server, name) }
}
