import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accountsSql } from '#testing/accounts.ts'

const documents = globSync(['*.md', 'docs/**/*.md'])
const rooms = new Set(
  globSync('*/', { exclude: ['node_modules'] }).map((folder) => folder.replace(/\/$/, '')),
)

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8').replace(/^```.*?^```/gms, '')

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([])
  })

  it('names paths that exist', () => {
    const paths = [...text.matchAll(/`([\w.@()[\]-]+\/[^`\s]*)`/g)].map(([, path = '']) => path)
    const ours = paths.filter((path) => rooms.has(path.split('/')[0] ?? '') && !/[<…{]|\b[A-Z]\b/.test(path))
    expect(ours.filter((path) => globSync(path.replaceAll(/[[\]]/g, '?')).length === 0)).toEqual([])
  })
})

it.each(documents.filter((document) => document.startsWith('docs/decisions/')))(
  '%s says when it was accepted',
  (decision) =>
    expect(readFileSync(decision, 'utf8')).toMatch(
      /^# \d{3} .+\n\n\*\*Status\.\*\* (Accepted|Superseded by \d{3}) 20\d\d-\d\d-\d\d/,
    ),
)

it('CONTRIBUTING.md shows a verb as it is', () => {
  const source = readFileSync('domain/complaints/withdraw-complaint.ts', 'utf8')
  const declaration = source.slice(source.indexOf('export const'))
  expect(readFileSync('CONTRIBUTING.md', 'utf8')).toContain(`\`\`\`ts\n${declaration}\`\`\`\n`)
})

it('docs/operations.md makes the accounts that the tests run with', () => {
  expect(readFileSync('docs/operations.md', 'utf8')).toContain(`\`\`\`sql\n${accountsSql}\n\`\`\``)
})
