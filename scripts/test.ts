import { spawnSync } from 'node:child_process'
import { staticSteps } from './steps.ts'

/** `npm test`: all checks and tests, the fast ones first. The first failure ends it. */
const steps = [...staticSteps, 'test:unit', 'build', 'test:browser']

for (const step of steps) {
  const began = performance.now()
  console.log(`\n▸ ${step}`)
  const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' })
  const seconds = Math.round((performance.now() - began) / 1000)
  if (status !== 0) {
    console.error(`✗ ${step} failed after ${seconds} s`)
    process.exit(status ?? 1)
  }
  console.log(`✓ ${step}, ${seconds} s`)
}
