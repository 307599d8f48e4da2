import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiStage, apiStage, json, problem } from '#testing/api-stage.ts'
import { onBothEngines, testIins, testPhones } from '#testing/world.ts'
import { maxBodyBytes } from './body.ts'

onBothEngines('what the machine API cannot take', (world) => {
  let stage: ApiStage
  beforeAll(async () => {
    stage = await apiStage(world())
  })
  afterAll(() => stage.machine.stop())

  it.each([
    ['nothing', ''],
    ['half of it', '{"disclosures": ['],
    ['no JSON', 'disclosures=1'],
    ['two documents', '{} {}'],
    ['a byte order mark', '\ufeff{}'],
    ['a NUL', '{"disclosures": [{"id": "a\\u0000b"}]}'],
    ['half a pair of surrogates', '{"disclosures": [{"id": "a\\uD83Db"}]}'],
    ['the other half', '{"disclosures": [{"id": "\\udE00"}]}'],
    ['a name with a NUL', '{"a\\u0000": 1}'],
  ])('a body of %s is malformed', async (_, raw) => {
    expect((await stage.post(raw)).json).toEqual(problem('malformed', 400))
  })

  it('a body of bytes that are not UTF-8 is malformed', async () => {
    const bytes = Uint8Array.from([...Buffer.from('{"disclosures":"'), 0xc3, 0x28, ...Buffer.from('"}')])
    expect((await stage.post(bytes)).json).toEqual(problem('malformed', 400))
  })

  it.each([String.raw`a\u0000b`, String.raw`a\ud83d`, '😀', '\ufffd'])(
    'the text %s is well-formed, whatever its letters say',
    async (id) => {
      const escaped = JSON.stringify(stage.said({ id })).replaceAll('😀', String.raw`\ud83d\ude00`)
      expect((await stage.post(escaped)).status).toBe(200)
    },
  )

  it.each([
    ['no media type', {}],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['text', { 'content-type': 'text/plain' }],
    ['another charset', { 'content-type': 'application/json; charset=windows-1251' }],
  ])('a body of %s is of the wrong media type', async (_, headers) => {
    const answer = await stage.post(Uint8Array.from(Buffer.from('{}')), headers)
    expect(answer.json).toEqual(problem('wrong-media-type', 415))
    expect(answer.headers.get('accept')).toBe('application/json')
  })

  it('a body in another compression is refused', async () => {
    const answer = await stage.post('{}', { ...json, 'content-encoding': 'br' })
    expect(answer.json).toEqual(problem('wrong-encoding', 415))
    expect(answer.headers.get('accept-encoding')).toBe('gzip, deflate')
  })

  it('a body whose compression is broken is malformed', async () => {
    const whole = gzipSync(JSON.stringify(stage.said()))
    for (const raw of [Uint8Array.from(Buffer.from('not gzip')), Uint8Array.from(whole.subarray(0, -12))])
      expect((await stage.post(raw, { ...json, 'content-encoding': 'gzip' })).json).toEqual(
        problem('malformed', 400),
      )
  })

  it('a body of too many bytes is refused, said beforehand, found out, or hidden in a few', async () => {
    const much = Buffer.alloc(maxBodyBytes + 1, ' ')
    const streamed = new ReadableStream<Uint8Array>({
      start(out) {
        for (let at = 0; at < much.length; at += 65_536) out.enqueue(much.subarray(at, at + 65_536))
        out.close()
      },
    })
    const bomb = gzipSync(Buffer.alloc(64 * maxBodyBytes, ' '))
    expect(bomb.length).toBeLessThan(maxBodyBytes)
    const answers = [
      await stage.post(Uint8Array.from(much)),
      await stage.machine.call(stage.key, 'POST', '/disclosures', { raw: streamed, headers: json }),
      await stage.post(Uint8Array.from(bomb), { ...json, 'content-encoding': 'gzip' }),
    ]
    for (const answer of answers) expect(answer.json).toEqual(problem('too-large', 413))
  })

  it('a body is told of unknown fields, each by its name, and of everything else that is wrong', async () => {
    const before = await stage.recorded()
    const answer = await stage.machine.call(stage.key, 'POST', '/disclosures', {
      json: { disclosures: [{ ...stage.line(), colour: 'red', basis: 'habit' }], more: 1 },
      headers: { 'accept-language': 'ru' },
    })
    expect(answer.json).toEqual(problem('invalid', 422))
    expect(answer.json).toHaveProperty('errors', [
      expect.objectContaining({ path: 'disclosures.0.basis' }),
      { path: 'disclosures.0.colour', detail: 'Такого поля нет: colour.' },
      { path: 'more', detail: 'Такого поля нет: more.' },
    ])
    expect(answer.headers.get('content-language')).toBe('ru')
    expect(await stage.recorded()).toBe(before)
  })

  it('a body of 1,001 lines is refused', async () => {
    const answer = await stage.machine.call(stage.key, 'POST', '/disclosures', {
      json: { disclosures: Array.from({ length: 1001 }, () => stage.line()) },
    })
    expect(answer.json).toEqual(problem('invalid', 422))
  })

  it('a body of 10,000 pairs is refused', async () => {
    const pairs = Array.from({ length: 10_000 }, () => ({ customer: 'C-1', consent: 'marketing-sms' }))
    const answer = await stage.machine.call(stage.key, 'POST', '/consents/check', { json: { pairs } })
    expect(answer.json).toEqual(problem('invalid', 422))
    expect(answer.json).toHaveProperty('errors', [expect.objectContaining({ path: 'pairs' })])
  })

  it.each(['/customers/%E0%A4%A/holdings', '/customers/%zz/holdings', '/%c0%af'])(
    'the address %s, which cannot be read, is told apart',
    async (path) => {
      expect((await stage.machine.call(stage.key, 'GET', path)).json).toEqual(
        problem('malformed-address', 400),
      )
    },
  )

  it.each(['/nothing', '/', '/disclosures/', '/customers'])(
    'the address %s, of which there is none, is told apart',
    async (path) => {
      expect((await stage.machine.call(stage.key, 'GET', path)).json).toEqual(problem('unknown-path', 404))
    },
  )

  it('a method that the address does not take is told apart', async () => {
    const answer = await stage.machine.call(stage.key, 'PATCH', '/disclosures')
    expect(answer.json).toEqual(problem('wrong-method', 405))
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS')
    const asked = await stage.machine.call(null, 'OPTIONS', '/disclosures')
    expect(asked.status).toBe(204)
    expect(asked.headers.get('allow')).toBe('POST, OPTIONS')
  })

  it('a customer whose reference has a NUL is not looked for', async () => {
    const answer = await stage.machine.call(stage.key, 'PUT', '/customers/%00/holdings', {
      json: { holdings: [{ field: 'email', value: 'a@example.kz', obtainedVia: 'app' }] },
    })
    expect(answer.json).toEqual(problem('malformed-address', 400))
  })

  it.each(['C-nobody', testIins[0], testPhones[0], encodeURIComponent("' or 1=1 --"), 'x'.repeat(65)])(
    'the customer %s, who is nobody, is not found',
    async (reference) => {
      const answer = await stage.machine.call(stage.key, 'PUT', `/customers/${reference}/holdings`, {
        json: { holdings: [{ field: 'email', value: 'a@example.kz', obtainedVia: 'app' }] },
      })
      expect(answer.json).toEqual(problem('not-found', 404))
    },
  )
})
