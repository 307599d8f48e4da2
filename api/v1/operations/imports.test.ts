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
