import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#db/client.ts'
import { systemKeys, systems } from '#db/schema/systems.ts'
import { scopes } from '#domain/permissions.ts'
import { newKeyText } from '#domain/systems/key.ts'
import { freePort, startPostgres } from '#domain/testing/engines.ts'
import { importLines } from './import-lines.ts'
import { printTable } from './table.ts'

/**
 * `npm run bench:imports`: rows a second over HTTP, from the first byte until the last row is done: validated,
 * encrypted, indexed, logged; the most memory of the process meanwhile; and a file sent again, of which nothing
 * changes. `PROFILE=folder` writes the server's CPU profile there. The result is printed, never a failure.
 */
const targetRows = 50_000
const small = Number(process.env.CUSTOMERS ?? 10_000)

const folder = await mkdtemp(join(tmpdir(), 'arqau-imports-'))
await chmod(folder, 0o755)
const postgres = await startPostgres(join(folder, 'postgres'))
const settings = { url: `${postgres.url}/arqau` }
const database = await openDatabase(settings)
const key = newKeyText()
const createdAt = new Date()
const name = { kk: 'Ядро', ru: 'Ядро', en: 'Core' }
await database.db.insert(systems).values({ id: 'core-banking', name, createdAt })
await database.db.insert(systemKeys).values({
  id: key.id,
  secretHash: key.secretHash,
  systemId: 'core-banking',
  scopes: [...scopes],
  slot: 1,
  createdAt,
  expiresAt: new Date(createdAt.getTime() + 24 * 60 * 60 * 1000),
})
await database.close()

const port = await freePort()
const address = `http://localhost:${port}`
const profile = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : []
const server = spawn(process.execPath, [...profile, 'bench/import-server.ts'], {
  env: {
    ...process.env,
    ARQAU_DEMO: 'true',
    ARQAU_DATA: join(folder, 'data'),
    DATABASE_URL: settings.url,
    HOSTNAME: 'localhost',
    PORT: String(port),
    LOG_LEVEL: 'warn',
  },
  stdio: ['ignore', 'ignore', 'inherit'],
})
try {
  while (!(await fetch(`${address}/healthz`).catch(() => null)))
    await new Promise((resolve) => setTimeout(resolve, 100))
  await measure('warming up', 500, 500_000)
  const runs = [
    await measure('new', small, 0),
    await measure('the same again', small, 0),
    await measure('new, ten times as many', small * 10, small),
  ]
  printTable(
    `Imports: at least ${targetRows.toLocaleString('en')} rows a second`,
    ['file', 'rows', 'seconds', 'rows/s', 'changed', 'most memory'],
    runs,
  )
} finally {
  server.kill('SIGTERM')
  await once(server, 'exit')
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function measure(file: string, customers: number, first: number): Promise<string[]> {
  let most = 0
  const watch = setInterval(async () => {
    const { rss } = await json('/memory')
    most = Math.max(most, rss)
  }, 100)
  const began = performance.now()
  const { id } = await json('/api/v1/imports', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: ReadableStream.from(blocks(importLines(customers, first))),
    duplex: 'half',
  })
  for (;;) {
    const { state, lines } = await json(`/api/v1/imports/${id}`)
    if (state === 'done') {
      clearInterval(watch)
      const seconds = (performance.now() - began) / 1000
      const { done, changed, bad } = lines
      if (bad > 0) throw new Error(`${bad} lines are bad`)
      const number = (value: number, digits = 0) =>
        value.toLocaleString('en', { maximumFractionDigits: digits })
      return [
        file,
        number(done),
        number(seconds, 1),
        number(done / seconds),
        number(changed),
        `${number(most / 1024 / 1024)} MB`,
      ]
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Made before they are asked for, a block at a time. */
function* blocks(lines: Iterable<string>): Generator<Uint8Array> {
  let block = ''
  for (const line of lines) {
    block += `${line}\n`
    if (block.length > 64 * 1024) {
      yield Buffer.from(block)
      block = ''
    }
  }
  if (block) yield Buffer.from(block)
}

async function json(path: string, init: RequestInit & { duplex?: 'half' } = {}) {
  const headers = { authorization: `Bearer ${key.text}`, ...init.headers }
  const answer = await fetch(address + path, { ...init, headers })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return JSON.parse(await answer.text())
}
