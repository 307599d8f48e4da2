import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const file = 'docs/asvs.md'
const text = readFileSync(file, 'utf8')
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| [^|]+ \| (.+) \|$/gm)].map(
  ([, id = '', level = '', here = '']) => ({ id, level, here }),
)
const states = ['met', 'Bank', 'In part', 'Not met', 'Out']
const stateOf = (here: string) => states.find((state) => here.startsWith(`${state}: `)) ?? 'met'

/** The number a heading has in addresses: GitHub's. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

describe('docs/asvs.md', () => {
  it('names each requirement once, in its order and its chapter', () => {
    const ids = rows.map(({ id }) => id.split('.').map(Number))
    const sorted = ids.toSorted((a, b) => a.map((part, at) => part - (b[at] ?? 0)).find(Boolean) ?? 0)
    expect(ids).toEqual(sorted)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    for (const part of text.split('\n## V').slice(1)) {
      const chapter = part.split(' ')[0]
      for (const [, id] of part.matchAll(/^\| (\d+)\.\d+\.\d+ /gm)) expect(id).toBe(chapter)
    }
  })

  it('has as many requirements of each level as the standard, and of each state as it says', () => {
    const counted = (state: string | null) =>
      ['1', '2'].map(
        (one) =>
          rows.filter(({ level, here }) => level === one && (!state || stateOf(here) === state)).length,
      )
    expect(counted(null)).toEqual([70, 183])
    for (const state of [...states, null]) {
      const [, ...told] =
        new RegExp(`^\\| ${state ?? 'in all'} \\| (\\d+) \\| (\\d+) \\|`, 'm').exec(text) ?? []
      expect(told.map(Number), state ?? 'in all').toEqual(counted(state))
    }
  })

  it.each(rows)('$id names files that exist and tests that are in them', ({ here }) => {
    const parts = [...here.matchAll(/`([\w./-]+\/[\w./-]+|[\w-]+\.(?:test\.)?ts)`([^`]*)/g)]
    const isFile = (path: string) => /\.\w+$/.test(path)
    for (const [, path = '', rest = ''] of parts) {
      if (!isFile(path)) continue
      expect(existsSync(path), path).toBe(true)
      const source = readFileSync(path, 'utf8')
      for (const [, title = ''] of rest.matchAll(/“([^”]+)”/g)) expect(source, path).toContain(title)
    }
    if (stateOf(here) === 'met') expect(here).toMatch(/`[^`]+`|\]\(|\(pending: /)
  })
})

it.each([file, 'docs/inventories.md'])('%s links to headings that exist', (document) => {
  const links = [...readFileSync(document, 'utf8').matchAll(/\]\(([^)#:]*)#([^)]+)\)/g)]
  for (const [, path = '', anchor = ''] of links) {
    const other = readFileSync(path ? join(dirname(document), path) : document, 'utf8')
    const anchors = [...other.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))
    expect(anchors, path).toContain(anchor)
  }
})
