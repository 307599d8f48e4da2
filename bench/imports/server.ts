import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { openDatabase } from '#db/client.ts'
import { migrateServer } from '#db/migrate.ts'
import { systemKeys, systems } from '#db/schema/systems.ts'
import { scopes } from '#domain/permissions.ts'
import { newKeyText } from '#domain/systems/key.ts'
import type { DatabaseUrls } from '#testing/accounts.ts'
import { freePort } from '#testing/free-port.ts'
import { importLines } from './lines.ts'

const accepted = z.object({ id: z.string() })
const memory = z.object({ rss: z.number() })
const followed = z.object({
  state: z.string(),
  lines: z.object({ done: z.number(), changed: z.number(), bad: z.number() }),
})

/** The result of an import. */
export interface ImportRun {
  rows: number
  changed: number
  /** From the first byte until the last row is done, in seconds. */
  seconds: number
  /** The peak memory of the process, in bytes. */
  most: number
}

/**
 * Starts a process that receives and runs imports, on a database that it migrates. `PROFILE=folder` writes its CPU
 * profile there.
 */
export async function startImportServer(folder: string, { admin, owner, portal }: DatabaseUrls) {
  await migrateServer(owner)
  const key = await makeKey(admin)
  const port = await freePort()
  const profile = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : []
  const server = spawn(process.execPath, [...profile, 'testing/serve-imports.ts'], {
    env: {
      ...process.env,
      ARQAU_DEMO: 'true',
      ARQAU_DATA: join(folder, 'data'),
      DATABASE_URL: portal,
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const headers = { authorization: `Bearer ${key}` }
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return await answer.json()
  }
  while (!(await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))) await pause(100)

  /** Sends a file and follows the import to its end. */
  const run = async (file: string): Promise<ImportRun> => {
    const began = performance.now()
    let most = 0
    const watch = setInterval(async () => {
      most = Math.max(most, memory.parse(await get('/memory')).rss)
    }, 100)
    const { id } = accepted.parse(await send(file))
    for (;;) {
      const { state, lines } = followed.parse(await get(`/api/v1/imports/${id}`))
      if (state !== 'done') {
        await pause(25)
        continue
      }
      clearInterval(watch)
      if (lines.bad > 0) throw new Error(`${lines.bad} lines are bad`)
      return { rows: lines.done, changed: lines.changed, seconds: (performance.now() - began) / 1000, most }
    }
  }
  const send = async (file: string) => {
    const sending = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/imports',
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
    })
    const [[answer]] = await Promise.all([
      once(sending, 'response'),
      pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), sending),
    ])
    return json(answer)
  }
  const stop = async () => {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  return { run, stop }
}

async function makeKey(url: string): Promise<string> {
  const database = await openDatabase({ url })
  const { id, text, secretHash } = newKeyText()
  const createdAt = new Date()
  const expiresAt = new Date(createdAt.getTime() + 24 * 60 * 60 * 1000)
  const name = { kk: 'Ядро', ru: 'Ядро', en: 'Core' }
  await database.db.insert(systems).values({ id: 'core-banking', name, createdAt })
  await database.db
    .insert(systemKeys)
    .values({ id, secretHash, systemId: 'core-banking', scopes: [...scopes], slot: 1, createdAt, expiresAt })
  await database.close()
  return text
}

/** Writes the lines of some customers, from the given one on, into a file, before anything is measured. */
export async function writeLines(file: string, customers: number, first: number): Promise<string> {
  const blocks = function* () {
    let block = ''
    for (const line of importLines(customers, first)) {
      block += `${line}\n`
      if (block.length < 64 * 1024) continue
      yield block
      block = ''
    }
    yield block
  }
  await pipeline(blocks, createWriteStream(file))
  return file
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
