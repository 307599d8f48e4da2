import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askForCopy } from '#domain/copies/ask-for-copy.ts'
import { positionEvents } from '#domain/events/position-events.ts'
import { minutesOn } from '#testing/clock.ts'
import { filesOf, makeCopies } from '#testing/copies.ts'
import { freshCustomer } from '#testing/customers.ts'
import { text } from '#testing/imports.ts'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { recordOf, tasksForCopy } from '#testing/records.ts'
import { onBothEngines, testNow } from '#testing/world.ts'

const ndjson = { 'content-type': 'application/x-ndjson' }
const bodyOf = (raw: string) => new Blob([raw]).stream()

onBothEngines('records for copies over HTTP', (world) => {
  let machine: Machine
  let key: MachineKey
  let other: MachineKey
  beforeAll(async () => {
    machine = await startMachine(world(), { now: () => testNow })
    key = await machine.issueKey({ scopes: ['tasks:answer', 'records:send', 'events:read'] })
    other = await machine.issueKey({ systemId: 'crm', scopes: ['tasks:answer', 'records:send'] })
  })
  afterAll(() => machine.stop())

  it('a system hears of its task, sends its records, plain or compressed, goes on after a bad line, and no other does', async () => {
    const customer = await freshCustomer(world())
    const { id: copyId } = await askForCopy(customer, {})
    await makeCopies(world(), customer.now)
    await positionEvents(world().worker())
    const opened = await tasksForCopy(world(), copyId)
    const idOf = ({ systemId }: MachineKey) => opened.find((task) => task.systemId === systemId)?.id ?? ''
    const id = idOf(key)
    const client = machine.client(key)
    const events = await machine.call(key, 'GET', '/events')
    expect(events.text).toContain(`"data":{"task":"${id}","system":"${key.systemId}","request":null}`)
    const [task] = (await client.listTasks({})).tasks
    expect(task).toMatchObject({
      id,
      kind: 'records',
      request: null,
      records: { state: 'waiting', lines: 0 },
    })

    const path = `/tasks/${id}/records`
    const put = (by: MachineKey, raw: string, at = path) =>
      machine.call(by, 'PUT', at, { raw, headers: ndjson })
    expect(await put(other, '')).toMatchObject({ status: 404 })
    expect(await machine.call(key, 'PUT', path, { json: {} })).toMatchObject({ status: 415 })
    expect(await machine.call(key, 'GET', path)).toMatchObject({ status: 405 })
    const lines = Array.from({ length: 4001 }, (_, nth) => recordOf(`${nth + 1}-үй`))
    const bad = await put(key, `${text(lines)}{"field":"secret"}\n`)
    expect(bad).toMatchObject({ status: 422 })
    expect(bad.text).toContain('lines.4002')
    expect(bad.text).not.toContain('secret')
    expect(await put(key, '', `${path}?after=7`)).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'after' }] },
    })
    const { records } = await client.readTask({ id })
    expect(records).toMatchObject({ state: 'receiving', lines: 4000 })
    const rest = gzipSync(text(lines.slice(4000)))
    const sent = await machine.call(key, 'PUT', `${path}?after=4000`, {
      raw: new Uint8Array(rest),
      headers: { ...ndjson, 'content-encoding': 'gzip' },
    })
    expect(sent).toMatchObject({
      status: 200,
      json: { open: false, records: { state: 'done', lines: 4001 } },
    })
    expect(await client.sendRecords({ id }, bodyOf(text(lines)))).toMatchObject({ records: { lines: 4001 } })
    expect(await put(key, '')).toMatchObject({ status: 423 })
    expect((await client.listTasks({})).tasks).toEqual([])
    await machine.client(other).sendRecords({ id: idOf(other) }, bodyOf(''))

    await makeCopies(world(), minutesOn(1))
    const files = await filesOf({ ...customer, now: minutesOn(1) }, copyId)
    const csv = files.get(`records-${key.systemId}.csv`)?.trim().split('\n')
    expect(csv).toHaveLength(4002)
    const data = JSON.parse(files.get('data.json') ?? '')
    expect(data.records[`records-${key.systemId}`]).toHaveLength(4001)
    const manifest = JSON.parse(files.get('manifest.json') ?? '')
    expect(manifest.records).toMatchObject({ [`records-${key.systemId}`]: 4001, 'records-crm': 0 })
    expect(manifest.systems).toMatchObject([
      { id: key.systemId, sent: true, records: 4001 },
      { id: 'crm', sent: true, records: 0 },
    ])
  })
})
