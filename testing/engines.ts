import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { migrateEmbedded, migrateServer } from '#db/migrate.ts'
import { databaseUrls } from './accounts.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string
    embeddedImage: string
  }
}

/**
 * Before all tests: a real Postgres 18 on a free port with a migrated template database, and an image of a
 * migrated embedded database. Each test file then gets its own copy of both in a fraction of a second. The embedded
 * engine stays open, for the threads of one process share the machine code of what is compiled in one of them.
 */
export default async function setUp(project: TestProject) {
  keepExitCode()
  const folder = await mkdtemp(join(tmpdir(), 'arqau-test-'))
  const server = await startPostgres()
  await migrateServer(databaseUrls(server.url, 'template_arqau').owner)

  const embedded = await PGlite.create()
  await migrateEmbedded(embedded)
  const image = join(folder, 'embedded.tar')
  await writeFile(image, Buffer.from(await (await embedded.dumpDataDir('none')).arrayBuffer()))

  project.provide('serverUrl', server.url)
  project.provide('embeddedImage', image)
  return async () => {
    await embedded.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The package that runs Postgres ends the process with code 0 when nothing is left to do, whatever failed before.
 * This ends it first, with the code that was set.
 */
const keepExitCode = () => process.prependOnceListener('beforeExit', () => process.exit())
