import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection on which a test writes what no client would. */
export interface RawClient {
  socket: Socket
  /** What has come so far. */
  heard(): string
  /** Ends when the other side has closed the connection, or broken it. */
  closed: Promise<void>
  /** Ends when what has come matches. */
  hears(pattern: RegExp): Promise<void>
}

/**
 * Opens a connection to a port of this machine and writes text as it stands.
 * @param from the address of this machine to come from, such as `127.0.0.2`.
 */
export async function rawClient(
  port: number,
  text = '',
  { from, host = '127.0.0.1' }: { from?: string | undefined; host?: string } = {},
): Promise<RawClient> {
  const socket = connect({ port, host, ...(from ? { localAddress: from } : {}) })
  let heard = ''
  socket.on('data', (bytes) => {
    heard += bytes.toString('latin1')
  })
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await once(socket, 'connect')
  if (text) socket.write(text, 'latin1')
  return {
    socket,
    heard: () => heard,
    closed,
    hears: async (pattern) => {
      while (!pattern.test(heard)) {
        if (socket.closed) throw new Error(`closed after ${JSON.stringify(heard)}`)
        await Promise.race([once(socket, 'data').catch(() => {}), closed])
      }
    },
  }
}

/** A request without a body, as it stands on the wire. */
export const requestText = (line: string, ...headers: string[]): string =>
  `${[`${line} HTTP/1.1`, 'Host: localhost', ...headers].join('\r\n')}\r\n\r\n`
