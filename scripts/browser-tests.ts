import { spawnSync } from 'node:child_process'
import { serveDemo } from '#testing/serve-demo.ts'
import { findChromium } from './chromium.ts'

/** `npm run test:browser`: a fresh Postgres with the demo, the production server on it, then Playwright. */
const chromium = await findChromium()
const server = await serveDemo()
const env = { ...server.env, E2E_PORT: server.env.PORT, ...(chromium && { CHROMIUM_PATH: chromium }) }
const { status } = spawnSync('npx', ['playwright', 'test', ...process.argv.slice(2)], {
  env,
  stdio: 'inherit',
})
await server.stop()
process.exit(status ?? 1)
