import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { type PortalStage, portalStage } from '#testing/portal-stage.ts'
import { type RawClient, rawClient, requestText } from '#testing/raw-client.ts'
import { liftTimeLimits } from './time-limits.ts'

let stage: PortalStage
let clients: RawClient[] = []
afterEach(() => {
  for (const { socket } of clients) socket.destroy()
  clients = []
  stage.end()
})
const open = async (text?: string) => {
  const client = await rawClient(stage.port, text)
  clients.push(client)
  return client
}
const short = { body: 50, rest: 50, whole: 60_000 }
const quick = { times: short, checkEveryMs: 20 }
const room = { total: 12_000, perAddress: 12_000, spare: 8 }
const webSocket = requestText(
  'GET /',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
)
const drip = requestText('POST /', 'Content-Length: 100', 'Content-Type: text/plain')

it('5,000 abandoned upgrades and drips leave no connection open', async () => {
  stage = await portalStage({}, { ...quick, ceilings: room })
  for (let opened = 0; opened < 5000; opened += 250) {
    const abandoned = Array.from({ length: 250 }, (_, nth) => open(nth % 2 ? `${drip}x` : webSocket))
    for (const { closed } of await Promise.all(abandoned)) await closed
    clients = []
  }
  expect(await stage.connections()).toBe(0)
}, 120_000)

it.each([
  ['a web socket', webSocket],
  ['an unknown protocol', requestText('GET /', 'Connection: Upgrade', 'Upgrade: irc/6.9')],
  ['a tunnel for the machine API', requestText('GET /api/v1', 'Connection: Upgrade', 'Upgrade: websocket')],
])('an upgrade to %s is answered as if it had not been asked for, and closed', async (_, text) => {
  stage = await portalStage()
  const client = await open(text)
  await client.closed
  expect(client.heard()).toMatch(/^HTTP\/1\.1 200 [\s\S]*Connection: close/)
})

it('an offer of HTTP/2 is passed over: the request is answered, and so is the next on the connection', async () => {
  stage = await portalStage()
  const offer = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__']
  const client = await open(requestText('GET /', ...offer))
  await client.hears(/page/)
  client.socket.write(requestText('GET /', 'Connection: close'))
  await client.closed
  expect(client.heard().match(/HTTP\/1\.1 200 /g)).toHaveLength(2)
  expect(stage.seen[0]?.headers).not.toHaveProperty('upgrade')
})

it('the reloading of development has its upgrade', async () => {
  stage = await portalStage({}, { development: true })
  stage.on.on('upgrade', (_, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'))
  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket']
  const reload = await open(requestText('GET /_next/hmr?id=1', ...upgrade))
  await reload.hears(/^HTTP\/1\.1 101 /)
  const page = await open(requestText('GET /', ...upgrade))
  await page.hears(/^HTTP\/1\.1 200 /)
})

it('a tunnel (CONNECT) is closed', async () => {
  stage = await portalStage()
  await (await open('CONNECT bank.kz:443 HTTP/1.1\r\nHost: bank.kz:443\r\n\r\n')).closed
})

it.each([
  ['that has not sent a byte', undefined],
  ['that sends its head slowly', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
])('a connection %s is closed', async (_, text) => {
  stage = await portalStage({}, { headMs: 50, checkEveryMs: 20 })
  await (await open(text)).closed
})

it('a request whose body does not come is ended', async () => {
  stage = await portalStage({ page: (request) => once(request.resume(), 'end').catch(() => {}) }, quick)
  const client = await open(`${drip}x`)
  await client.closed
  expect(client.heard()).toBe('')
})

it.each(['POST /', 'POST /api/v1/imports', 'POST /healthz', 'PUT /', 'POST /%zz'])(
  'a body that drips on after the answer to %s is cut off',
  async (line) => {
    stage = await portalStage({}, { ...quick, times: { ...short, body: 60_000 } })
    const client = await open(`${requestText(line, 'Content-Length: 100')}x`)
    await client.hears(/^HTTP\/1\.1 \d+ /)
    await client.closed
  },
)

it('an answer that is not taken is given up', async () => {
  stage = await portalStage(
    { page: (_, response) => response.end(Buffer.alloc(64 * 1024 * 1024)) },
    { ...quick, times: { ...short, whole: 50 } },
  )
  const client = await open()
  client.socket.pause()
  await expect.poll(stage.connections).toBe(1)
  client.socket.write(requestText('GET /'))
  await expect.poll(stage.connections).toBe(0)
})

it('an import that has been let in takes the time it needs', async () => {
  const lines: string[] = []
  stage = await portalStage(
    {
      api: async (request, response) => {
        liftTimeLimits(request)
        for await (const line of request) lines.push(String(line))
        response.end('received')
      },
    },
    { ...quick, times: { body: 1, rest: 1, whole: 1 } },
  )
  const client = await open(requestText('POST /api/v1/imports', 'Content-Length: 2'))
  // Other requests are ended meanwhile, so the limits are over.
  await (await open(`${drip}x`)).closed
  client.socket.write('{}')
  await client.hears(/received/)
  expect(lines).toEqual(['{}'])
})

it('what follows a refused body on a connection is answered once the body has come', async () => {
  stage = await portalStage()
  const large = 'x'.repeat(1024 * 1024 + 1)
  const client = await open(requestText('POST /sign-in', `Content-Length: ${large.length}`))
  client.socket.write(large + requestText('GET /', 'Connection: close'))
  await client.closed
  expect(client.heard().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
})

it('a request of two lengths is refused', async () => {
  stage = await portalStage()
  const client = await open(
    `${requestText('POST /', 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
  )
  await client.closed
  expect(client.heard()).toMatch(/^HTTP\/1\.1 400 /)
  expect(stage.seen).toEqual([])
})

it('a client that asks whether to go on is told, and is not waited for after a refusal', async () => {
  stage = await portalStage({}, quick)
  const client = await open(requestText('PUT /', 'Content-Length: 9', 'Expect: 100-continue'))
  await client.hears(/HTTP\/1\.1 405 /)
  await client.closed
})
