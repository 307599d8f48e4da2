import { randomUUIDv7 } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { imports } from '#db/schema/imports.ts'
import { systemKeys } from '#db/schema/systems.ts'
import { runImportChunk } from '#domain/imports/run-import-chunk.ts'
import { at, minutesOn } from '#testing/clock.ts'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { onBothEngines, testIins, testNow, testPhones } from '#testing/world.ts'

const started = z.object({ id: z.string() })
const problem = (kind: string, status: number) =>
  expect.objectContaining({ type: `urn:arqau:problem:${kind}`, status })
/** Four lines about the nth invented customer: two that are taken and two that are not. */
const fileOf = (nth: 0 | 1) => {
  const customer = `H-${nth}`
  const lines = [
    { kind: 'customer', reference: customer, iin: testIins[nth], phone: testPhones[nth], locale: 'kk' },
    { kind: 'holding', customer, field: 'email', value: 'h@example.kz', obtainedVia: 'app' },
    { kind: 'disclosure', customer, recipient: 'nobody', fields: ['phone'], disclosedAt: testNow },
    { kind: 'holding', customer: 'nobody', field: 'email', value: 'secret@example.kz', obtainedVia: 'app' },
  ]
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}
const ndjson = { 'content-type': 'application/x-ndjson' }
/** A body of a chunk, of another when it is told, and of an end. */
function chunksWhenTold() {
  const chunk = Buffer.from('7\n'.repeat(4000))
  const { readable: stream, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const send = () => void writer.write(chunk).catch(() => {})
  send()
  return { stream, send, end: () => void writer.close().catch(() => {}) }
}

onBothEngines('imports over HTTP', (world) => {
  let machine: Machine
  let key: MachineKey
  beforeAll(async () => {
    machine = await startMachine(world(), { now: () => testNow })
    key = await machine.issueKey()
  })
  afterAll(() => machine.stop())
  const runAll = async () => {
    const worker = at(world().worker(), minutesOn(1))
    while (await runImportChunk(worker));
  }
  const start = async (raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = ndjson) =>
    machine.call(key, 'POST', '/imports', { raw, headers })

  it('an import takes lines, plain or compressed, and says what became of each', async () => {
    const file = fileOf(0)
    const sent = await start(file)
    expect(sent.status).toBe(202)
    expect(sent.json).toMatchObject({ state: 'running', lines: { received: 4, done: 0 } })
    await runAll()
    const { id } = started.parse(sent.json)
    const shown = await machine.call(key, 'GET', `/imports/${id}`)
    expect(shown.json).toMatchObject({ state: 'done', lines: { done: 4, changed: 2, unchanged: 0, bad: 2 } })

    const again = started.parse((await start(gzipSync(file), { ...ndjson, 'content-encoding': 'gzip' })).json)
    await runAll()
    expect(await machine.client(key).showImport({ id: again.id })).toMatchObject({
      state: 'done',
      lines: { done: 4, changed: 0, unchanged: 2, bad: 2 },
    })
  })

  it('the bad lines of an import are listed in the reader’s language, a page at a time, and no value is repeated', async () => {
    const { id } = started.parse((await start(fileOf(1))).json)
    await runAll()
    const first = await machine.call(key, 'GET', `/imports/${id}/faults?limit=1`, {
      headers: { 'accept-language': 'kk' },
    })
    expect(first.json).toEqual({
      bad: 2,
      listed: 2,
      faults: [
        {
          line: 3,
          path: 'recipient',
          reason: 'disclosure.line-recipient',
          message: '3‑жол: мұндай алушы жоқ.',
        },
      ],
      next: 3,
    })
    const second = await machine.call(key, 'GET', `/imports/${id}/faults?after=3`)
    expect(second.json).toMatchObject({
      faults: [{ line: 4, reason: 'import.customer-unknown' }],
      next: null,
    })
    expect(first.text + second.text).not.toContain('secret')
  })

  it('an import of another media type, by a key without the scope, or of another system is refused', async () => {
    expect((await start(fileOf(1), { 'content-type': 'application/json' })).json).toEqual(
      problem('wrong-media-type', 415),
    )
    const { id } = started.parse((await start(fileOf(1))).json)
    const [narrow, other] = [
      await machine.issueKey({ scopes: ['holdings:put'] }),
      await machine.issueKey({ systemId: 'crm' }),
    ]
    const asked = (by: MachineKey, path: string) => machine.call(by, 'GET', path)
    expect((await asked(narrow, `/imports/${id}`)).json).toEqual(problem('missing-scope', 403))
    for (const path of [`/imports/${id}`, `/imports/${id}/faults`])
      expect((await asked(other, path)).json).toEqual(problem('not-found', 404))
    expect((await asked(key, '/imports/7')).status).toBe(422)
    expect((await asked(key, `/imports/${id}/faults?limit=0`)).status).toBe(422)
  })

  it('300,000 bad lines in a few hundred bytes become a thousand rows, and the rest is not done', async () => {
    const bytes = gzipSync(Buffer.from('7\n'.repeat(300_000)), { level: 9 })
    expect(bytes.length).toBeLessThan(1000)
    const sent = await start(bytes, { ...ndjson, 'content-encoding': 'gzip' })
    const { id } = started.parse(sent.json)
    await runAll()
    expect((await machine.call(key, 'GET', `/imports/${id}`)).json).toMatchObject({
      state: 'failed',
      endReason: 'mostly-bad',
      lines: { received: 300_000, done: 12_000, changed: 0, bad: 12_000 },
    })
    const faults = await machine.call(key, 'GET', `/imports/${id}/faults?after=998&limit=1000`)
    expect(faults.json).toMatchObject({ bad: 12_000, listed: 1000, faults: [{ line: 999 }, { line: 1000 }] })
  })

  it('a key that is revoked while its import comes gets 401, before the body has ended', async () => {
    const revoked = await machine.issueKey()
    const body = chunksWhenTold()
    const answer = machine.call(revoked, 'POST', '/imports', { raw: body.stream, headers: ndjson })
    const open = () => world().db.select().from(imports).where(eq(imports.state, 'receiving'))
    await expect.poll(async () => (await open()).map(({ received }) => received)).toEqual([4000])
    const [{ id } = { id: '' }] = await open()
    await world().db.update(systemKeys).set({ revokedAt: testNow }).where(eq(systemKeys.id, revoked.id))
    body.send()
    expect(await answer).toMatchObject({ status: 401, json: problem('unauthorized', 401) })
    expect(await machine.client(key).showImport({ id })).toMatchObject({
      state: 'cut-off',
      endReason: 'key-ended',
      lines: { received: 4000 },
    })
    body.end()
  })

  it('a system with too many imports open is told to wait', async () => {
    const other = await machine.issueKey({ systemId: 'crm' })
    const counts = { received: 0, done: 0, changed: 0, unchanged: 0, bad: 0 }
    const open = { systemId: 'crm', state: 'running', startedAt: testNow, ...counts } as const
    await world()
      .db.insert(imports)
      .values(Array.from({ length: 10 }, () => ({ ...open, id: randomUUIDv7() })))
    const told = await machine.call(other, 'POST', '/imports', { raw: fileOf(0), headers: ndjson })
    expect(told).toMatchObject({ status: 429, json: problem('too-many', 429) })
    expect(told.headers.get('retry-after')).toBe('60')
    expect(told.json).toMatchObject({
      detail: 'Your system has ten imports open. Wait until one of them has ended.',
    })
  })

  it('an import that broke in the middle of its compression is marked as cut off', async () => {
    const whole = gzipSync(Array.from({ length: 20_000 }, () => fileOf(1)).join(''))
    const broken = await start(whole.subarray(0, whole.length - 20), {
      ...ndjson,
      'content-encoding': 'gzip',
    })
    expect(broken.json).toEqual(problem('malformed', 400))
    expect(await world().audited()).toContain('import.cut-off')
  })
})
