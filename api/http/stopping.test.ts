import { afterEach, expect, it, vi } from 'vitest'
import { type PortalStage, portalStage } from '#testing/portal-stage.ts'
import { rawClient, requestText } from '#testing/raw-client.ts'

let stage: PortalStage
afterEach(() => stage.end())
const get = async (path: string) => {
  const answered = await fetch(stage.url + path)
  return {
    status: answered.status,
    text: await answered.text(),
    connection: answered.headers.get('connection'),
  }
}
/** Pages that wait until they are let go. */
const waitingPages = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    letGo: resolve,
    page: async (_: unknown, response: { end(text: string): void }) => {
      await promise
      response.end('late page')
    },
  }
}

it('a process is ready while its database can be reached, and lives all the same', async () => {
  let reachable = true
  const asked = vi.fn(() => (reachable ? Promise.resolve() : Promise.reject(new Error('gone'))))
  stage = await portalStage({ reach: asked })
  const later = () => vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 2000)
  expect(await get('/readyz')).toMatchObject({ status: 200, text: 'ready\n' })
  await get('/readyz')
  expect(asked).toHaveBeenCalledTimes(1)
  reachable = false
  later()
  expect(await get('/readyz')).toMatchObject({ status: 503, text: 'not ready\n' })
  expect(await get('/healthz')).toMatchObject({ status: 200, text: 'ok\n' })
  reachable = true
  later()
  expect(await get('/readyz')).toMatchObject({ status: 200 })
})

it('a process that stops says so at once, finishes what is under way and refuses what is new', async () => {
  const { page, letGo } = waitingPages()
  stage = await portalStage({ page })
  const underWay = get('/data')
  await expect.poll(() => stage.seen).toHaveLength(1)
  const stopped = stage.stop()
  expect(await get('/readyz')).toMatchObject({ status: 503 })
  expect(await get('/healthz')).toMatchObject({ status: 200 })
  await expect.poll(async () => (await get('/data')).status).toBe(503)
  expect(await get('/api/v1/events')).toMatchObject({ status: 503 })
  letGo()
  expect(await underWay).toEqual({ status: 200, text: 'late page', connection: 'close' })
  await stopped
  await expect.poll(stage.connections).toBe(0)
  await expect(get('/healthz')).rejects.toThrow()
})

it('a balancer that asks for readiness hears of the stop before anything it sends is refused', async () => {
  const { page, letGo } = waitingPages()
  stage = await portalStage({ page }, { stopTimes: { notice: 60_000 } })
  expect(await get('/readyz')).toMatchObject({ status: 200 })
  const underWay = get('/data')
  await expect.poll(() => stage.seen).toHaveLength(1)
  const stopped = stage.stop()
  const sentOn = get('/consents')
  await expect.poll(() => stage.seen).toHaveLength(2)
  expect(await get('/readyz')).toMatchObject({ status: 503 })
  await expect.poll(async () => (await get('/x')).status).toBe(503)
  letGo()
  for (const each of [underWay, sentOn])
    expect(await each).toEqual({ status: 200, text: 'late page', connection: 'close' })
  await stopped
})

it('a process does not wait for ever: what does not end is cut off, and its handler may still write that down', async () => {
  const [begun, written] = [vi.fn(), vi.fn()]
  stage = await portalStage(
    {
      api: (_, response) =>
        new Promise((done) => {
          begun()
          response.once('close', () =>
            setImmediate(() => {
              written()
              done()
            }),
          )
        }),
    },
    { stopTimes: { finish: 20, settle: 60_000 } },
  )
  const client = await rawClient(stage.port, requestText('GET /api/v1/events?wait=30'))
  await expect.poll(() => begun).toHaveBeenCalledOnce()
  await stage.stop()
  await client.closed
  expect(written).toHaveBeenCalledOnce()
})

it('what a stopping process asks of itself is still answered', async () => {
  const { page, letGo } = waitingPages()
  stage = await portalStage({ page })
  const underWay = get('/data')
  await expect.poll(() => stage.seen).toHaveLength(1)
  const own = String(stage.seen[0]?.headers['x-arqau-own'])
  const stopped = stage.stop()
  await expect.poll(async () => (await get('/data')).status).toBe(503)
  const inner = fetch(`${stage.url}/complaints`, { headers: { 'x-arqau-own': own } })
  await expect.poll(() => stage.seen).toHaveLength(2)
  letGo()
  expect((await inner).status).toBe(200)
  expect((await underWay).status).toBe(200)
  await stopped
})
