import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, eq, sql } from 'drizzle-orm'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type Database, openDatabase } from '#db/client.ts'
import { auditLog } from '#db/schema/activity.ts'
import { holdings } from '#db/schema/holdings.ts'
import { imports } from '#db/schema/imports.ts'
import { systemKeys, systems } from '#db/schema/systems.ts'
import { scopes } from '#domain/permissions.ts'
import { newKeyText } from '#domain/systems/key.ts'
import { createDatabase, type TestDatabase } from '#testing/databases.ts'
import { freePort } from '#testing/free-port.ts'
import { importLines } from '../bench/imports/lines.ts'

const customers = 3000
const key = newKeyText()
let folder: string
let database: Database
let urls: TestDatabase
let env: NodeJS.ProcessEnv
let running: ReturnType<typeof spawn> | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arqau-import-'))
  urls = await createDatabase(inject('serverUrl'), { template: 'template_arqau' })
  database = await openDatabase({ url: urls.admin })
  const createdAt = new Date()
  const called = { kk: 'Ядро', ru: 'Ядро', en: 'Core' }
  const { id, secretHash } = key
  await database.db.insert(systems).values({ id: 'core-banking', name: called, createdAt })
  await database.db.insert(systemKeys).values({
    id,
    secretHash,
    systemId: 'core-banking',
    scopes: [...scopes],
    slot: 1,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + 60 * 60 * 1000),
  })
  env = {
    ...process.env,
    ARQAU_DEMO: 'true',
    ARQAU_DATA: join(folder, 'data'),
    DATABASE_URL: urls.portal,
    HOSTNAME: 'localhost',
    PORT: String(await freePort()),
    LOG_LEVEL: 'silent',
  }
})
afterAll(async () => {
  running?.kill('SIGKILL')
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

async function startServer() {
  running = spawn(process.execPath, ['testing/serve-imports.ts'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const answers = () =>
    fetch(`http://localhost:${env.PORT}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  await expect.poll(answers, { timeout: 20_000 }).toBe(true)
  return running
}

function runScript(file: string, keyText = key.text) {
  const script = spawn(
    process.execPath,
    ['scripts/import.ts', file, '--url', `http://localhost:${env.PORT}`, '--key', keyText],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let printed = ''
  for (const stream of [script.stdout, script.stderr])
    stream.on('data', (part) => {
      printed += part
    })
  return { ended: once(script, 'close').then(([code]) => ({ code, printed: printed.trim() })) }
}
const fileOf = async (name: string, lines: Iterable<string>) => {
  const file = join(folder, name)
  await writeFile(file, [...lines].map((line) => `${line}\n`).join(''))
  return file
}
/**
 * Registers a customer in a transaction that stays open. An import that registers the same customer has to wait, in the
 * middle of its own transaction.
 */
async function registerInBetween(reference: string): Promise<Client> {
  const rival = new Client({ connectionString: urls.admin })
  await rival.connect()
  await rival.query('begin')
  await rival.query(
    `insert into customers (id, reference, iin_hash, phone_hash, locale, created_at)
     values (gen_random_uuid(), $1, 'none', 'none', 'kk', now())`,
    [reference],
  )
  return rival
}

/** How many statements wait for another transaction. */
async function waiting(): Promise<number> {
  const [row] = await database.db
    .select({ rows: count() })
    .from(sql`pg_stat_activity`)
    .where(sql`datname = current_database() and wait_event_type = 'Lock'`)
  return row?.rows ?? 0
}

const rowsOfImports = () => database.db.select().from(imports).orderBy(imports.startedAt)

it('goes on after the server was killed in the middle, and does nothing twice', async () => {
  const file = await fileOf('customers.ndjson', importLines(customers))
  const server = await startServer()
  const rival = await registerInBetween(`B-${customers - 500}`)
  const first = runScript(file)
  const isStuck = async () => {
    const [row] = await rowsOfImports()
    return row?.state === 'running' && row.done > 0 && (await waiting()) > 0
  }
  await expect.poll(isStuck, { timeout: 30_000, interval: 20 }).toBe(true)
  server.kill('SIGKILL')
  await once(server, 'exit')
  await rival.query('rollback')
  await rival.end()
  const { code, printed } = await first.ended
  expect({ code, printed }).toEqual({ code: 1, printed: expect.stringContaining('Send the file again') })
  const [cut] = await rowsOfImports()
  expect(cut?.done).toBeGreaterThan(0)
  expect(cut?.done).toBeLessThan(customers * 10)

  await startServer()
  await expect.poll(async () => (await rowsOfImports())[0]?.state, { timeout: 60_000 }).toBe('done')
  expect((await rowsOfImports())[0]).toMatchObject({ done: customers * 10, changed: customers * 10, bad: 0 })
  const written = async () => {
    const { db } = database
    const [[held], [registered], [put]] = await Promise.all([
      db.select({ rows: count() }).from(holdings),
      db.select({ rows: count() }).from(auditLog).where(eq(auditLog.action, 'customer.registered')),
      db
        .select({ values: sql<string>`sum((${auditLog.detail} ->> 'count')::int)` })
        .from(auditLog)
        .where(eq(auditLog.action, 'holdings.put')),
    ])
    return { held: held?.rows, registered: registered?.rows, put: Number(put?.values) }
  }
  const exactlyOnce = { held: customers * 9, registered: customers, put: customers * 9 }
  expect(await written()).toEqual(exactlyOnce)

  const again = await runScript(file).ended
  expect(again.printed).toMatch(/^30,000 lines in .+: 0 changed something, 30,000 changed nothing, 0 bad\.$/)
  expect(again.code).toBe(0)
  expect(await written()).toEqual(exactlyOnce)
}, 120_000)

it('lists the first bad lines, says where the others are, and ends with 1', async () => {
  const file = await fileOf(
    'bad.ndjson',
    Array.from({ length: 25 }, () => '{"kind":"gift"}'),
  )
  const { code, printed } = await runScript(file).ended
  expect(code).toBe(1)
  const lines = printed.split('\n')
  expect(lines[0]).toMatch(/^25 lines in .+: 0 changed something, 0 changed nothing, 25 bad\.$/)
  expect(lines[1]).toBe('  1 kind: A line’s kind is customer, holding, disclosure or automated-decision.')
  expect(lines[21]).toMatch(
    /^ {2}… and 5 more: GET http:\/\/localhost:\d+\/api\/v1\/imports\/[0-9a-f-]{36}\/faults$/,
  )
  expect(lines).toHaveLength(22)
})

it('says what is wrong with a file that is not there and a key that nobody has', async () => {
  const missing = await runScript(join(folder, 'nothing.ndjson')).ended
  expect(missing).toEqual({ code: 1, printed: expect.stringContaining("can't be read") })
  const file = await fileOf('one.ndjson', ['{}'])
  const unknown = await runScript(file, newKeyText().text).ended
  expect(unknown).toEqual({ code: 1, printed: expect.stringContaining('answered 401') })
})
