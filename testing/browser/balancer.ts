import { once } from 'node:events'
import { Agent, createServer, type IncomingHttpHeaders, request } from 'node:http'

/** A balancer in front of portals: it asks each for readiness and sends requests to those that are ready, in turn. */
export interface Balancer {
  url: string
  add(portal: string): void
  /** How many requests each portal was sent. */
  sent: Map<string, number>
  /** What went wrong between it and a portal. It tries nothing twice, so its client saw it as well. */
  faults: string[]
  stop(): void
}

const askEveryMs = 100

/** @param headers are added to each request, as a proxy does behind which TLS ends. */
export async function startBalancer(headers: IncomingHttpHeaders = {}, port = 0): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true })
  const ready = new Set<string>()
  const portals = new Set<string>()
  const sent = new Map<string, number>()
  const faults: string[] = []
  let turn = 0
  const asking = setInterval(() => {
    for (const portal of portals)
      fetch(`${portal}/readyz`).then(
        ({ ok }) => (ok ? ready.add(portal) : ready.delete(portal)),
        () => ready.delete(portal),
      )
  }, askEveryMs)
  const server = createServer((asked, answer) => {
    const portal = [...ready].at(turn % ready.size)
    turn += 1
    if (!portal) return void answer.writeHead(502).end()
    sent.set(portal, (sent.get(portal) ?? 0) + 1)
    const fail = (error: Error) => {
      faults.push(`${portal} ${asked.url}: ${error.message}`)
      answer.destroy()
    }
    const passed = request(
      new URL(asked.url ?? '/', portal),
      { agent, method: asked.method, headers: { ...asked.headers, ...headers } },
      (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers)
        answered.once('error', fail).pipe(answer)
      },
    )
    passed.once('error', fail)
    asked.pipe(passed)
  })
  await once(server.listen(port, 'localhost'), 'listening')
  const at = server.address()
  return {
    url: `http://localhost:${typeof at === 'object' && at ? at.port : port}`,
    add: (portal) => portals.add(portal),
    sent,
    faults,
    stop: () => {
      clearInterval(asking)
      server.close()
      server.closeAllConnections()
      agent.destroy()
    },
  }
}
