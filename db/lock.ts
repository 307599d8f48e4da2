import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Another running process holds the embedded database's folder. */
export class FolderInUse extends Error {
  override name = 'FolderInUse'
  readonly isForOperators = true
}

/**
 * Locks the folder for this process. It takes over the lock of a process that has died.
 * The embedded engine has no lock of its own, and two processes on one folder silently lose rows.
 * @returns the function that unlocks it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'lock')
  const mine = identify(process.pid)
  try {
    writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
  } catch {
    const holder = readFileSync(file, 'utf8')
    const pid = Number.parseInt(holder, 10)
    if (holder !== mine && identify(pid) === holder)
      throw new FolderInUse(
        `The database in ${folder} is open in process ${pid}. Stop that process, or set DATABASE_URL to use a Postgres server.`,
      )
    rmSync(file, { force: true })
    return lockFolder(folder)
  }
  return () => rmSync(file, { force: true })
}

/**
 * A process id with its start time, where the system gives one: ids are reused, the pair is not. A zombie (killed, but
 * not yet reaped by its parent) holds nothing any more and counts as gone.
 */
function identify(pid: number): string {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return `${pid} gone`
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? `${pid} gone` : `${pid} ${rest[18]}`
  } catch {
    return `${pid} running`
  }
}
