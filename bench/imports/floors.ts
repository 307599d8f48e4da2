import { randomUUIDv7 } from 'node:crypto'
import { drizzle } from 'drizzle-orm/node-postgres'
import { PgDialect, type PgTable } from 'drizzle-orm/pg-core'
import { Pool } from 'pg'
import { openDatabase } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { auditLog } from '#db/schema/activity.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { auditRow } from '#domain/audit-row.ts'
import { type Ctx, noBrowser } from '#domain/context.ts'
import { localKeys, localMaster, newKey } from '#domain/crypto.ts'
import { rowsOfNew } from '#domain/customers/plan-customers.ts'
import { identityHashes } from '#domain/customers/registration.ts'
import { fitsIdentity, holdingRow } from '#domain/holdings/holding-row.ts'
import { packChunk, unpackChunk } from '#domain/imports/chunk.ts'
import { LineCutter } from '#domain/imports/cut-lines.ts'
import { readLines } from '#domain/imports/read-lines.ts'
import { importLines } from './lines.ts'

/** The time each part of an import takes when it runs alone, in microseconds a row. */
export interface Floors {
  /** Cutting the bytes into chunks, compressing and sealing these, opening and unpacking them again. */
  carry: number
  read: number
  /** For each customer two hashes and a wrapped key; for each value one seal. */
  seal: number
  /** Encoding rows as the arrays a statement takes. */
  encode: number
  /** Postgres inserting these arrays: the same rows, indexes and foreign keys, one transaction a chunk. */
  insert: number
}
type Part = keyof Floors

/** @param url of the superuser of a migrated, empty database. */
export async function measureFloors(url: string, amount: number): Promise<Floors> {
  const database = await openDatabase({ url })
  const ctx: Ctx = {
    actor: { kind: 'system', systemId: 'core-banking', scopes: [] },
    subject: null,
    locale: 'kk',
    now: new Date(),
    requestId: randomUUIDv7(),
    browser: noBrowser,
    db: database.db,
    keys: localKeys(localMaster('bench', newKey()), newKey()),
  }
  const pool = new Pool({ connectionString: url, max: 1 })
  const texts = textsOf(pool)
  const spent: Floors = { carry: 0, read: 0, seal: 0, encode: 0, insert: 0 }
  const timed = async <T>(part: Part, work: () => T | Promise<T>): Promise<T> => {
    const began = performance.now()
    const result = await work()
    spent[part] += performance.now() - began
    return result
  }
  const key = newKey()
  const cutter = new LineCutter()
  let rows = 0
  const take = async (bytes: Buffer, firstLine: number, lines: number) => {
    const chunk = await timed('carry', async () => {
      const packed = await packChunk(key, ctx.requestId, firstLine, { scopes: [], lines: bytes })
      return unpackChunk(key, ctx.requestId, firstLine, packed)
    })
    const { good } = await timed('read', () => readLines(firstLine, chunk.lines))
    const made = await timed('seal', () => rowsFor(ctx, good))
    const values = await timed('encode', () => [
      valuesOf(customers, made.customers),
      valuesOf(customerKeys, made.keys),
      valuesOf(holdings, made.holdings),
      valuesOf(auditLog, made.entries),
    ])
    await timed('insert', async () => {
      await pool.query('begin')
      for (const [at, text] of texts.entries()) await pool.query({ ...text, values: values[at] ?? [] })
      await pool.query('commit')
    })
    rows += lines
  }
  for (const block of blocks(amount)) {
    const runs = await timed('carry', () => cutter.push(block))
    for (const { bytes, firstLine, lines } of runs) await take(bytes, firstLine, lines)
  }
  await pool.end()
  await database.close()
  const each = (part: Part) => (spent[part] * 1000) / rows
  return {
    carry: each('carry'),
    read: each('read'),
    seal: each('seal'),
    encode: each('encode'),
    insert: each('insert'),
  }
}

type Lines = Awaited<ReturnType<typeof readLines>>['good']

/** The rows that result from lines about customers who are not known yet. */
async function rowsFor(ctx: Ctx, lines: Lines) {
  const known = new Map<string, Awaited<ReturnType<typeof register>>>()
  const held: (typeof holdings.$inferInsert)[] = []
  for (const line of lines) {
    if (line.kind === 'customer') known.set(line.reference, await register(ctx, line))
    const about = line.kind === 'holding' && known.get(line.customer)
    if (!about || line.kind !== 'holding' || !fitsIdentity(ctx.keys, about.row, line)) continue
    held.push(holdingRow(ctx, about.key, { customerId: about.row.id, id: randomUUIDv7() }, line))
  }
  const registered = [...known.values()]
  return {
    customers: registered.map(({ row }) => row),
    keys: registered.map(({ keyRow }) => keyRow),
    holdings: held,
    entries: registered.flatMap(({ row: { id: customerId } }) => [
      auditRow(ctx, { action: 'customer.registered', customerId, objectId: customerId }),
      auditRow(ctx, { action: 'holdings.put', customerId, detail: { count: 9 } }),
    ]),
  }
}

const register = (ctx: Ctx, line: Extract<Lines[number], { kind: 'customer' }>) =>
  rowsOfNew(ctx, line, identityHashes(ctx.keys, line))

/** The prepared statements, in the order of their foreign keys. */
function textsOf(pool: Pool) {
  const db = drizzle(pool)
  const tables: PgTable[] = [customers, customerKeys, holdings, auditLog]
  return tables.map((table, at) => ({
    name: `floor_${at}`,
    text: db.insert(table).select(arrayRows(table, [])).toSQL().sql,
  }))
}

const valuesOf = <Table extends PgTable>(
  table: Table,
  rows: readonly (Table['$inferInsert'] & Record<string, unknown>)[],
): unknown[] => new PgDialect().sqlToQuery(arrayRows(table, rows)).params

function* blocks(amount: number): Generator<Buffer> {
  let block = ''
  for (const line of importLines(amount)) {
    block += `${line}\n`
    if (block.length < 64 * 1024) continue
    yield Buffer.from(block)
    block = ''
  }
}
