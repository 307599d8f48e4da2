import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '.next/**', '.data/**', 'e2e/**'],
    globalSetup: './testing/engines.ts',
    testTimeout: 30_000,
    // Waiting for something is bounded by the test alone, however busy the machine is.
    expect: { poll: { timeout: 25_000 } },
    hookTimeout: 60_000,
    pool: 'threads',
    maxWorkers: 2,
  },
})
