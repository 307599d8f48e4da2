import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ScanFailed } from '#domain/cases/scanner.ts'
import { freePort } from '#testing/free-port.ts'
import {
  dangerousWords,
  type ScannerStub,
  startScannerStub,
  stubThreat,
  stubVersion,
} from '#testing/scanner-stub.ts'
import { clamd, scannerOf } from './scanner.ts'

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))
const failed = (code: ScanFailed['code']) => expect.objectContaining({ name: 'ScanFailed', code })
const tenMegabytes = new Uint8Array(10 * 1024 * 1024)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arqau-scanner-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the client of a scanner', () => {
  let stub: ScannerStub
  beforeEach(async () => {
    stub = await startScannerStub()
  })
  afterEach(() => stub.stop())
  const scan = (bytes = bytesOf('a'), patience?: number) => clamd(stub.address, patience).scan(bytes)
  /** What the scanner answers to a file, in pieces that arrive one by one. */
  const answers = (...pieces: string[]) =>
    stub.misbehave((socket, command) => {
      if (command === 'VERSION') return void socket.end(`${stubVersion}\0`)
      writeEach(socket, pieces)
    })

  it('a scanner is sent the whole file in chunks that say their length, and gives its verdict', async () => {
    const bytes = new Uint8Array(randomBytes(150_001))
    expect(await scan(bytes)).toEqual({ verdict: 'clean', scanner: stubVersion })
    const [chunks = []] = stub.files
    expect(chunks.map(({ length }) => length)).toEqual([65_536, 65_536, 18_929])
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
  })

  it('a scanner tells what it has found, wherever in the file it is', async () => {
    const file = Buffer.concat([tenMegabytes, bytesOf(dangerousWords)])
    const found = { verdict: 'infected', scanner: stubVersion, threat: stubThreat }
    expect(await scan(new Uint8Array(file))).toEqual(found)
  })

  it('a scanner listens on a socket as on a port', async () => {
    const local = await startScannerStub(join(folder, 'clamd.ctl'))
    const SCANNER_URL = { path: join(folder, 'clamd.ctl') }
    expect(await scannerOf({ SCANNER_URL })?.scan(bytesOf('a'))).toMatchObject({ verdict: 'clean' })
    await local.stop()
    await expect(clamd(SCANNER_URL).scan(bytesOf('a'))).rejects.toEqual(failed('unreachable'))
  })

  it('no scanner is asked where none is set', () => expect(scannerOf({ SCANNER_URL: undefined })).toBeNull())

  it('an answer of a scanner may come in pieces', async () => {
    answers('stre', 'am: O', 'K', '\0')
    expect(await scan()).toMatchObject({ verdict: 'clean' })
    answers('stream: A.B-', '1 FOUND\0')
    expect(await scan()).toMatchObject({ verdict: 'infected', threat: 'A.B-1' })
  })

  it.each<[string, ScanFailed['code'], string[]]>([
    ['an error', 'refused', ["stream: Can't allocate memory ERROR\0"]],
    ['too large a file', 'too-large', ['INSTREAM size limit exceeded. ERROR\0']],
    ['another command', 'answer', ['UNKNOWN COMMAND\0']],
    ['another stream', 'answer', ['other: OK\0']],
    ['other letters', 'answer', ['stream: ok\0']],
    ['a verdict and more', 'answer', ['stream: OK and more\0']],
    ['a second verdict', 'answer', ['stream: OK\0stream: A FOUND\0']],
    ['a verdict on a second line', 'answer', ['garbage\nstream: OK\0']],
    ['a line break', 'answer', ['stream: OK\n\0']],
    ['a finding without a name', 'answer', ['stream:  FOUND\0']],
    ['a name that is none', 'answer', ['stream: A\u0007 FOUND\0']],
    ['a name too long', 'answer', [`stream: ${'a'.repeat(201)} FOUND\0`]],
    ['nothing', 'answer', ['\0']],
    ['no end', 'answer', ['x'.repeat(5000)]],
    ['a verdict that is cut off', 'unreachable', ['stream: OK', '']],
  ])('no verdict is taken from a scanner that says %s', async (_, code, pieces) => {
    answers(...pieces)
    await expect(scan()).rejects.toEqual(failed(code))
  })

  it('no verdict is taken from what is no clamd', async () => {
    for (const name of ['HTTP/1.1 400 Bad Request', 'ClamAV', 'ClamAV 1\u0007', 'COMMAND READ TIMED OUT']) {
      stub.misbehave((socket, command) => {
        socket.end(`${command === 'VERSION' ? name : 'stream: OK'}\0`)
      })
      await expect(scan(), name).rejects.toEqual(failed('answer'))
    }
  })

  it('a scanner that takes no more answers in the middle of the file', async () => {
    stub.misbehave((socket, command) => {
      if (command === 'VERSION') return void socket.end(`${stubVersion}\0`)
      socket.end('INSTREAM size limit exceeded. ERROR\0')
    })
    await expect(scan(tenMegabytes)).rejects.toEqual(failed('too-large'))
  })

  it('no verdict is taken before the whole file was sent', async () => {
    answers('stream: OK\0')
    await expect(scan(tenMegabytes)).rejects.toEqual(failed('answer'))
  })

  it.each<[string, ScanFailed['code'], (socket: Socket) => void]>([
    ['closes at once', 'unreachable', (socket) => socket.destroy()],
    ['resets the connection', 'unreachable', (socket) => socket.resetAndDestroy()],
    ['never answers', 'timeout', () => {}],
    ['answers without end', 'timeout', (socket) => void socket.write('stream: ')],
  ])('a scan is given up by a scanner that %s', async (_, code, how) => {
    stub.misbehave(how)
    await expect(scan(tenMegabytes, 300)).rejects.toEqual(failed(code))
    stub.misbehave((socket, command) =>
      command === 'VERSION' ? void socket.end(`${stubVersion}\0`) : how(socket),
    )
    await expect(scan(tenMegabytes, 300)).rejects.toEqual(failed(code))
  })

  it('a scanner that is not there is told apart, and an error repeats nothing of what was said', async () => {
    const nowhere = { host: '127.0.0.1', port: await freePort() }
    await expect(clamd(nowhere).scan(bytesOf('a'))).rejects.toEqual(failed('unreachable'))
    answers('stream: secret-77 ERROR\0')
    const error: unknown = await scan(bytesOf('secret-77')).catch((refused: unknown) => refused)
    expect(error).toBeInstanceOf(ScanFailed)
    expect(error instanceof Error && [error.message, error.stack, error.cause].join()).not.toContain('77')
  })
})

function writeEach(socket: Socket, [piece, ...more]: string[]): void {
  if (piece === undefined) return
  if (piece === '') return void socket.end()
  socket.write(piece, () => setImmediate(() => writeEach(socket, more)))
}

const program = [...(process.env.PATH ?? '').split(':'), '/usr/sbin']
  .map((directory) => join(directory, 'clamd'))
  .find((path) => existsSync(path))

/** Runs where Debian's package `clamav-daemon` is installed, with a signature of the test's own and no others. */
describe.skipIf(!program)('clamd itself', () => {
  it('clamd itself is spoken to: nothing, something and too much', async () => {
    const socket = join(folder, 'real.ctl')
    const config = [
      `DatabaseDirectory ${folder}`,
      `LocalSocket ${socket}`,
      'Foreground yes',
      'StreamMaxLength 1M',
    ]
    await writeFile(join(folder, 'clamd.conf'), `${config.join('\n')}\n`)
    const signature = Buffer.from(dangerousWords).toString('hex')
    await writeFile(join(folder, 'arqau.ndb'), `${stubThreat}:0:*:${signature}\n`)
    const daemon = spawn(program ?? '', [`--config-file=${join(folder, 'clamd.conf')}`], { stdio: 'ignore' })
    const scanner = clamd({ path: socket })
    const verdictOn = (text: string) => scanner.scan(bytesOf(text)).catch(() => null)
    try {
      const clean = { verdict: 'clean', scanner: expect.stringMatching(/^ClamAV \d/) }
      await expect.poll(() => verdictOn('a letter')).toEqual(clean)
      const infected = { verdict: 'infected', threat: expect.stringContaining(stubThreat) }
      expect(await verdictOn(`a letter\n${dangerousWords}`)).toMatchObject(infected)
      await expect(scanner.scan(tenMegabytes)).rejects.toBeInstanceOf(ScanFailed)
    } finally {
      daemon.kill('SIGKILL')
    }
  })
})
