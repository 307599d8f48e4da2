import type { ServerResponse } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { type PortalStage, portalStage } from '#testing/portal-stage.ts'
import { rawClient, requestText } from '#testing/raw-client.ts'

let stage: PortalStage
afterEach(() => stage.end())

/** The answer to one request as it stands on the wire. */
async function answer(text: string) {
  const client = await rawClient(stage.port, text.replace('\r\n', '\r\nConnection: close\r\n'))
  await client.closed
  const [head = '', body = ''] = client.heard().split('\r\n\r\n')
  const [line = '', ...fields] = head.split('\r\n')
  const headers = Object.fromEntries(
    fields.map((field) => [field.split(':')[0]?.toLowerCase(), field.slice(field.indexOf(':') + 2)]),
  )
  return { status: Number(line.split(' ')[1]), headers, body }
}
const closed = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

it.each(['/healthz', '/readyz', '/api/v1', '/api/v1/events?after=1', '/%zz', '/api/v1/%00'])(
  'the answer of %s may run nothing in a browser',
  async (path) => {
    stage = await portalStage()
    const { headers } = await answer(requestText(`GET ${path}`))
    expect(headers).toMatchObject(closed)
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/)
  },
)

it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'])(
  'a page cannot be asked for with %s',
  async (method) => {
    stage = await portalStage()
    const { status, headers } = await answer(requestText(`${method} /sign-in`))
    expect(status).toBe(405)
    expect(headers).toMatchObject({ ...closed, allow: 'GET, HEAD, POST' })
    expect(stage.seen).toEqual([])
  },
)

it.each(['GET', 'HEAD', 'POST'])('a page can be asked for with %s', async (method) => {
  stage = await portalStage()
  expect((await answer(requestText(`${method} /sign-in`))).status).toBe(200)
})

it.each([
  ['kk', /оқылмайды/],
  ['ru', /не читается/],
  ['en', /cannot be read/],
])(
  'an address that cannot be read is refused in a sentence for a reader of %s',
  async (language, sentence) => {
    stage = await portalStage()
    const { status, body } = await answer(requestText('GET /data?x=%00', `Accept-Language: ${language}`))
    expect(status).toBe(400)
    expect(Buffer.from(body, 'latin1').toString()).toMatch(sentence)
    expect(stage.seen).toEqual([])
  },
)

it.each([
  'GET /_next/../sign-in',
  'GET /_next/%2e%2e/sign-in',
  'GET /icon.svg/../data',
  'GET ftp://bank.kz/data',
  'OPTIONS *',
])('%s never reaches a page', async (line) => {
  stage = await portalStage()
  expect((await answer(requestText(line))).status).toBe(400)
  expect(stage.seen).toEqual([])
})

it('what only begins like a file is guarded like a page', async () => {
  stage = await portalStage()
  const { headers } = await answer(requestText('GET /icon.svgs'))
  expect(headers['cache-control']).toBe('no-store')
})

it('an absolute address is read like its path, also of the machine API and of health', async () => {
  stage = await portalStage()
  expect((await answer(requestText('GET http://bank.kz/healthz'))).body).toBe('ok\n')
  expect((await answer(requestText('GET http://bank.kz/api/v1/events'))).body).toContain('api')
  expect((await answer(requestText('GET http://bank.kz/data?x=1'))).status).toBe(200)
  expect(stage.seen.map(({ url, headers }) => [url, headers.host])).toEqual([['/data?x=1', 'bank.kz']])
})

it.each([
  ['GET /sign-in', (response: ServerResponse) => response.end('page')],
  ['GET /sign-in/', (response: ServerResponse) => response.writeHead(308, { location: '/sign-in' }).end()],
  ['GET /_next/static/x.js', (response: ServerResponse) => response.writeHead(404).end()],
  ['GET /complaints/1/attachments/2', (response: ServerResponse) => response.writeHead(401).end()],
])('whatever answers %s, the answer has the headers of every answer', async (line, answering) => {
  stage = await portalStage({ page: (_, response) => answering(response) })
  expect((await answer(requestText(line))).headers).toMatchObject({
    'strict-transport-security': closed['strict-transport-security'],
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('geolocation=()'),
  })
})

it('an answer lets no other site read it', async () => {
  stage = await portalStage()
  for (const path of ['/sign-in', '/api/v1/events', '/healthz', '/icon.svg']) {
    const { headers } = await answer(requestText(`GET ${path}`, 'Origin: https://evil.example'))
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  }
})

it.each(['/healthz', '/readyz'])('%s answers neither TRACE nor what would change something', async (path) => {
  stage = await portalStage()
  for (const method of ['TRACE', 'POST', 'PUT', 'DELETE'])
    expect((await answer(requestText(`${method} ${path}`, 'X-Secret: 77'))).status, method).toBe(405)
})

const forwarded = [
  'X-Forwarded-For: 203.0.113.9',
  'X-Forwarded-Host: bank.kz',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Port: 443',
  'X-Forwarded-Prefix: /x',
  'Forwarded: for=203.0.113.9;proto=https',
  'X-Real-IP: 203.0.113.9',
]
const believed = (request: PortalStage['seen'][number] | undefined) =>
  Object.fromEntries(
    Object.entries(request?.headers ?? {}).filter(([name]) => /forwarded|real-ip/.test(name)),
  )

it('without a trusted proxy nothing of forwarded headers is believed', async () => {
  stage = await portalStage()
  await answer(requestText('GET /', ...forwarded))
  expect(believed(stage.seen[0])).toEqual({ 'x-forwarded-for': '127.0.0.1' })
})

it('of a trusted proxy the client and the host are believed, and nothing that moves this process’s own address', async () => {
  stage = await portalStage({}, { trustedProxies: 1 })
  await answer(requestText('GET /', ...forwarded))
  await answer(requestText('GET /', 'X-Forwarded-Host: bank.kz/@evil'))
  expect(stage.seen.map(believed)).toEqual([
    { 'x-forwarded-for': '203.0.113.9, 127.0.0.1', 'x-forwarded-host': 'bank.kz' },
    { 'x-forwarded-for': '127.0.0.1' },
  ])
})

it('a request that this process sends to itself keeps the client and the id of the one it is part of', async () => {
  stage = await portalStage({}, { trustedProxies: 1 })
  const { headers } = await answer(requestText('POST /', ...forwarded))
  const [outer] = stage.seen
  const inner = Object.entries(outer?.headers ?? {})
    .filter(([name]) => name.startsWith('x-'))
    .map(([name, value]) => `${name}: ${value}`)
  expect((await answer(requestText('GET /', ...inner))).headers['x-request-id']).toBe(headers['x-request-id'])
  expect(believed(stage.seen[1])).toEqual(believed(outer))
  await answer(requestText('GET /', ...inner.map((one) => one.replace(/^(x-arqau-own: ).*/, '$1forged'))))
  expect(stage.seen[2]?.headers['x-forwarded-for']).toBe('203.0.113.9, 127.0.0.1, 127.0.0.1')
})
