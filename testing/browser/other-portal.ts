import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../start-server.ts'

/**
 * Another production server on the journeys' database, as a bank would run it: no demo, secrets from the environment.
 * The messages it queues are sent by the journeys' own server.
 */
export function startOtherPortal(settings: Record<string, string>): Promise<RunningServer> {
  const secrets: Record<string, string> = JSON.parse(
    readFileSync(join(process.env.ARQAU_DATA ?? '', 'demo-secrets.json'), 'utf8'),
  )
  return startServer('server.ts', '/healthz', {
    ...secrets,
    ARQAU_DEMO: 'false',
    ARQAU_WORKER: 'off',
    SMS_GATEWAY_URL: 'http://localhost:9/never-called',
    ...settings,
  })
}
