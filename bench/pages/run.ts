import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { freePort } from '#testing/free-port.ts'
import { serveDemo } from '#testing/serve-demo.ts'
import { startServer } from '#testing/start-server.ts'
import playwright from '../../playwright.config.ts'
import { buildIfNeeded, buildPortalIfNeeded } from '../../scripts/build-if-needed.ts'
import { findChromium } from '../../scripts/chromium.ts'
import { firstLoad } from './first-load.ts'
import { lighthouseScores } from './lighthouse.ts'
import { portalPages } from './portal-pages.ts'
import { serverTime } from './server-time.ts'
import { signIn } from './sign-in.ts'

/**
 * `npm run bench:pages`: what the pages weigh, how long the server takes for them, and what Lighthouse says,
 * on the production build with the demo in a Postgres of its own. The result is printed; it never fails.
 * `npm run bench:pages -- time` measures one of `script`, `time` and `lighthouse` only.
 */
const executablePath = await findChromium()
const emptyApp = [
  new URL('./empty/next.config.js', import.meta.url),
  new URL('./empty/app/layout.jsx', import.meta.url),
  new URL('./empty/app/page.jsx', import.meta.url),
].map((file) => fileURLToPath(file))
const bareServer = fileURLToPath(new URL('./bare-server.ts', import.meta.url))

buildIfNeeded('bench/pages/empty', [...emptyApp, 'package-lock.json'])
buildPortalIfNeeded()

const stops: (() => Promise<void>)[] = []
try {
  const bare = await startServer(bareServer, '/')
  stops.unshift(bare.stop)
  const portal = await serveDemo()
  stops.unshift(portal.stop)
  const debuggingPort = await freePort()
  const options = playwright.use?.launchOptions
  const args = [...(options?.args ?? []), `--remote-debugging-port=${debuggingPort}`]
  const browser = await chromium.launch({ ...options, args, executablePath })
  stops.unshift(() => browser.close())

  const { version }: { version: string } = JSON.parse(readFileSync('node_modules/next/package.json', 'utf8'))
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()})`
  console.log(`${machine}, Node ${process.versions.node}, Next ${version}, Chromium ${browser.version()}`)
  const session = await signIn(browser, portal.url)
  const pages = await portalPages(portal.url, session)
  const measurements = {
    script: () => firstLoad(browser, portal.url, bare.url, pages, session),
    time: () => serverTime(portal.url, bare.url, pages, session),
    lighthouse: () => lighthouseScores(debuggingPort, portal.url, bare.url, pages, session),
  }
  const asked = process.argv.slice(2)
  const targets = []
  for (const [name, measure] of Object.entries(measurements))
    if (asked.length === 0 || asked.includes(name)) targets.push(await measure())
  console.log()
  for (const { sentence, met } of targets) console.log(`${met ? '✓ met' : '✗ not met'}: ${sentence}`)
} finally {
  for (const stop of stops) await stop()
}
process.exit(0)
