import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { both, type Config, loadConfig, SettingsRefused } from '#config'
import { type Database, openDatabase } from '#db/client.ts'
import { prepareServer } from '#db/prepare-server.ts'
import { type Keys, keyRing } from '#domain/crypto.ts'
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
  const { DATABASE_URL: url, MIGRATION_DATABASE_URL: migrationUrl } = config
  if (url) await prepareServer(url, migrationUrl)
  const database = await openDatabaseOf(config)
  const keys = keysOf(config)
  await checkKeys(workerContext({ database, keys }, randomUUID())).catch(async (error: unknown) => {
    await database.close()
    throw error instanceof WrongKeys ? new SettingsRefused(sentencesOf(error)) : error
  })
  return { config, database, keys }
}

export function openDatabaseOf({ ARQAU_DATA, DATABASE_URL: url }: Config): Promise<Database> {
  const folder = resolve(/* turbopackIgnore: true */ process.cwd(), ARQAU_DATA)
  return openDatabase(url ? { url } : { folder })
}

/** The keys of the settings: of each kind the first one writes. */
export const keysOf = ({ secrets }: Config): Keys =>
  keyRing({
    masters: both(secrets.ARQAU_MASTER_KEY, secrets.ARQAU_MASTER_KEY_OTHER),
    lookups: both(secrets.ARQAU_LOOKUP_KEY, secrets.ARQAU_LOOKUP_KEY_OTHER),
  })

export const settingOf = { master: 'ARQAU_MASTER_KEY', lookup: 'ARQAU_LOOKUP_KEY' } as const

/** What an operator has to set, a sentence for each key. */
function sentencesOf({ kinds, needed }: WrongKeys): string[] {
  const unknown = kinds.filter((kind) => !needed.some((one) => one.kind === kind))
  const names = unknown.map((kind) => settingOf[kind]).join(' and ')
  return [
    ...(names ? [`Set the ${names} that this database was filled with; it is another.`] : []),
    ...needed.map(({ kind, keyId, rows }) =>
      keyId === ''
        ? `${rows} rows do not name their ${settingOf[kind]} yet. Start with the one they were written with alone, until \`npm run keys\` says that nothing is left.`
        : `${rows} rows still need the ${settingOf[kind]} ${keyId}. Set it as ${settingOf[kind]}_OTHER until \`npm run keys\` says that nothing is left.`,
    ),
  ]
}
