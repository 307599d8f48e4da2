import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { DigestWords } from '#i18n/describe/copy-digest.ts'

/** The most memory that the process of a digest may take, and the longest it may work. */
const megabytes = 512
const patienceMs = 30_000
/** The largest digest; it has the newest records alone, so it is far smaller. */
const mostBytes = 32 * 1024 * 1024

/**
 * Makes the digest of a copy: a tagged PDF. It is made in a process of its own, which ends with it.
 * @throws Error when the process ended without one, took too much memory or too long
 */
export async function makeDigest(
  words: DigestWords,
  bounds: { megabytes?: number; patienceMs?: number } = {},
): Promise<Uint8Array> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'child.ts'), String(bounds.megabytes ?? megabytes)],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { NODE_ENV: 'production' },
      timeout: bounds.patienceMs ?? patienceMs,
      killSignal: 'SIGKILL',
    },
  )
  const ended = new Promise<string>((resolve, refuse) => {
    child.once('error', refuse)
    child.once('close', (code, signal) => resolve(code === 0 ? '' : `it ended with ${signal ?? code}`))
  })
  // A child that is gone takes no words; how it ended says why.
  child.stdin.on('error', () => undefined)
  child.stdin.end(JSON.stringify(words))
  const [pdf, said, fault] = await Promise.all([bytesOf(child.stdout), bytesOf(child.stderr), ended])
  if (fault || !pdf.subarray(0, 5).equals(Buffer.from('%PDF-')))
    throw new Error(`no digest: ${fault || 'what it made is no PDF'}; ${firstLine(said)}`)
  return pdf
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of stream) {
    bytes += part.length
    if (bytes <= mostBytes) parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The fault's own line; the others may have words of the document in them. */
const firstLine = (said: Buffer): string =>
  said
    .toString('utf8')
    .split('\n')
    .find((line) => /^\w*Error\b/.test(line))
    ?.slice(0, 200) ?? ''
