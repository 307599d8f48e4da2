import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Entry } from './entries.ts'
import { fileOf } from './schema.ts'

/** What the manifest says of a file. */
export interface WrittenFile {
  path: string
  bytes: number
  sha256: string
}

/** How hard it is packed: rows of tables hardly get smaller above this, and take longer. */
const level = 1

/**
 * A ZIP of these files as a stream, with a manifest of them as its last. One entry is asked for, read and packed at a time,
 * and no faster than the stream is read.
 */
export function archiveOf(
  entries: AsyncIterable<Entry>,
  madeAt: Date,
  manifestOf: (files: readonly WrittenFile[]) => string,
): Readable {
  const zip = new ZipFile()
  const output = new PassThrough({ highWaterMark: 1024 * 1024 })
  const closed = new Promise<never>((_, refuse) =>
    output.once('close', () => refuse(new Error('not read on'))),
  )
  closed.catch(() => undefined)
  // A failure before anybody reads waits in the stream for the reader; without a listener it would end the process.
  output.on('error', () => undefined)
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', fail)
  zip.outputStream.pipe(output)
  const files: WrittenFile[] = []
  const write = async ({ path, compress, content }: Omit<Entry, 'step'>) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const note = (file: WrittenFile) => {
      files.push(file)
      resolve()
    }
    const options = { compressionLevel: compress ? level : 0, mtime: madeAt }
    zip.addReadStreamLazy(path, options, (give) => {
      const stream = Readable.from(measured(path, content, note), { objectMode: false })
      give(null, stream.once('error', fail))
    })
    await Promise.race([promise, closed])
  }
  const writeAll = async () => {
    for await (const entry of entries) await write(entry)
    const manifest = Readable.from([manifestOf(files)])
    await write({ path: fileOf('manifest', 'json'), compress: true, content: manifest })
    zip.end()
  }
  writeAll().catch(fail)
  return output
}

/** The content as bytes; once it is read, its size and hash are noted. */
async function* measured(
  path: string,
  content: AsyncIterable<Uint8Array | string>,
  note: (file: WrittenFile) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const part of content) {
    const block =
      typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.buffer, part.byteOffset, part.length)
    hash.update(block)
    bytes += block.length
    if (block.length > 0) yield block
  }
  note({ path, bytes, sha256: hash.digest('hex') })
}

/** Cuts a stream into pieces of one size, the last one less. */
export async function* inChunks(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const block of stream) {
    waiting.push(block)
    length += block.length
    if (length < size) continue
    const all = Buffer.concat(waiting)
    let from = 0
    for (; all.length - from >= size; from += size) yield all.subarray(from, from + size)
    waiting = [all.subarray(from)]
    length = all.length - from
  }
  if (length > 0) yield Buffer.concat(waiting)
}
