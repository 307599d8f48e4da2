import { changedTests } from './changed-tests.ts'
import { runQuietly, runStatic, secondsSince } from './steps.ts'

/**
 * `npm run check`: what to run before each push. The static checks run in parallel, then the unit tests of the changed
 * rooms (`npm run check -- domain/complaints` names others). `npm test` runs everything.
 */
const testFiles = 20
const began = performance.now()

let failedFirst = await runStatic()
if (!failedFirst) {
  const named = process.argv.slice(2)
  const { rooms, tests, left } =
    named.length > 0 ? { rooms: named, tests: named, left: [] } : changedTests(testFiles)
  if (tests.length === 0) console.log('– unit tests: no room that has any was changed')
  else if (!(await runQuietly(`unit tests of ${rooms.join(', ')}`, ['npx', 'vitest', 'run', ...tests])))
    failedFirst = 'unit tests'
  if (left.length > 0) console.log(`– left to npm run test:unit: ${left.join(', ')}`)
}

console.log(failedFirst ? `\n✗ failed first: ${failedFirst}` : `\n✓ all of it, ${secondsSince(began)} s`)
process.exit(failedFirst ? 1 : 0)
