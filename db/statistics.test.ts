import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { is, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { Client } from 'pg'
import { expect, inject, it } from 'vitest'
import { freshCustomer } from '#testing/customers.ts'
import { createDatabase } from '#testing/databases.ts'
import { putSix } from '#testing/holdings.ts'
import { signIn } from '#testing/sign-in.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Db } from './client.ts'
import { customerKeys, customers } from './schema/customers.ts'

/** Columns that hold hashes or sealed values among other things, which their names and types do not say. */
const mixed = ['audit_log.detail', 'trace_counts.source']
/** The hash of a text that everybody can read. */
const open = ['policy_versions.hash']

const modules = await Promise.all(
  globSync('db/schema/*.ts').map(async (file): Promise<Record<string, unknown>> => import(`../${file}`)),
)
/** The columns with keys, hashes and sealed values, as the schema has them. */
const secret = modules
  .flatMap((module) => Object.values(module))
  .filter((value) => is(value, PgTable))
  .map(getTableConfig)
  .flatMap(({ name: table, columns }) =>
    columns
      .filter((one) => one.getSQLType() === 'bytea' || /(^|_)(hash|claim|sealed|wrapped)(_|$)/.test(one.name))
      .map(({ name }) => `${table}.${name}`),
  )
  .filter((name) => !open.includes(name))
  .concat(mixed)
  .toSorted()

/** The columns of which the planner keeps values. */
async function analysed(db: Db): Promise<string[]> {
  await db.execute(sql`analyze`)
  const rows = await db
    .select({ name: sql<string>`tablename || '.' || attname` })
    .from(sql`pg_stats`)
    .where(sql`schemaname = 'public' and coalesce(most_common_vals, histogram_bounds) is not null`)
  return rows.map(({ name }) => name)
}

/** All that the planner keeps of values, as text. */
async function samples(db: Db): Promise<string> {
  const rows = await db
    .select({ text: sql<string>`concat_ws(' ', most_common_vals, histogram_bounds)` })
    .from(sql`pg_stats`)
    .where(sql`schemaname = 'public'`)
  return rows.map(({ text }) => text).join('\n')
}

onBothEngines('the planner’s statistics', (world) => {
  it('of every column with keys, hashes or sealed values no statistics are kept, and of no other none', async () => {
    const rows = await world()
      .db.select({ name: sql<string>`c.relname || '.' || a.attname` })
      .from(sql`pg_attribute a join pg_class c on c.oid = a.attrelid`)
      .where(sql`c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attstattarget = 0`)
    expect(rows.map(({ name }) => name).toSorted()).toEqual(secret)
  })

  it('an ANALYZE of rows with keys and values samples none of them, and the other columns as ever', async () => {
    const people = [await freshCustomer(world()), await freshCustomer(world())]
    for (const person of people) {
      await putSix(world(), person, person.phone)
      await signIn(world(), person.phone)
    }
    const names = await analysed(world().db)
    expect(names).toEqual(
      expect.arrayContaining(['customers.reference', 'holdings.field', 'sessions.device']),
    )
    expect(names.filter((name) => secret.includes(name))).toEqual([])
    const kept = await samples(world().db)
    expect(kept).toContain(people[0]?.reference)
    const keys = await world().db.select().from(customerKeys)
    const found = await world().db.select().from(customers)
    const secrets = [
      ...keys.map(({ wrappedKey }) => Buffer.from(wrappedKey ?? []).toString('hex')),
      ...found.flatMap(({ iinHash, phoneHash }) => [iinHash, phoneHash]),
    ]
    expect(secrets.length).toBeGreaterThan(5)
    for (const one of secrets) expect(kept).not.toContain(one)
  })
})

it('what was sampled of a key before the migration is cleared by it', async () => {
  const { admin } = await createDatabase(inject('serverUrl'), { template: 'template_arqau' })
  const client = new Client({ connectionString: admin })
  await client.connect()
  const db = drizzle(client)
  await db.execute(sql`alter table key_canaries alter canary set statistics -1`)
  await db.execute(sql`insert into key_canaries (kind, key_id, canary, created_at)
    values ('master', 'a', '\\xfeedbeef01', now()), ('master', 'b', '\\xfeedbeef02', now())`)
  expect(await analysed(db)).toContain('key_canaries.canary')
  expect(await samples(db)).toContain('feedbeef01')
  const [file = ''] = globSync('db/migrations/*_statistics.sql')
  // The tables of the others have other names since.
  const statements = (await readFile(file, 'utf8')).split('--> statement-breakpoint')
  for (const statement of statements.filter((one) => /key_canaries|DO \$\$/.test(one)))
    await client.query(statement)
  expect(await samples(db)).not.toContain('feedbeef01')
  expect(await analysed(db)).not.toContain('key_canaries.canary')
  await client.end()
})
