import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Config, loadConfig } from '#config'
import {
  consentAt,
  filing,
  type StateServiceSimulator,
  startStateService,
} from '#demo/state-service-simulator.ts'
import { StateServiceFailed } from '#domain/state-service/state-service.ts'
import { bankSettings } from '#testing/settings.ts'
import { testIins } from '#testing/world.ts'
import { stateServiceClient, stateServiceOf } from './state-service.ts'

const basic = `Basic ${Buffer.from('bank:p:ss').toString('base64')}`
const application = {
  ...{ number: 'KDP-1', iin: testIins[0], code: 'PARTNER-SHARING', at: '2026-11-20T11:58:00+05:00' },
}
const failed = (code: StateServiceFailed['code']) =>
  expect.objectContaining({ name: 'StateServiceFailed', code })

let there: StateServiceSimulator
beforeAll(async () => {
  there = await startStateService({ authorization: basic })
})
afterAll(() => there.stop())
beforeEach(() => {
  there.misbehave(null)
  there.asked.length = 0
})
const client = (unreadable: number[] = []) =>
  stateServiceClient(
    { url: `${there.url}/`, authorization: basic },
    { onUnreadable: (count) => unreadable.push(count), patience: 500 },
  )
const answers = (status: number, body: string, headers: Record<string, string> = {}) =>
  there.misbehave((_, response) => void response.writeHead(status, headers).end(body))

describe('the client of the state service', () => {
  it('lists what is not decided, and sends what is', async () => {
    there.applications.push(application)
    expect(await client().listApplications()).toEqual([application])
    const decision = { number: 'KDP-1', decision: 'refused', reason: 'obligation' } as const
    await client().sendDecision(decision)
    expect(there.decisions).toEqual([decision])
    expect(await client().listApplications()).toEqual([])
  })

  it('lists what a person has filed', async () => {
    const { iin, code } = application
    const filed = { method: 'POST', headers: { authorization: basic }, body: JSON.stringify({ iin, code }) }
    const number = z
      .object({ number: z.string() })
      .parse(await (await fetch(there.url + filing, filed)).json()).number
    expect(await client().listApplications()).toMatchObject([{ number, iin, code }])
    await client().sendDecision({ number, decision: 'withdrawn' })
    expect(await client().listApplications()).toEqual([])
  })

  it('asks about a person in the body alone', async () => {
    const known = { given: true, since: '2026-01-01T00:00:00Z', until: null }
    there.consents.set(consentAt(testIins[1], 'STORAGE-ABROAD'), known)
    const ask = (code: string) => client().askConsent({ iin: testIins[1], code, requestId: 'r-1' })
    expect(await ask('STORAGE-ABROAD')).toEqual(known)
    expect(await ask('CREDIT-BUREAU')).toEqual({ given: false, since: null, until: null })
    expect(there.questions[0]).toEqual({ iin: testIins[1], code: 'STORAGE-ABROAD' })
    expect(there.asked).toEqual(['/KDP_SERVICE', '/KDP_SERVICE'])
  })

  it('leaves out what it cannot read, says how many, and takes the rest', async () => {
    const listed = [{ ...application, iin: 'secret' }, null, { ...application, more: 1 }, application]
    answers(200, JSON.stringify({ applications: listed }))
    const unreadable: number[] = []
    expect(await client(unreadable).listApplications()).toEqual([application])
    expect(unreadable).toEqual([3])
  })

  it.each([
    ['an error', 503, '{}', 503],
    ['a refusal', 401, '{}', 401],
    ['no JSON', 200, '<soap:Envelope/>', 'answer'],
    ['nothing', 200, '', 'answer'],
    ['another shape', 200, '{"applications":{}}', 'answer'],
    ['more than was agreed', 200, '{"applications":[],"next":1}', 'answer'],
    ['too much', 200, `{"applications":["${'x'.repeat(1024 * 1024)}"]}`, 'answer'],
  ] as const)('fails by its code on %s', async (_, status, body, code) => {
    answers(status, body)
    await expect(client().listApplications()).rejects.toEqual(failed(code))
  })

  it('follows no redirect, with the password or without', async () => {
    answers(307, '', { location: `${there.url}/KDP_LIST_TO_REVOKE` })
    await expect(client().listApplications()).rejects.toEqual(failed('unreachable'))
    expect(there.asked).toHaveLength(1)
  })

  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['never answers', () => {}],
    ['stops in the middle', (_, response) => void response.writeHead(200).write('{"applic')],
    [
      'closes in the middle',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"applic')
        setImmediate(() => request.socket.destroy())
      },
    ],
  ])('a request to a state service that %s is given up', async (_, how) => {
    there.misbehave(how)
    await expect(client().listApplications()).rejects.toEqual(failed('unreachable'))
  })

  it('fails by a code that repeats nothing of what was said', async () => {
    answers(500, JSON.stringify({ error: `no such person: ${testIins[0]}` }))
    const question = { iin: testIins[0], code: 'STORAGE-ABROAD', requestId: 'r-1' }
    const error: unknown = await client()
      .askConsent(question)
      .catch((refused: unknown) => refused)
    expect(error).toBeInstanceOf(StateServiceFailed)
    const said = error instanceof Error ? [error.message, error.stack, error.cause].join() : ''
    expect(said).not.toContain(testIins[0])
  })
})

describe('the settings of the state service', () => {
  const config = (settings: Record<string, string>): Config => loadConfig({ ...bankSettings, ...settings })

  it('the settings of the state service may be absent', () => expect(stateServiceOf(config({}))).toBeNull())

  it.each([
    [{ STATE_SERVICE_USER: 'bank', STATE_SERVICE_PASSWORD: 'p:ss' }, true],
    [{ STATE_SERVICE_USER: 'bank', STATE_SERVICE_PASSWORD: 'other' }, false],
    [{ STATE_SERVICE_TOKEN: 'p:ss' }, false],
    [{}, false],
  ])('the settings %o let the bank in: %s', async (shown, letIn) => {
    const asked = stateServiceOf(config({ STATE_SERVICE_URL: there.url, ...shown }))?.listApplications()
    if (letIn) expect(await asked).toBeInstanceOf(Array)
    else await expect(asked).rejects.toEqual(failed(401))
  })

  it('a token of the settings is shown as a bearer’s', async () => {
    const open = await startStateService({ authorization: 'Bearer t-1' })
    const settings = config({ STATE_SERVICE_URL: open.url, STATE_SERVICE_TOKEN: 't-1' })
    expect(await stateServiceOf(settings)?.listApplications()).toEqual([])
    await open.stop()
  })

  it.each([
    [{ STATE_SERVICE_URL: 'http://kdp.gov.example' }, /https/],
    [{ STATE_SERVICE_URL: 'ftp://localhost' }, /STATE_SERVICE_URL/],
    [{ STATE_SERVICE_URL: 'https://kdp.gov.example', STATE_SERVICE_USER: 'bank' }, /STATE_SERVICE_PASSWORD/],
  ])('the settings of the state service are refused as %o', (wrong, sentence) =>
    expect(() => config(wrong)).toThrow(sentence),
  )
})
