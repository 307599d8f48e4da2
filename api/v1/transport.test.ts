import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { log } from '#log'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { onBothEngines } from '#testing/world.ts'
import { maxBodyBytes } from './body.ts'
import { openApiDocument } from './document.ts'
import type { Asked, Operation } from './operation.ts'

/** What the operation that waits was asked, and why it stopped; of each test its own. */
let waits: { asked?: Asked; ended?: unknown } = {}
const common = {
  tag: 'Events',
  summary: 'Try',
  description: 'For tests.',
  verb: { permission: 'events:read' },
  status: 200,
} as const

/** Operations that do nothing but what a transport can go wrong with. */
const served: readonly Operation[] = [
  {
    ...common,
    id: 'fail',
    method: 'GET',
    path: '/fails',
    answer: z.object({}),
    handle: async () => {
      throw new Error('duplicate key (phone)=(+77010000118)')
    },
  },
  {
    ...common,
    id: 'digestLines',
    method: 'POST',
    path: '/lines',
    body: 'ndjson',
    answer: z.object({ bytes: z.int(), sha256: z.string() }),
    handle: async (_, { body }) => {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const chunk of z.custom<AsyncIterable<Uint8Array>>().parse(body)) {
        hash.update(chunk)
        bytes += chunk.length
      }
      return { bytes, sha256: hash.digest('hex') }
    },
  },
  {
    ...common,
    id: 'wait',
    method: 'GET',
    path: '/waits',
    query: z.object({ for: z.string() }),
    answer: z.object({}),
    handle: (_, asked) => {
      const own = waits
      own.asked = asked
      return new Promise((done) =>
        asked.signal.addEventListener('abort', () => {
          own.ended = asked.signal.reason
          done({})
        }),
      )
    },
  },
  {
    ...common,
    id: 'take',
    method: 'POST',
    path: '/takes',
    body: z.object({}),
    answer: z.object({ text: z.string() }),
    handle: async () => ({ text: 'ә'.repeat(2000) }),
  },
  {
    ...common,
    id: 'show',
    method: 'GET',
    path: '/shows',
    query: z.object({ after: z.string(), name: z.string(), empty: z.string() }),
    answer: z.object({ query: z.record(z.string(), z.string()) }),
    handle: async (_, { query }) => ({ query }),
  },
]

onBothEngines('what carries the machine API', (world) => {
  let machine: Machine
  let key: MachineKey
  beforeAll(async () => {
    machine = await startMachine(world(), {
      served,
      document: JSON.parse(JSON.stringify(openApiDocument(served))),
    })
    key = await machine.issueKey()
  })
  afterAll(() => machine.stop())

  /** Opens a connection and sends a request as it stands, so that it can be left unfinished. */
  const send = async (...lines: string[]) => {
    const { hostname, port } = new URL(machine.address)
    const socket = connect(Number(port), hostname)
    const [first = '', ...rest] = lines
    const head = [`${first} HTTP/1.1`, `Host: ${hostname}`, `Authorization: Bearer ${key.text}`, ...rest]
    await new Promise<void>((sent) => socket.write(head.join('\r\n'), () => sent()))
    return socket
  }
  const lines = { 'content-type': 'application/x-ndjson' }

  it('tells nothing of a failure but its number', async () => {
    const logged = vi.spyOn(log, 'error').mockReturnValue()
    const { status, json, text, headers } = await machine.call(key, 'GET', '/fails')
    expect(status).toBe(500)
    expect(json).toMatchObject({
      type: 'urn:arqau:problem:unknown',
      title: 'Internal Server Error',
      requestId: headers.get('x-request-id'),
    })
    expect(text + JSON.stringify(logged.mock.calls)).not.toContain('7010000118')
    logged.mockRestore()
  })

  it('takes lines without a bound, as they are and compressed, and hands them on whole', async () => {
    const much = Buffer.from('{"kind":"holding"}\n'.repeat(200_000))
    expect(much.length).toBeGreaterThan(3 * maxBodyBytes)
    const told = { bytes: much.length, sha256: createHash('sha256').update(much).digest('hex') }
    const plain = await machine.call(key, 'POST', '/lines', { raw: Uint8Array.from(much), headers: lines })
    const packed = await machine.call(key, 'POST', '/lines', {
      raw: Uint8Array.from(gzipSync(much)),
      headers: { ...lines, 'content-encoding': 'gzip' },
    })
    expect(plain.json).toEqual(told)
    expect(packed.json).toEqual(told)
  })

  it('refuses lines of another kind, and those whose compression breaks off', async () => {
    const json = await machine.call(key, 'POST', '/lines', { json: {} })
    expect(json.status).toBe(415)
    expect(json.headers.get('accept')).toBe('application/x-ndjson')
    const whole = gzipSync(Buffer.alloc(100_000, '{}\n'))
    const broken = await machine.call(key, 'POST', '/lines', {
      raw: Uint8Array.from(whole.subarray(0, whole.length - 20)),
      headers: { ...lines, 'content-encoding': 'gzip' },
    })
    expect(broken.status).toBe(400)
  })

  it('tells an operation when its caller has gone', async () => {
    const own: typeof waits = {}
    waits = own
    const socket = await send('GET /api/v1/waits?for=ever', '', '')
    await expect.poll(() => own.asked?.query).toEqual({ for: 'ever' })
    expect(own.asked?.signal.aborted).toBe(false)
    socket.destroy()
    await expect.poll(() => own.ended).toBeInstanceOf(DOMException)
  })

  it('outlives a caller who hangs up amid lines', async () => {
    const logged = vi.spyOn(log, 'error')
    const ended = vi.spyOn(log, 'info')
    const type = 'Content-Type: application/x-ndjson'
    for (const coding of ['identity', 'gzip']) {
      const socket = await send(
        'POST /api/v1/lines',
        type,
        `Content-Encoding: ${coding}`,
        'Content-Length: 99',
        '',
        '{',
      )
      await new Promise((later) => setImmediate(later))
      socket.destroy()
    }
    await expect.poll(() => ended).toHaveBeenCalledTimes(2)
    expect(logged).not.toHaveBeenCalled()
    vi.restoreAllMocks()
    expect((await machine.call(key, 'GET', '/shows')).status).toBe(200)
  })

  it('does not wait for a body for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const type = 'Content-Type: application/json'
      const socket = await send('POST /api/v1/takes', type, 'Content-Length: 9', '', '{')
      let heard = ''
      socket.on('data', (bytes) => {
        heard += bytes.toString()
      })
      while (heard === '') {
        await new Promise((later) => setImmediate(later))
        await vi.advanceTimersByTimeAsync(10_000)
      }
      expect(heard).toMatch(/^HTTP\/1\.1 408 [\s\S]*urn:arqau:problem:too-slow/)
      socket.destroy()
    } finally {
      vi.useRealTimers()
    }
  })

  it('answers HEAD like GET, without the body', async () => {
    const [head, get] = [await machine.call(key, 'HEAD', '/shows'), await machine.call(key, 'GET', '/shows')]
    expect(head.status).toBe(200)
    expect(head.text).toBe('')
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
    expect((await machine.call(null, 'OPTIONS', '/shows')).headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect((await machine.call(key, 'HEAD', '/takes')).status).toBe(405)
  })

  it('counts bytes, not letters, and says who may keep which form of an answer', async () => {
    const take = (coding: string) =>
      machine.call(key, 'POST', '/takes', { json: {}, headers: { 'accept-encoding': coding } })
    const [plain, packed] = [await take('identity'), await take('gzip, br')]
    expect(plain.headers.get('content-length')).toBe(String(Buffer.byteLength(plain.text)))
    expect(packed.json).toEqual(plain.json)
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    for (const { headers } of [plain, packed]) expect(headers.get('vary')).toBe('accept-encoding')
  })

  it('reads what stands after the question mark', async () => {
    const { json } = await machine.call(key, 'GET', '/shows?after=7&name=%D3%99+b&empty=')
    expect(json).toEqual({ query: { after: '7', name: 'ә b', empty: '' } })
  })

  it.each(['after=1&after=2', 'a=&%61=', '__proto__=1&__proto__=1'])(
    'an address that names a parameter twice (%s) cannot be read',
    async (query) => {
      const { status, json } = await machine.call(key, 'GET', `/shows?${query}`)
      expect({ status, json }).toMatchObject({
        status: 400,
        json: { type: 'urn:arqau:problem:malformed-address' },
      })
    },
  )
})
