import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream'
import { promisify } from 'node:util'
import { createGunzip, createInflate, gunzip, inflate } from 'node:zlib'
import { parse } from 'content-type'
import { readJson } from '#domain/read-json.ts'
import { ApiRefusal } from '../errors.ts'
import { liftTimeLimits } from '../http/time-limits.ts'

/** A JSON body's largest size, also after it is decompressed. */
export const maxBodyBytes = 1024 * 1024
/** How long a JSON body may take to arrive. */
const maxBodyMs = 30_000
/** How long a stream may be silent; how long it takes in all is not limited. */
const maxIdleMs = 5 * 60_000

const decoders = {
  gzip: { all: promisify(gunzip), stream: createGunzip },
  'x-gzip': { all: promisify(gunzip), stream: createGunzip },
  deflate: { all: promisify(inflate), stream: createInflate },
}
type Encoding = keyof typeof decoders
const isEncoding = (name: string): name is Encoding => Object.hasOwn(decoders, name)

/** The caller closed the connection before the body was complete, so nothing can be answered. */
export class CallerGone extends Error {
  override name = 'CallerGone'
}

/**
 * The body's bytes, decompressed.
 * @throws ApiRefusal for another media type, a coding we do not read, too many bytes, or too slow ones
 */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  requireMediaType(request, 'application/json')
  const encoding = encodingOf(request)
  const raw = await collect(request)
  if (!encoding) return raw
  try {
    return await decoders[encoding].all(raw, { maxOutputLength: maxBodyBytes })
  } catch (error) {
    throw isCode(error, 'ERR_BUFFER_TOO_LARGE') ? tooLarge() : new ApiRefusal('malformed')
  }
}

/**
 * Parses the bytes as JSON.
 * @throws ApiRefusal `malformed` when they are not JSON in UTF-8, or have a text that cannot be kept: a NUL or a lone surrogate
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new ApiRefusal('malformed')
  const read = readJson(bytes.toString())
  if (!read || read.unkept) throw new ApiRefusal('malformed')
  return read.value
}

/**
 * The bytes of a body of any size as they arrive, decompressed.
 * @throws ApiRefusal for another media type or a coding we do not read; while reading, `malformed` for broken compression
 */
export function streamBytes(request: IncomingMessage): AsyncIterable<Uint8Array> {
  requireMediaType(request, 'application/x-ndjson')
  const encoding = encodingOf(request)
  liftTimeLimits(request)
  request.setTimeout(maxIdleMs, () => request.destroy())
  if (!encoding) return chunksOf(request)
  return chunksOf(pipeline(request, decoders[encoding].stream(), () => {}))
}

async function* chunksOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch (error) {
    if (isCode(error, 'ECONNRESET') || isCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) throw new CallerGone()
    throw new ApiRefusal('malformed')
  }
}

function requireMediaType(request: IncomingMessage, wanted: string): void {
  const { type, parameters } = parse(request.headers['content-type'] ?? '')
  if (type !== wanted || !/^utf-?8$/i.test(parameters.charset || 'utf-8'))
    throw new ApiRefusal('wrong-media-type', { wanted }, { accept: wanted })
}

function encodingOf(request: IncomingMessage): Encoding | null {
  const name = request.headers['content-encoding']?.trim().toLowerCase()
  if (!name || name === 'identity') return null
  if (!isEncoding(name)) throw new ApiRefusal('wrong-encoding', {}, { 'accept-encoding': 'gzip, deflate' })
  return name
}

function collect(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length']) > maxBodyBytes) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const slow = request.complete
      ? undefined
      : setTimeout(() => settle(() => reject(new ApiRefusal('too-slow'))), maxBodyMs)
    const settle = (then: () => void) => {
      clearTimeout(slow)
      request.off('data', take)
      request.off('close', leave)
      then()
    }
    const take = (chunk: Buffer) => {
      length += chunk.length
      if (length > maxBodyBytes) return settle(() => reject(tooLarge()))
      chunks.push(chunk)
    }
    const leave = () => settle(() => reject(new CallerGone()))
    request.on('data', take)
    request.once('end', () =>
      settle(() => resolve(chunks.length === 1 ? (chunks[0] ?? noBytes) : Buffer.concat(chunks))),
    )
    request.once('close', leave)
  })
}

export const noBytes = Buffer.alloc(0)
const tooLarge = () => new ApiRefusal('too-large', { limit: maxBodyBytes })
const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
