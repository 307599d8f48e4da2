import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { loadConfig } from '#config'
import { positionEvents } from '#domain/events/position-events.ts'
import { log } from '#log'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { decideOn, deliveriesOf, inventCustomers, publish, signedIn, subscribe } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'

const sms = 'marketing-sms'

onBothEngines('the feed of the machine API', (world) => {
  let machine: Machine
  let key: MachineKey
  let people: string[]
  beforeAll(async () => {
    await publish(world())
    people = await inventCustomers(world().system(), 8)
    machine = await startMachine(world())
    key = await machine.issueKey()
  })
  afterAll(() => machine.stop())
  beforeEach(() => {
    vi.spyOn(log, 'info').mockReturnValue()
    const { login: db, keys, listen } = world()
    const config = loadConfig({ ARQAU_DEMO: 'true', ARQAU_DATA: '.data/test' })
    const database = {
      db,
      feeds: db,
      listen,
      engine: 'embedded' as const,
      reach: async () => {},
      close: async () => {},
    }
    globalThis.arqau = Promise.resolve({ config, database, keys })
  })
  afterEach(() => {
    globalThis.arqau = undefined
    vi.restoreAllMocks()
  })

  const decideOf = (nth: number) => decideOn(signedIn(world(), people[nth] ?? ''), sms, 'given')
  const place = () => positionEvents(world().worker())
  const read = (query: string, signal?: AbortSignal) =>
    machine.call(key, 'GET', `/events?${query}`, signal ? { signal } : {})
  const end = async () => Number(Object(await machine.call(key, 'GET', '/events?limit=1000')).json.next)

  it('the feed is read from a position on, and says where to go on', async () => {
    const next = (await end()) + 1
    const decision = await decideOf(0)
    await place()
    const answer = await machine.call(key, 'GET', '/events')
    expect(answer).toMatchObject({
      status: 200,
      json: { events: expect.any(Array), next, more: false },
    })
    expect(Object(answer.json).events.at(-1)).toMatchObject({ position: next, data: { decision } })
    expect(Object(answer.json).events).toHaveLength(next)
    expect((await read(`after=${next}`)).json).toEqual({ events: [], next, more: false })
  })

  it.each(['after=-1', 'limit=1001', 'types=x', 'wait=31', 'since=1'])(
    'the feed refuses ?%s',
    async (query) => {
      expect(await read(query)).toMatchObject({ status: 422 })
    },
  )

  it('the feed holds an empty answer back until something has its place', async () => {
    const after = await end()
    const began = performance.now()
    const waiting = read(`after=${after}&wait=20`)
    const decision = await decideOf(1)
    await place()
    expect((await waiting).json).toMatchObject({
      ...{ events: [{ position: after + 1, data: { decision } }], next: after + 1 },
    })
    expect(performance.now() - began).toBeLessThan(15_000)
  })

  it('the feed goes on waiting past what was not asked for', async () => {
    const after = await end()
    const waiting = read(`after=${after}&wait=2&types=complaint.filed`)
    await decideOf(2)
    await place()
    expect((await waiting).json).toEqual({ events: [], next: after + 1, more: false })
  })

  it('the feed answers with nothing when the time is over', async () => {
    const after = await end()
    const began = performance.now()
    expect((await read(`after=${after}&wait=1`)).json).toEqual({ events: [], next: after, more: false })
    expect(performance.now() - began).toBeGreaterThan(990)
  })

  it('the feed lets go of readers that have gone', async () => {
    const after = await end()
    const gone = new AbortController()
    const waiting = read(`after=${after}&wait=30`, gone.signal)
    setTimeout(() => gone.abort(), 50)
    await expect(waiting).rejects.toThrow()
    expect((await read(`after=${after}`)).status).toBe(200)
  })

  it('the feed keeps a hundred waiting readers without a connection for each', async () => {
    const after = await end()
    const waiting = Array.from({ length: 100 }, () => read(`after=${after}&wait=20`))
    await decideOf(3)
    await place()
    for (const { json } of await Promise.all(waiting)) expect(json).toMatchObject({ next: after + 1 })
  })

  it('a system’s word that it obeys is taken, and nobody else’s', async () => {
    const at = await subscribe(world(), 'https://gateway.bank.example/', { systemId: key.systemId })
    await decideOf(4)
    while ((await place()).more);
    const row = (await deliveriesOf(world(), at)).at(-1)
    const confirm = (by: MachineKey, id = row?.id) =>
      machine.call(by, 'POST', `/deliveries/${id}/confirmation`)
    const other = await machine.issueKey({ systemId: 'crm' })
    expect(await confirm(other)).toMatchObject({ status: 404 })
    expect(await confirm(key, 'x')).toMatchObject({ status: 422 })
    const confirmed = {
      id: row?.id,
      confirmedAt: testNow.toISOString(),
      confirmBy: row?.confirmBy?.toISOString(),
    }
    for (const time of [1, 2])
      expect(await confirm(key), String(time)).toMatchObject({ status: 200, json: confirmed })
    const without = await machine.issueKey({ scopes: ['consents:check'] })
    expect(await confirm(without)).toMatchObject({ status: 403 })
    expect(await machine.call(without, 'GET', '/events')).toMatchObject({ status: 403 })
  })
})
