import { createServer, type Socket } from 'node:net'
import type { ScannerAddress } from '#gateways/scanner.ts'

/** The stub finds {@link stubThreat} in a file that has these words. */
export const dangerousWords = 'arqau: a stand-in for something dangerous'
export const stubThreat = 'Arqau.Test.Threat'
export const stubVersion = 'ClamAV 1.4.3/27803/Mon Oct 27 09:48:00 2026'

type Command = 'VERSION' | 'INSTREAM'
type Behaviour = (socket: Socket, command: Command) => void

/** A stand-in for clamd that speaks the part of its protocol the portal uses. */
export interface ScannerStub {
  address: ScannerAddress
  /** The same as a setting says it. */
  url: string
  /** The files it was sent, each as the chunks it came in. */
  files: Buffer[][]
  /** What it does from now on instead of taking a command; null lets it behave. */
  misbehave(how: Behaviour | null): void
  stop(): Promise<void>
}

/** @param path of a Unix socket; without it the stub listens on a port of localhost. */
export async function startScannerStub(path?: string): Promise<ScannerStub> {
  const files: Buffer[][] = []
  const sockets = new Set<Socket>()
  let how: Behaviour | null = null
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A client that breaks off is what some tests are about.
    socket.on('error', () => {})
    const misbehaves = (command: Command) => {
      how?.(socket, command)
      return how !== null
    }
    converse(socket, misbehaves, files).catch(() => {})
  })
  await new Promise<void>((resolve) =>
    path ? server.listen(path, resolve) : server.listen(0, '127.0.0.1', resolve),
  )
  const at = server.address()
  if (!at) throw new Error('the stub listens nowhere')
  return {
    ...(typeof at === 'string'
      ? { address: { path: at }, url: `unix:${at}` }
      : { address: { host: '127.0.0.1', port: at.port }, url: `tcp://127.0.0.1:${at.port}` }),
    files,
    misbehave: (next) => {
      how = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Takes one command and answers it, unless `misbehaves` does something else. */
async function converse(
  socket: Socket,
  misbehaves: (command: Command) => boolean,
  files: Buffer[][],
): Promise<void> {
  const take = reader(socket)
  const command = (await take.until(0)).toString('latin1')
  if (command !== 'zVERSION' && command !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0')
  const name = command === 'zVERSION' ? 'VERSION' : 'INSTREAM'
  if (misbehaves(name)) return
  if (name === 'VERSION') return void socket.end(`${stubVersion}\0`)
  const chunks: Buffer[] = []
  for (;;) {
    const length = (await take.bytes(4)).readUInt32BE()
    if (length === 0) break
    chunks.push(await take.bytes(length))
  }
  files.push(chunks)
  const isDangerous = Buffer.concat(chunks).includes(dangerousWords)
  socket.end(isDangerous ? `stream: ${stubThreat} FOUND\0` : 'stream: OK\0')
}

/** Reads a socket by lengths and signs, whatever the pieces are in which it comes. */
function reader(socket: Socket) {
  const pieces = socket[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  const more = async () => {
    const { value, done } = await pieces.next()
    if (done) throw new Error('the client has left')
    held = Buffer.concat([held, value])
  }
  const cut = (length: number) => {
    const part = held.subarray(0, length)
    held = held.subarray(length)
    return part
  }
  return {
    bytes: async (length: number) => {
      while (held.length < length) await more()
      return cut(length)
    },
    /** What comes before a byte, which is taken too. */
    until: async (sign: number) => {
      while (!held.includes(sign)) await more()
      const part = cut(held.indexOf(sign))
      cut(1)
      return part
    },
  }
}
