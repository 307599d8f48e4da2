import { spawn } from 'node:child_process'
import { changedTests } from './changed-tests.ts'
import { staticSteps } from './steps.ts'

/**
 * `npm run check`: what to run before each push. The static checks run in parallel, then the unit tests of the changed
 * rooms (`npm run check -- domain/complaints` names others). `npm test` runs everything.
 */
const testFiles = 20
const began = performance.now()
let failedFirst: string | undefined

await Promise.all(staticSteps.map((step) => run(step, ['npm', 'run', '--silent', step])))
if (!failedFirst) {
  const named = process.argv.slice(2)
  const { rooms, tests, left } =
    named.length > 0 ? { rooms: named, tests: named, left: [] } : changedTests(testFiles)
  if (tests.length === 0) console.log('– unit tests: no room that has any was changed')
  else await run(`unit tests of ${rooms.join(', ')}`, ['npx', 'vitest', 'run', ...tests])
  if (left.length > 0) console.log(`– left to npm run test:unit: ${left.join(', ')}`)
}

console.log(failedFirst ? `\n✗ failed first: ${failedFirst}` : `\n✓ all of it, ${secondsSince(began)} s`)
process.exit(failedFirst ? 1 : 0)

/** Runs a command and prints its output only when it fails. */
async function run(name: string, [command = '', ...args]: string[]): Promise<void> {
  const started = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part
    })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) {
    failedFirst ??= name
    console.error(output.trimEnd())
  }
  console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${secondsSince(started)} s`)
}

function secondsSince(moment: number): number {
  return Math.round((performance.now() - moment) / 1000)
}
