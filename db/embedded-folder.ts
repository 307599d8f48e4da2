import { closeSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** What the engine is told when a file could not be synced: `EIO`. It stops then rather than lose what it confirmed. */
const inputOutputError = 29

/**
 * The folder of the embedded engine, which is synced to the disk like that of a server: the log of a transaction before
 * its commit is confirmed, tables at a checkpoint. The engine by itself never syncs: it starts with `-F`, and its files
 * have no `fsync`.
 * @param sync for tests; takes a file descriptor.
 */
class SyncedFolder extends NodeFS {
  readonly #sync: (file: number) => void
  constructor(folder: string, sync: (file: number) => void) {
    super(folder)
    this.#sync = sync
  }
  override init(...[engine, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const fsync = ({ nfd }: { nfd: number }) => {
      try {
        this.#sync(nfd)
        return 0
      } catch {
        return inputOutputError
      }
    }
    const preRun: typeof options.preRun = [
      ...(options.preRun ?? []),
      ({ NODEFS }) => void Object.assign(Reflect.get(NODEFS, 'stream_ops'), { fsync }),
    ]
    return super.init(engine, { ...options, preRun })
  }
}

/** `fdatasync`, which it would use for the log, does nothing in the embedded engine; `fsync` goes through the folder. */
const durable = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
]

/**
 * Opens the embedded engine in a folder. What it has committed is on the disk, also after a power cut.
 * @param sync as of {@link SyncedFolder}.
 */
export async function openFolder(
  folder: string,
  options: Pick<ConstructorParameters<typeof PGlite>[0] & object, 'parsers' | 'serializers'>,
  sync: (file: number) => void = fsyncSync,
): Promise<PGlite> {
  const isNew = !existsSync(join(folder, 'PG_VERSION'))
  const client = await PGlite.create({ ...options, fs: new SyncedFolder(folder, sync), startParams: durable })
  // A new database is written by a program of its own, which syncs nothing.
  if (isNew) syncTree(folder, sync)
  return client
}

function syncTree(path: string, sync: (file: number) => void): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) syncTree(inside, sync)
    else if (entry.isFile()) syncPath(inside, sync)
  }
  syncPath(path, sync)
}

function syncPath(path: string, sync: (file: number) => void): void {
  const file = openSync(path, 'r')
  try {
    sync(file)
  } finally {
    closeSync(file)
  }
}
