import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import { type PushBody, pushBody } from '#domain/events/schema.ts'

/** What a receiver was sent. */
export interface Received {
  path: string
  headers: IncomingHttpHeaders
  text: string
  /** When it came, by `performance.now()`. */
  at: number
}
export type Answer = (response: ServerResponse, received: Received) => unknown

export interface Receiver {
  url: string
  received: Received[]
  /** What each was told, in the order in which it came. */
  bodies(): PushBody[]
  /** How it answers from now on: 204 until told otherwise. */
  answer(how: Answer): void
  stop(): Promise<void>
}

/** A system's receiver on this machine. */
export async function startReceiver(host = '127.0.0.1', port = 0): Promise<Receiver> {
  const received: Received[] = []
  let how: Answer = (response) => response.writeHead(204).end()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = {
      path: request.url ?? '',
      headers: request.headers,
      text: Buffer.concat(chunks).toString('utf8'),
      at: performance.now(),
    }
    received.push(one)
    how(response, one)
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return {
    url: `http://${host}:${portOf(server)}/hooks`,
    received,
    bodies: () => received.map(({ text }) => pushBody.parse(JSON.parse(text))),
    answer: (next) => {
      how = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const status =
  (code: number, body = ''): Answer =>
  (response) =>
    response.writeHead(code, { 'content-type': 'application/json' }).end(body)

function portOf(server: Server): number {
  const address = server.address()
  return address && typeof address === 'object' ? address.port : 0
}
