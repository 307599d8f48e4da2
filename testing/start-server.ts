import { spawn } from 'node:child_process'
import { freePort } from './free-port.ts'

/** A server of its own process. */
export interface RunningServer {
  url: string
  /** The settings it runs with. */
  env: NodeJS.ProcessEnv
  stop(): Promise<void>
}

/**
 * Runs a server file in production mode on a free port of localhost and waits until a path of it answers.
 * @throws Error when the server exits first.
 */
export async function startServer(
  file: string,
  answering: string,
  settings: Record<string, string> = {},
): Promise<RunningServer> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    ...process.env,
    ...settings,
    NODE_ENV: 'production' as const,
    PUBLIC_URL: url,
    HOSTNAME: 'localhost',
    PORT: String(port),
  }
  const server = spawn(process.execPath, [file], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const end = () => server.kill('SIGTERM')
  process.once('exit', end)
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const answers = () =>
    fetch(new URL(answering, url)).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await answers())) {
    if (server.exitCode !== null) throw new Error(`${file} exited with ${server.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return {
    url,
    env,
    stop: async () => {
      process.off('exit', end)
      end()
      await exited
    },
  }
}
