import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { runImportChunk } from '#domain/imports/run-import-chunk.ts'
import { at, minutesOn } from '#testing/clock.ts'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { onBothEngines, testIins, testNow, testPhones } from '#testing/world.ts'

const started = z.object({ id: z.string() })
const problem = (kind: string, status: number) =>
  expect.objectContaining({ type: `urn:arqau:problem:${kind}`, status })
const lines = [
  { kind: 'customer', reference: 'H-1', iin: testIins[0], phone: testPhones[0], locale: 'kk' },
  { kind: 'holding', customer: 'H-1', field: 'email', value: 'h@example.kz', obtainedVia: 'app' },
  { kind: 'disclosure', customer: 'H-1', recipient: 'nobody', fields: ['phone'], disclosedAt: testNow },
  { kind: 'holding', customer: 'H-2', field: 'email', value: 'secret@example.kz', obtainedVia: 'app' },
]
const file = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
const ndjson = { 'content-type': 'application/x-ndjson' }

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

  it('takes lines, plain or compressed, and says what became of each', async () => {
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

  it('lists the bad lines in the reader’s language, a page at a time, and repeats no value', async () => {
    const { id } = started.parse((await start(file)).json)
    await runAll()
    const first = await machine.call(key, 'GET', `/imports/${id}/faults?limit=1`, {
      headers: { 'accept-language': 'kk' },
    })
    expect(first.json).toEqual({
      faults: [
        {
          line: 3,
          path: 'recipient',
          reason: 'disclosure.line-recipient',
          message: '3-жол: мұндай алушы жоқ.',
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

  it('refuses another media type, a key without the scope, and another system’s import', async () => {
    expect((await start(file, { 'content-type': 'application/json' })).json).toEqual(
      problem('wrong-media-type', 415),
    )
    const { id } = started.parse((await start(file)).json)
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

  it('marks as cut off what broke in the middle of its compression', async () => {
    const whole = gzipSync(Array.from({ length: 20_000 }, () => file).join(''))
    const broken = await start(whole.subarray(0, whole.length - 20), {
      ...ndjson,
      'content-encoding': 'gzip',
    })
    expect(broken.json).toEqual(problem('malformed', 400))
    expect(await world().audited()).toContain('import.cut-off')
  })
})
