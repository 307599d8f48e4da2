import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { type Config, loadConfig } from '#config'
import { type Database, openDatabase } from '#db/client.ts'
import { prepareServer } from '#db/prepare-server.ts'
import { type Keys, localKeys, localMaster } from '#domain/crypto.ts'
import { checkKeys, WrongKeys } from '#domain/keys/check-keys.ts'
import { workerContext } from '#domain/worker-context.ts'

export interface Services {
  config: Config
  database: Database
  keys: Keys
}

declare global {
  var arqau: Promise<Services> | undefined
}

/**
 * The one database and set of keys of the process. The server and Next each load their own copy of every module, so
 * `globalThis` holds them.
 */
export function services(): Promise<Services> {
  globalThis.arqau ??= openServices()
  return globalThis.arqau
}

async function openServices(): Promise<Services> {
  const config = loadConfig()
  const folder = resolve(/* turbopackIgnore: true */ process.cwd(), config.ARQAU_DATA)
  const { DATABASE_URL: url, MIGRATION_DATABASE_URL: migrationUrl } = config
  if (url) await prepareServer(url, migrationUrl)
  const database = await openDatabase(url ? { url } : { folder })
  const keys = localKeys(
    localMaster('local-1', config.secrets.ARQAU_MASTER_KEY),
    config.secrets.ARQAU_LOOKUP_KEY,
  )
  await checkKeys(workerContext({ database, keys }, randomUUID())).catch(async (error: unknown) => {
    await database.close()
    if (!(error instanceof WrongKeys)) throw error
    const names = error.kinds.map((kind) => settingOf[kind]).join(' and ')
    throw new Error(
      `Settings: this database was filled with another ${names}. Set the one it was filled with.`,
    )
  })
  return { config, database, keys }
}

const settingOf = { master: 'ARQAU_MASTER_KEY', lookup: 'ARQAU_LOOKUP_KEY' } as const
