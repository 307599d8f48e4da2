import { createSecretKey, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { z } from 'zod'
import { open, seal } from '../crypto.ts'
import { holdingInput } from '../holdings/schema.ts'
import { momentOrDay } from '../moment-input.ts'

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** A record of a system as it sends it for a copy: a value that it has of a kind of data, as in an import, and since when. */
export const recordLine = holdingInput.omit({ quantity: true }).extend({
  obtainedAt: momentOrDay('holding.time').describe(
    'When the bank got it: a moment with its offset, or a day.',
  ),
})
export type RecordLine = z.infer<typeof recordLine>

const keyPlace = (taskId: string) => `record_streams:${taskId}:key`
const chunkPlace = (taskId: string, number: number) => `record_chunks:${taskId}:${number}:content`

/** The key of a stream as its row keeps it, sealed with the customer's: without that one nothing of it opens. */
export const sealStreamKey = (customer: KeyObject, taskId: string, key: KeyObject): Uint8Array =>
  seal(customer, key.export(), keyPlace(taskId))

export const openStreamKey = (customer: KeyObject, taskId: string, sealed: Uint8Array): KeyObject =>
  createSecretKey(open(customer, sealed, keyPlace(taskId)))

/** Packs records and seals them for their place. */
export async function packRecords(
  key: KeyObject,
  taskId: string,
  number: number,
  records: readonly RecordLine[],
): Promise<Uint8Array> {
  return seal(key, await deflate(JSON.stringify(records), { level: 1 }), chunkPlace(taskId, number))
}

/** A record as a chunk keeps it. */
export type KeptRecord = Omit<RecordLine, 'obtainedAt'> & { obtainedAt: string }

/** @throws Error when the content was changed or belongs to another chunk. */
export async function unpackRecords(
  key: KeyObject,
  taskId: string,
  number: number,
  sealed: Uint8Array,
): Promise<KeptRecord[]> {
  const content = await inflate(open(key, sealed, chunkPlace(taskId, number)))
  return JSON.parse(content.toString('utf8')) as KeptRecord[]
}
