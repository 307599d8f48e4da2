import { SettingsRefused, settingsShape } from '#config'
import { migrateServer } from '#db/migrate.ts'
import { refuseToStart, say } from '#log'
import { readSecretFiles } from '../config-files.ts'

/**
 * `npm run migrate`: applies the migrations with the account of `MIGRATION_DATABASE_URL`, for a bank whose portal is not to
 * have its password. Running it again changes nothing.
 */
const { env, faults } = readSecretFiles(process.env)
const { data: url } = settingsShape.shape.MIGRATION_DATABASE_URL.safeParse(env.MIGRATION_DATABASE_URL)
const fault =
  faults.get('MIGRATION_DATABASE_URL') ??
  'Set MIGRATION_DATABASE_URL, the address of the database with the account that owns its tables.'
if (!url) refuseToStart(new SettingsRefused([fault]))
await migrateServer(url).catch(refuseToStart)
say('All migrations are applied.')
