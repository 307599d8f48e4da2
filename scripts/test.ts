import { spawnSync } from 'node:child_process'
import { runStatic, secondsSince } from './steps.ts'

/** `npm test`: everything that must hold, the cheap first; the first failure ends it. */
const failed = await runStatic()
if (failed) process.exit(1)
for (const step of ['test:unit', 'build', 'test:browser']) {
  const began = performance.now()
  console.log(`\n▸ ${step}`)
  const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' })
  if (status !== 0) {
    console.error(`✗ ${step} failed after ${secondsSince(began)} s`)
    process.exit(status ?? 1)
  }
  console.log(`✓ ${step}, ${secondsSince(began)} s`)
}
