import { randomUUID } from 'node:crypto'
import { loadConfig } from '#config'
import type { KeyKind } from '#db/schema/keys.ts'
import { type KeysView, showKeys } from '#domain/keys/show-keys.ts'
import { workerContext } from '#domain/worker-context.ts'
import { refuseToStart } from '#log'
import { keysOf, openDatabaseOf, settingOf } from '#services'

/**
 * `npm run keys`: says by which keys the database is filled and how many rows still need another than the one that writes,
 * with the settings of the portal. It changes nothing but what a start does to a database of an older release. The exit
 * code is 1 while rows are left.
 */
try {
  const config = loadConfig()
  const database = await openDatabaseOf(config)
  const view = await showKeys(workerContext({ database, keys: keysOf(config) }, randomUUID()))
  await database.close()
  for (const kind of ['master', 'lookup'] as const) tell(kind, view)
  console.log(
    config.secrets.AUTH_SECRET_OTHER
      ? 'AUTH_SECRET: there are two. No row needs them; cookies do, a session’s for 12 hours at most.'
      : 'AUTH_SECRET: there is one.',
  )
  if (view.left.length > 0) process.exitCode = 1
} catch (error) {
  refuseToStart(error)
}

function tell(kind: KeyKind, { keys, left, hashAlone }: KeysView): void {
  const setting = settingOf[kind]
  const [first, ...others] = keys[kind]
  const known = others.length > 0 ? `; ${setting}_OTHER is ${others.join(', ')}` : ''
  console.log(`${setting}: ${first} writes${known}.`)
  const rest = left.filter((one) => one.kind === kind)
  for (const { keyId, rows } of rest) console.log(`  ${rows} rows need ${nameOf(kind, keyId)}`)
  if (rest.length === 0)
    console.log(
      `  Nothing is left${others.length > 0 ? `: ${setting}_OTHER can go if it is the former one` : ''}.`,
    )
  if (kind === 'lookup' && hashAlone > 0)
    console.log(`  ${hashAlone} of these customers are known by hash alone: send their registrations again.`)
}

/** Rows of older releases name no lookup key, and one master key whichever it was. */
function nameOf(kind: KeyKind, keyId: string): string {
  const isUnnamed = kind === 'lookup' ? keyId === '' : keyId === 'local-1'
  return isUnnamed ? 'the one key of a former release, and get its name soon' : keyId
}
