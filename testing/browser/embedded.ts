import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../free-port.ts'

/** A production server of its own on the embedded database in a folder, with the demo's identity provider. */
export interface EmbeddedServer {
  url: string
  pid: number
  /** Everything it wrote to its log and console so far. */
  output(): string
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** @param settings beside those of a demo on a free port. */
export async function startEmbedded(
  folder: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedServer> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const { DATABASE_URL: _, MIGRATION_DATABASE_URL: __, ...rest } = process.env
  const env = {
    ...rest,
    NODE_ENV: 'production',
    ARQAU_DEMO: 'true',
    ARQAU_DATA: folder,
    PUBLIC_URL: url,
    HOSTNAME: 'localhost',
    PORT: String(port),
    DEMO_PROVIDER_PORT: String(await freePort()),
    LOG_LEVEL: 'debug',
    ...settings,
  } as const
  const server = spawn(process.execPath, ['demo/server.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A test that fails midway leaves no server behind.
  process.once('exit', () => server.kill('SIGKILL'))
  let output = ''
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await answering(url, server, () => output)
  return {
    url,
    pid: server.pid ?? 0,
    output: () => output,
    kill: async (signal) => {
      if (hasEnded(server)) throw new Error(`the server had ended by itself: ${output}`)
      const exit = once(server, 'exit', { signal: AbortSignal.timeout(30_000) }).catch(() => {
        throw new Error(`the server did not end on ${signal}: ${output}`)
      })
      server.kill(signal)
      await exit
    },
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function answering(url: string, server: ChildProcess, output: () => string): Promise<void> {
  for (;;) {
    if (hasEnded(server)) throw new Error(`the server ended with ${server.exitCode}: ${output()}`)
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
