import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { Config } from '#config'
import { type Finding, ScanFailed, type Scanner } from '#domain/cases/scanner.ts'

/** Where clamd listens: a TCP port, or a socket of this machine. */
export type ScannerAddress = NonNullable<Config['SCANNER_URL']>

/** The most that is sent at once; clamd takes any size below its `StreamMaxLength`. */
const chunkBytes = 64 * 1024
/** The longest answer: a sentence with a name in it. */
const answerBytes = 1024
/** How long a scan may take in all. clamd's own limit (`MaxScanTime`) is two minutes, of which a file of ours needs a part. */
const patienceMs = 60_000

/** The client for the scanner that the settings name; null when they name none. */
export const scannerOf = ({ SCANNER_URL: address }: Pick<Config, 'SCANNER_URL'>): Scanner | null =>
  address ? clamd(address) : null

/**
 * A client for clamd, ClamAV's daemon (clamd(8)): a file is sent by `INSTREAM`, in chunks that each say their length, and
 * `VERSION` tells which signatures were used. Any answer that is not one of those listed there is a failure, never a
 * verdict.
 */
export function clamd(address: ScannerAddress, patience: number = patienceMs): Scanner {
  return {
    scan: async (bytes) => {
      const signal = AbortSignal.timeout(patience)
      const scanner = versionIn(await ask(address, signal, 'zVERSION\0'))
      return findingIn(await ask(address, signal, 'zINSTREAM\0', chunksOf(bytes)), scanner)
    },
  }
}

/** A name and signatures, such as `ClamAV 1.4.3/27803/Mon Oct 27 09:48:00 2026`. */
const version = /^ClamAV [\x20-\x7e]{1,120}$/
/** A signature's name, such as `Win.Test.EICAR_HDB-1`. */
const found = /^stream: ([\x21-\x7e]{1,200}) FOUND$/

function versionIn(answer: string): string {
  if (!version.test(answer)) throw new ScanFailed(failureIn(answer))
  return answer
}

function findingIn(answer: string, scanner: string): Finding {
  if (answer === 'stream: OK') return { verdict: 'clean', scanner }
  const threat = found.exec(answer)?.[1]
  if (threat) return { verdict: 'infected', scanner, threat }
  throw new ScanFailed(failureIn(answer))
}

function failureIn(answer: string): ScanFailed['code'] {
  if (answer === 'INSTREAM size limit exceeded. ERROR') return 'too-large'
  return answer.endsWith(' ERROR') ? 'refused' : 'answer'
}

/** The chunks of a file, each with its length in four bytes before it, and the empty one that ends them. */
function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const chunk = bytes.subarray(start, start + chunkBytes)
    yield lengthOf(chunk)
    yield chunk
  }
  yield lengthOf([])
}

function lengthOf({ length }: ArrayLike<number>): Uint8Array {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(length)
  return head
}

/**
 * Sends a command on a connection of its own, and what belongs to it, and reads the answer.
 * @throws ScanFailed
 */
async function ask(
  address: ScannerAddress,
  signal: AbortSignal,
  command: string,
  more: Iterable<Uint8Array> = [],
): Promise<string> {
  const socket = connect({ ...address, signal })
  const answering = answerOn(socket)
  const sending = Readable.from(inOrder(Buffer.from(command), more))
  sending.pipe(socket, { end: false })
  try {
    const answer = await answering
    // Before it has the whole of it, clamd says nothing of a file but what is wrong.
    if (!sending.readableEnded && !answer.endsWith(' ERROR')) throw new ScanFailed('answer')
    return answer
  } catch (error) {
    if (error instanceof ScanFailed) throw error
    throw new ScanFailed(signal.aborted ? 'timeout' : 'unreachable')
  } finally {
    socket.destroy()
  }
}

function* inOrder(first: Uint8Array, more: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield first
  yield* more
}

/**
 * The answer without the NUL that ends it. clamd answers and closes in the middle of a file that is too large: an answer
 * that has come counts, whatever becomes of the connection then.
 */
function answerOn(socket: Socket): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let answer = ''
  socket.setEncoding('latin1')
  socket.on('data', (part: string) => {
    answer += part
    const end = answer.indexOf('\0')
    if (end >= 0 && end === answer.length - 1) resolve(answer.slice(0, end))
    else if (end >= 0 || answer.length > answerBytes) reject(new ScanFailed('answer'))
  })
  socket.on('error', reject)
  socket.on('close', () => reject(new ScanFailed('unreachable')))
  return promise
}
