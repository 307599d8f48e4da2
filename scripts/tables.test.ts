import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { tablesDocument } from './tables.ts'

it('docs/tables.md shows the tables of db/schema as they are', async () => {
  expect(readFileSync('docs/tables.md', 'utf8'), 'run npm run docs').toBe(await tablesDocument())
})
