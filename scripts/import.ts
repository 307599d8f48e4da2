import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { z } from 'zod'

/**
 * `npm run import -- file.ndjson`: sends a file of lines to the portal, follows the import to its end, and lists the
 * first bad lines. Sending the same file again changes nothing, so after any failure it can be run again. The exit code
 * is 1 when lines were bad or the import failed.
 */
const shownFaults = 20
const imported = z.object({
  id: z.string(),
  state: z.string(),
  endReason: z.string().nullable(),
  lines: z.object({
    received: z.number(),
    done: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    bad: z.number(),
  }),
})
const faultList = z.object({
  listed: z.number(),
  faults: z.array(z.object({ line: z.number(), path: z.string(), message: z.string() })),
})
const refusal = z.object({ title: z.string().optional(), detail: z.string().optional() })
type Imported = z.infer<typeof imported>

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' }, key: { type: 'string' } },
})
const [file] = positionals
const address = values.url ?? process.env.ARQAU_URL ?? 'http://localhost:3000'
const key = values.key ?? process.env.ARQAU_KEY
if (!file || !key)
  fail(
    'npm run import -- file.ndjson [--url http://localhost:3000] [--key arqau_…]\n' +
      'ARQAU_URL and ARQAU_KEY are read as well; the key needs the scope imports:send, and that of each kind of line.',
  )

const size = await stat(file).then(
  (found) => found.size,
  () => fail(`${file} can't be read.`),
)
let following: string | null = null
process.once('SIGINT', () => {
  clearLine()
  fail(
    following
      ? `Import ${following} goes on without this window.`
      : 'Sending was cut off. The whole lines that arrived are taken; send the file again for the rest.',
  )
})

const began = Date.now()
const sent = await send(file, size)
following = sent.id
const ended = await follow(sent)
clearLine()
const { done, changed, unchanged, bad } = ended.lines
console.log(
  `${number(done)} lines in ${time(Date.now() - began)}: ${number(changed)} changed something, ${number(unchanged)} changed nothing, ${number(bad)} bad.`,
)
if (bad > 0) await listFaults(ended)
if (ended.state !== 'done')
  fail(`The import ended as ${ended.state} (${ended.endReason}). Send the file again.`)
if (bad > 0) process.exitCode = 1

/** Reads, compresses and sends the file, as fast as the portal reads. */
async function send(path: string, bytes: number): Promise<Imported> {
  let read = 0
  const counting = new Transform({
    transform(part: Buffer, _, next) {
      read += part.length
      show(
        'Sending',
        read,
        bytes,
        `${number(read / 1024 / 1024)} of ${number(bytes / 1024 / 1024)} MB`,
        began,
      )
      next(null, part)
    },
  })
  const body = createReadStream(path)
    .pipe(counting)
    .pipe(createGzip({ level: 1 }))
  return imported.parse(
    await ask('/imports', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      body: streamOf(body),
      duplex: 'half',
    }),
  )
}

async function follow(started: Imported): Promise<Imported> {
  const from = { at: Date.now(), done: started.lines.done }
  for (let now = started; ; now = imported.parse(await ask(`/imports/${now.id}`))) {
    const { received, done: lines } = now.lines
    if (now.state === 'done' || now.state === 'failed' || (now.state === 'cut-off' && lines === received))
      return now
    const rate = ((lines - from.done) * 1000) / Math.max(Date.now() - from.at, 1)
    show(
      'Taking',
      lines,
      received,
      `${number(lines)} of ${number(received)} rows, ${number(rate)}/s`,
      from.at,
    )
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function listFaults({ id, lines }: Imported): Promise<void> {
  const { listed, faults } = faultList.parse(await ask(`/imports/${id}/faults?limit=${shownFaults}`))
  for (const { line, path, message } of faults) console.log(`  ${line}${path ? ` ${path}` : ''}: ${message}`)
  if (listed > faults.length)
    console.log(`  … and ${number(listed - faults.length)} more: GET ${address}/api/v1/imports/${id}/faults`)
  if (lines.bad > listed) console.log(`  Of the bad lines only the first ${number(listed)} are listed.`)
}

async function ask(path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<unknown> {
  const headers = { ...init.headers, authorization: `Bearer ${key}` }
  const answer = await fetch(`${address}/api/v1${path}`, { ...init, headers }).catch(() => {
    clearLine()
    return fail(`${address} can't be reached, or broke off. Send the file again; what was taken stays taken.`)
  })
  const body: unknown = await answer.json().catch(() => null)
  if (answer.ok) return body
  clearLine()
  const told = refusal.safeParse(body).data
  return fail(`${address} answered ${answer.status}: ${told?.detail ?? told?.title ?? 'nothing more'}`)
}

/** Shows progress on one line, with a bar and the time left; prints nothing when the output is no terminal. */
function show(what: string, done: number, all: number, counts: string, since: number): void {
  if (!process.stderr.isTTY) return
  const share = all === 0 ? 1 : Math.min(done / all, 1)
  const left = share > 0 ? ((Date.now() - since) * (1 - share)) / share : 0
  const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░')
  process.stderr.write(`\r\u001b[K${what.padEnd(7)} ${bar} ${counts}, ${time(left)} left`)
}

function clearLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function time(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

/** A request body that makes its parts as they are read. */
function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const source = parts[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await source.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => void (await source.return?.()),
  })
}
