import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseUrls } from './accounts.ts'
import { freePort } from './free-port.ts'
import { startPostgres } from './postgres.ts'
import { type RunningServer, startServer } from './start-server.ts'

/**
 * The production build with the demo and its identity provider, on a fresh Postgres of its own; stopping it leaves nothing behind.
 * @throws Error when the server doesn't come up.
 */
export async function serveDemo(): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'arqau-demo-'))
  const postgres = await startPostgres()
  const { portal, owner } = databaseUrls(postgres.url, 'arqau')
  const removeDatabase = async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const server = await startServer('demo/server.ts', '/healthz', {
      DEMO_PROVIDER_PORT: String(await freePort()),
      ARQAU_DEMO: 'true',
      ARQAU_DATA: join(folder, 'data'),
      DATABASE_URL: portal,
      MIGRATION_DATABASE_URL: owner,
      LOG_LEVEL: 'warn',
    })
    const stop = async () => {
      await server.stop()
      await removeDatabase()
    }
    return { ...server, stop }
  } catch (error) {
    await removeDatabase()
    throw error
  }
}
