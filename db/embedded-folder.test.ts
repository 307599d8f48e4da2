import { copyFileSync, cpSync, fstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { embeddedOptions } from './client.ts'
import { openFolder } from './embedded-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arqau-synced-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What a disk has after a power cut: of each file that was synced, the bytes it had then; of others nothing. */
function diskUnder(running: string, disk: string): { sync(file: number): void; synced: string[] } {
  const synced: string[] = []
  return {
    synced,
    sync: (file) => {
      const path = readlinkSync(`/proc/self/fd/${file}`)
      const name = relative(running, path)
      synced.push(name)
      if (fstatSync(file).isDirectory()) mkdirSync(join(disk, name), { recursive: true })
      else {
        mkdirSync(dirname(join(disk, name)), { recursive: true })
        copyFileSync(path, join(disk, name))
      }
    },
  }
}

it('what the embedded engine has committed outlives a power cut, and what it has not does not', async () => {
  const [running, disk, after] = [join(folder, 'running'), join(folder, 'disk'), join(folder, 'after')]
  const { sync, synced } = diskUnder(running, disk)
  const engine = await openFolder(running, embeddedOptions, sync)
  expect(synced).toEqual(expect.arrayContaining(['PG_VERSION', 'global/pg_control', 'base', '']))
  await engine.exec('create table kept (id int primary key, text text)')
  for (let id = 0; id < 50; id += 1) {
    synced.length = 0
    await engine.query('insert into kept values ($1, $2)', [id, 'x'.repeat(3000)])
    expect(synced, 'the log is synced before a commit is confirmed').toContainEqual(
      expect.stringMatching(/^pg_wal\//),
    )
  }
  synced.length = 0
  await engine.query('select * from kept')
  expect(synced, 'reading costs nothing').toEqual([])
  await engine.exec("begin; insert into kept values (50, 'not committed')")
  cpSync(disk, after, { recursive: true })
  await engine.exec('rollback')
  await engine.close()

  const again = await openFolder(after, embeddedOptions)
  const { rows } = await again.query('select count(*)::int as kept, max(id) as last from kept')
  expect(rows).toEqual([{ kept: 50, last: 49 }])
  expect((await again.query('show fsync')).rows).toEqual([{ fsync: 'on' }])
  await again.close()
})

it('the embedded engine confirms nothing that the disk would not take', async () => {
  let isFull = false
  const engine = await openFolder(join(folder, 'db'), embeddedOptions, () => {
    if (isFull) throw new Error('the disk is gone')
  })
  await engine.exec('create table kept (id int)')
  isFull = true
  await expect(engine.query('insert into kept values (1)')).rejects.toThrow()
})
