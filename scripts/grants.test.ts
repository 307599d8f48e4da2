import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { grantsDocument } from './grants.ts'

it('docs/grants.md shows permissions, verbs and grants as they are', async () => {
  expect(readFileSync('docs/grants.md', 'utf8'), 'run npm run docs').toBe(await grantsDocument())
})
