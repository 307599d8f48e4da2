import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/**
 * Finds a Chromium to test with: the environment's (`CHROMIUM_PATH`), the system's, or Playwright's own; otherwise
 * installs one. It prints what it does.
 * @returns its path; undefined means Playwright's own.
 * @throws Error when none is found and none can be installed.
 */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH
  if (named) return say(`Chromium: ${named}, as CHROMIUM_PATH says`, named)
  const system = known.find(existsSync)
  if (system) return say(`Chromium: ${system}, the system's`, system)
  const { chromium } = await import('@playwright/test')
  if (existsSync(chromium.executablePath())) return say("Chromium: Playwright's own", undefined)

  console.log('Chromium: none found, installing one …')
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
    const installed = known.find(existsSync)
    if (installed) return say(`Chromium: ${installed}, installed with apt-get`, installed)
  }
  run(
    'npx',
    process.getuid?.() === 0
      ? ['playwright', 'install', '--with-deps', 'chromium']
      : ['playwright', 'install', 'chromium'],
  )
  if (existsSync(chromium.executablePath())) return say("Chromium: Playwright's own, installed", undefined)
  throw new Error('No Chromium could be found or installed. Install one and set CHROMIUM_PATH to it.')
}

function say<T>(sentence: string, result: T): T {
  console.log(sentence)
  return result
}

const run = (command: string, args: string[]) =>
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
