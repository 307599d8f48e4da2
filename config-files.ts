import { readFileSync, statSync } from 'node:fs'

export type Env = Record<string, string | undefined>

/** Secrets that may be in a file instead, which `NAME_FILE` names: it is not seen where the environment is. */
export const secretsInFiles = [
  ...['ARQAU_MASTER_KEY', 'ARQAU_LOOKUP_KEY', 'AUTH_SECRET', 'DATABASE_URL', 'MIGRATION_DATABASE_URL'],
  ...[
    'ARQAU_MASTER_KEY_OTHER',
    'ARQAU_LOOKUP_KEY_OTHER',
    'AUTH_SECRET_OTHER',
    'SMS_GATEWAY_TOKEN',
    'SMTP_URL',
  ],
  ...['STAFF_OIDC_CLIENT_SECRET', 'STATE_SERVICE_PASSWORD', 'STATE_SERVICE_TOKEN'],
]

/** More than any secret has; what is larger is some other file. */
const mostBytes = 64 * 1024
const writableByOthers = 0o022
const forEveryone = 0o007

/**
 * The environment with the secrets that are in files. One line break at the end of a file is not part of its secret.
 * @returns also a sentence for each secret that could not be read, by its name; none repeats a path, for it may be the
 * secret itself, put into the wrong setting.
 */
export function readSecretFiles(given: Env): { env: Env; faults: Map<string, string> } {
  const env = { ...given }
  const faults = new Map<string, string>()
  for (const name of secretsInFiles) {
    const path = given[`${name}_FILE`]
    if (!path) continue
    if (given[name]) faults.set(name, `Set ${name} or ${name}_FILE, not both.`)
    else {
      const { secret, fault } = readSecret(path)
      if (fault) faults.set(name, `${name}_FILE must name ${fault}.`)
      env[name] = secret
    }
  }
  return { env, faults }
}

function readSecret(path: string): { secret?: string; fault?: string } {
  try {
    const { mode, size } = statSync(path)
    if (mode & (writableByOthers | forEveryone))
      return { fault: 'a file that others can neither read nor change (mode 0400, 0440, 0600 or 0640)' }
    if (size > mostBytes) return { fault: 'a file with the secret and nothing else' }
    const secret = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
    return secret ? { secret } : { fault: 'a file that is not empty' }
  } catch {
    return { fault: 'a file that can be read' }
  }
}
