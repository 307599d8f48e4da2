import { once } from 'node:events'
import { afterEach, expect, it, vi } from 'vitest'
import { type PortalStage, portalStage } from '#testing/portal-stage.ts'
import { type RawClient, rawClient, requestText } from '#testing/raw-client.ts'
import { ceilings } from './connections.ts'

let stage: PortalStage
let clients: RawClient[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const { socket } of clients) socket.destroy()
  clients = []
  stage.end()
})
const open = async (text?: string, from?: string) => {
  const client = await rawClient(stage.port, text, { from })
  clients.push(client)
  return client
}
const health = requestText('GET /healthz')

it('an address has so many connections and no more, and another address has its own', async () => {
  stage = await portalStage({}, { ceilings: { total: 100, perAddress: 2, spare: 2 } })
  const [first] = [await open(), await open()]
  const third = await open()
  await third.closed
  expect(third.heard()).toBe('')
  const other = await open(health, '127.0.0.2')
  await other.hears(/ok/)
  first.socket.destroy()
  await expect.poll(stage.connections).toBe(2)
  const again = await open(health)
  await again.hears(/ok/)
})

it('a connection too many in all is told so, and health is answered all the same', async () => {
  stage = await portalStage({}, { ceilings: { total: 2, perAddress: 100, spare: 2 } })
  await open()
  await open()
  const page = await open(requestText('GET /', 'Accept-Language: en'))
  await page.closed
  expect(page.heard()).toMatch(
    /^HTTP\/1\.1 503 [\s\S]*Retry-After: 5[\s\S]*Connection: close[\s\S]*Try again/i,
  )
  expect(stage.seen).toEqual([])
  const api = await open(requestText('GET /api/v1/events'))
  await api.closed
  expect(api.heard()).toMatch(/^HTTP\/1\.1 503 /)
  for (const path of ['/healthz', '/readyz']) {
    const probe = await open(requestText(`GET ${path}`))
    await probe.closed
    expect(probe.heard(), path).toMatch(/^HTTP\/1\.1 200 /)
  }
})

it('health is answered while silent connections hold all the room that is kept for it', async () => {
  stage = await portalStage({}, { ceilings: { total: 1, perAddress: 100, spare: 3 } })
  await open()
  const silent = [await open(), await open(), await open()]
  await expect.poll(stage.connections).toBe(4)
  const probe = await open(health)
  await probe.hears(/ok/)
  await silent[0]?.closed
})

it('a spare connection is closed when no request comes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  stage = await portalStage({}, { ceilings: { total: 0, perAddress: 100, spare: 3 } })
  const taken = once(stage.on, 'connection')
  const silent = await open()
  await taken
  vi.advanceTimersByTime(2000)
  await silent.closed
})

it.each([
  [0, 20_000, { total: 8000, perAddress: 2000 }],
  [0, 1024, { total: 448, perAddress: 112 }],
  [0, 256, { total: 64, perAddress: 16 }],
  [1, 20_000, { total: 8000, perAddress: Number.POSITIVE_INFINITY }],
])('behind %s proxies, %s descriptors allow %o', (proxies, descriptors, allowed) => {
  expect(ceilings(proxies, descriptors)).toMatchObject(allowed)
})
