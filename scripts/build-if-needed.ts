import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const portalSources = [
  'app',
  'api',
  'catalogue',
  'components',
  'db',
  'demo',
  'domain',
  'gateways',
  'i18n',
  'jobs',
  'policy',
  'config.ts',
  'config-files.ts',
  'config-rules.ts',
  'log.ts',
  'log-everything.ts',
  'services.ts',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
]

/** Builds the portal if anything changed since its last build. */
export const buildPortalIfNeeded = (): void => buildIfNeeded('.', portalSources)

/** Builds a Next app if a source is newer than its last build. A failed build ends the process. */
export function buildIfNeeded(app: string, sources: readonly string[]): void {
  const stamp = join(app, '.next/BUILD_ID')
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0
  if (built > Math.max(...sources.map(newest))) return
  console.log(app === '.' ? 'Building, about a minute …' : `Building ${app} …`)
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: app, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

function newest(path: string): number {
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}
