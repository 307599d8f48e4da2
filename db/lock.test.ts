import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lockFolder } from './lock.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'arqau-lock-'))

/** Another process that holds the folder until it is killed. */
async function holder(path: string) {
  const script = `const { lockFolder } = await import(${JSON.stringify(join(process.cwd(), 'db/lock.ts'))}); lockFolder(${JSON.stringify(path)}); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

it('refuses a folder that another process has open, with a sentence that says what to do', async () => {
  const path = folder()
  const child = await holder(path)
  expect(() => lockFolder(path)).toThrow(/is open in process \d+\. Stop that process, or set DATABASE_URL/)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const unlock = lockFolder(path)
  unlock()
  expect(existsSync(join(path, 'lock'))).toBe(false)
})

it.runIf(existsSync('/proc/self/stat'))(
  'takes over from a killed process that nobody took notice of',
  async () => {
    const path = folder()
    // The shell starts a child and then becomes a program that never asks after it.
    const parent = spawn('sh', ['-c', 'sleep 30 & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [printed] = await once(parent.stdout, 'data')
    const child = Number(printed)
    const fields = () => {
      const stat = readFileSync(`/proc/${child}/stat`, 'utf8')
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    }
    await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8')).toBe('sleep\n')
    writeFileSync(join(path, 'lock'), `${child} ${fields()[19]}`)
    expect(() => lockFolder(path)).toThrow(`is open in process ${child}`)
    process.kill(child, 'SIGKILL')
    await expect.poll(() => fields()[0]).toBe('Z')
    lockFolder(path)()
    parent.kill('SIGKILL')
  },
)

it('takes over a lock whose process id now belongs to someone else', () => {
  const path = folder()
  writeFileSync(join(path, 'lock'), `${process.ppid} 1`)
  lockFolder(path)
  expect(readFileSync(join(path, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `))
})
