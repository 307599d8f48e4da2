import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The line a call writes: the text it ends or begins with. A call without one hands on the text of its caller. */
const writtenBy = (call: string) =>
  /'([^'\n]+)',?\s*$/.exec(call)?.[1] ?? /^\s*'([^'\n]+)'/.exec(call)?.[1] ?? []

/** What stands between the brackets of every call that writes a line. */
function callsIn(source: string): string[] {
  const calls = source.matchAll(/\b(?:log(?:\.(?:info|warn|error|fatal)|\[level\])|told)\(/g)
  return [...calls].map(({ 0: head, index }) => {
    const begin = index + head.length
    let depth = 1
    let end = begin
    while (depth > 0 && end < source.length) {
      if (source[end] === '(') depth += 1
      if (source[end] === ')') depth -= 1
      end += 1
    }
    return source.slice(begin, end - 1)
  })
}

it('docs/inventories.md lists every line that the log can have', () => {
  const sources = globSync('{*,{api,app,db,domain,gateways,jobs}/**/*}.ts', { exclude: ['**/*.test.ts'] })
  const written = sources.flatMap((file) => callsIn(readFileSync(file, 'utf8')).flatMap(writtenBy))
  const section = readFileSync('docs/inventories.md', 'utf8').split('\n## The log\n')[1] ?? ''
  const listed = [...section.matchAll(/^\| [\d–]+ \| `([^`]+)` \|/gm)].map(([, line]) => line)
  expect(listed.sort()).toEqual([...new Set(written)].sort())
})
