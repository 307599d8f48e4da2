import { spawn } from 'node:child_process'

/** The checks that run nothing of the product. The slowest comes first, for they start in this order. */
const staticSteps = ['typecheck', 'knip', 'lint', 'imports', 'catalogue:check']

/** Runs the checks that run nothing of the product beside each other. @returns the one that failed first, if any. */
export async function runStatic(): Promise<string | undefined> {
  let failedFirst: string | undefined
  await Promise.all(
    staticSteps.map(async (step) => {
      if (!(await runQuietly(step, ['npm', 'run', '--silent', step]))) failedFirst ??= step
    }),
  )
  return failedFirst
}

/** Runs a command and prints its output only when it fails. @returns whether it succeeded. */
export async function runQuietly(name: string, [command = '', ...args]: string[]): Promise<boolean> {
  const began = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part
    })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) console.error(output.trimEnd())
  console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${secondsSince(began)} s`)
  return code === 0
}

export const secondsSince = (moment: number): number => Math.round((performance.now() - moment) / 1000)
