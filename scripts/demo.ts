import { buildPortalIfNeeded } from './build-if-needed.ts'

/** `npm run demo`: builds if anything changed since the last build, then serves the demo in production mode. */
buildPortalIfNeeded()
Object.assign(process.env, { NODE_ENV: 'production', ARQAU_DEMO: 'true' })
process.env.LOG_LEVEL ??= 'warn'
await import('#demo/server.ts')
