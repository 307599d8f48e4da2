import type { KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { open, seal } from '../crypto.ts'
import { isScope, type Scope } from '../permissions.ts'

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** The content of a chunk: its lines, and the permissions of the key by which they were sent. */
export interface ChunkContent {
  scopes: readonly Scope[]
  lines: Buffer
}

const place = (importId: string, number: number) => `import_chunks:${importId}:${number}:content`

export async function packChunk(
  key: KeyObject,
  importId: string,
  number: number,
  { scopes, lines }: ChunkContent,
): Promise<Uint8Array> {
  const content = Buffer.concat([Buffer.from(`${scopes.join(' ')}\n`), lines])
  return seal(key, await deflate(content, { level: 1 }), place(importId, number))
}

/** @throws Error when the content was changed or belongs to another chunk. */
export async function unpackChunk(
  key: KeyObject,
  importId: string,
  number: number,
  sealed: Uint8Array,
): Promise<ChunkContent> {
  const content = await inflate(open(key, sealed, place(importId, number)))
  const head = content.indexOf('\n')
  const scopes = content.subarray(0, head).toString().split(' ').filter(isScope)
  return { scopes, lines: content.subarray(head + 1) }
}
