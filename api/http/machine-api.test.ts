import { once } from 'node:events'
import type { Socket } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { imports } from '#db/schema/imports.ts'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { type PortalStage, portalStage } from '#testing/portal-stage.ts'
import { type RawClient, rawClient, requestText } from '#testing/raw-client.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import type { Operation } from '../v1/operation.ts'
import { operations } from '../v1/operations.ts'
import { serveApi } from '../v1/serve.ts'
import { makeDrain } from './drain.ts'

/** Waits until it is told that nobody needs its answer. */
const waitOperation: Operation = {
  id: 'wait',
  method: 'GET',
  path: '/waits',
  tag: 'Events',
  summary: 'Wait',
  description: 'For tests.',
  verb: { permission: 'events:read' },
  status: 200,
  answer: z.object({ waited: z.boolean() }),
  handle: async (_, { signal }) => {
    if (!signal.aborted) await once(signal, 'abort')
    return { waited: true }
  },
}

onBothEngines('the machine API behind the server', (world) => {
  let machine: Machine
  let key: MachineKey
  let stage: PortalStage
  let sockets: Socket[]
  let clients: RawClient[]
  const drain = () => makeDrain({ notice: 0, told: 0, lately: 0, finish: 60_000, settle: 60_000 })
  const start = async (own = drain()) => {
    const api = serveApi({
      ...{ db: world().feeds, keys: world().keys, operations: [...operations, waitOperation] },
      ...{ requestsPerSecond: 1000, now: () => testNow, stopping: own.stopping },
    })
    stage = await portalStage({ api }, { drain: own })
    sockets = []
    clients = []
    stage.on.on('connection', (socket: Socket) => sockets.push(socket))
  }
  beforeAll(async () => {
    machine = await startMachine(world())
    key = await machine.issueKey()
  })
  afterAll(() => machine.stop())
  afterEach(() => {
    vi.useRealTimers()
    for (const { socket } of clients) socket.destroy()
    stage.end()
  })

  const send = async (line: string, by: string, ...headers: string[]) => {
    const client = await rawClient(stage.port, requestText(line, `Authorization: Bearer ${by}`, ...headers))
    clients.push(client)
    return client
  }
  const lines = ['Content-Type: application/x-ndjson', 'Content-Length: 3']
  const receiving = () => world().db.select().from(imports).where(eq(imports.state, 'receiving'))
  /** Waits for something while time stands still. */
  const until = async (holds: () => Promise<boolean> | boolean) => {
    while (!(await holds())) await new Promise((later) => setImmediate(later))
  }

  it('an import is free of the time limits once its key is accepted, and not before', async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
    })
    await start()
    const admitted = await send('POST /api/v1/imports', key.text, ...lines)
    admitted.socket.write('{')
    await until(async () => (await receiving()).length === 1)
    const refused = await send('POST /api/v1/imports', `${key.text}x`, ...lines)
    refused.socket.write('{')
    await until(() => /^HTTP\/1\.1 401 /.test(refused.heard()))
    vi.advanceTimersByTime(60 * 60_000)
    await refused.closed
    expect(admitted.socket.closed).toBe(false)
    admitted.socket.write('}\n')
    await until(() => /^HTTP\/1\.1 202 /.test(admitted.heard()))
    expect(await receiving()).toEqual([])
  })

  it('an import that falls silent for five minutes is cut off', async () => {
    await start()
    const client = await send('POST /api/v1/imports', key.text, ...lines)
    client.socket.write('{')
    await expect.poll(async () => (await receiving()).length).toBe(1)
    const [{ id = '' } = {}] = await receiving()
    expect(sockets[0]?.timeout).toBe(5 * 60_000)
    sockets[0]?.emit('timeout')
    await client.closed
    const state = async () => {
      const [row] = await world().db.select().from(imports).where(eq(imports.id, id))
      return row?.state
    }
    await expect.poll(async () => await receiving()).toEqual([])
    expect(await state()).not.toBe('running')
  })

  it('a call that waits is answered as the process begins to stop', async () => {
    await start()
    const client = await send('GET /api/v1/waits', key.text)
    await expect.poll(stage.connections).toBe(1)
    await expect.poll(() => sockets[0]?.bytesRead).toBeGreaterThan(0)
    await stage.stop()
    await client.closed
    expect(client.heard()).toMatch(/^HTTP\/1\.1 200 [\s\S]*"waited":true/)
  })

  it.each(['/consents/%zz', '/events?after=%00', '/customers/%c0%af/holdings', '/%2e%2e/x'])(
    'the address %s, which cannot be read, is a problem',
    async (path) => {
      await start()
      const client = await send(`GET /api/v1${path}`, key.text, 'Connection: close')
      await client.closed
      expect(client.heard()).toMatch(/^HTTP\/1\.1 400 [\s\S]*urn:arqau:problem:malformed-address/)
      expect(client.heard()).toMatch(/strict-transport-security: max-age=/i)
    },
  )
})
