import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Rooms without tests of their own, and the room that tests them. */
const testedBy: Record<string, string> = { catalogue: 'policy', 'db/migrations': 'db' }

/**
 * The unit tests of the rooms that changed: since `origin/main`, uncommitted files included; where nothing has
 * changed since then, those of the last commit.
 * @param limit how many test files at most; rooms with the most changed files come first.
 * @returns the rooms and their test files, and the rooms left out for the limit.
 */
export function changedTests(limit: number): {
  rooms: string[]
  tests: string[]
  left: string[]
} {
  const changed = changedSince('origin/main')
  const files = changed.length > 0 ? changed : changedSince('HEAD~1')
  const changes = new Map<string, number>()
  for (const room of files.flatMap((file) => roomOf(file) ?? []))
    changes.set(room, (changes.get(room) ?? 0) + 1)
  const found = { rooms: [] as string[], tests: [] as string[], left: [] as string[] }
  for (const [room] of [...changes].sort(([, a], [, b]) => b - a)) {
    const tests = testsIn(room)
    const fits = found.rooms.length === 0 || found.tests.length + tests.length <= limit
    if (!fits) found.left.push(room)
    else {
      found.rooms.push(room)
      found.tests.push(...tests)
    }
  }
  return found
}

function changedSince(commit: string): string[] {
  const base = git('merge-base', commit, 'HEAD')[0]
  return base
    ? [...git('diff', '--name-only', base), ...git('ls-files', '--others', '--exclude-standard')]
    : []
}

const git = (...args: string[]): string[] =>
  spawnSync('git', args, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean)

/** The nearest folder above a file that has tests. */
function roomOf(file: string): string | undefined {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    const room = testedBy[folder] ?? folder
    if (testsIn(room).length > 0) return room
  }
  return testsIn('.').length > 0 && /^[^/]+\.ts$/.test(file) ? '.' : undefined
}

const testsIn = (room: string): string[] =>
  existsSync(room)
    ? readdirSync(room).flatMap((name) => (name.endsWith('.test.ts') ? `${room}/${name}` : []))
    : []
