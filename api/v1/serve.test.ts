import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { deflateSync, gzipSync } from 'node:zlib'
import { count, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { disclosures } from '#db/schema/recipients.ts'
import { answeredRequests, systemKeys } from '#db/schema/systems.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { log } from '#log'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { minutesOn, secondsOn } from '#testing/clock.ts'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { onBothEngines, testIins, testNow, testPhones } from '#testing/world.ts'
import { maxBodyBytes } from './body.ts'

const problem = (kind: string, status: number) =>
  expect.objectContaining({ type: `urn:arqau:problem:${kind}`, status })

onBothEngines('the machine API', (world) => {
  let machine: Machine
  let key: MachineKey
  let customer: { subject: string; reference: string }
  let now = testNow
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    customer = await world().customer(0)
    machine = await startMachine(world(), { now: () => now })
    key = await machine.issueKey()
  })
  afterAll(() => machine.stop())

  const line = (more: object = {}) => ({
    customer: customer.reference,
    recipient: 'unqaghaz',
    fields: ['phone'],
    disclosedAt: '2026-11-20T11:30:00+05:00',
    ...more,
  })
  const said = (more?: object) => ({ disclosures: [line(more)] })
  const json = { 'content-type': 'application/json' }
  const post = (raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
    machine.call(key, 'POST', '/disclosures', { raw, headers })
  const recorded = async () => {
    const [row] = await world().db.select({ rows: count() }).from(disclosures)
    return row?.rows ?? 0
  }

  describe('asks for a key', () => {
    it.each([
      ['none', {}],
      ['another scheme', { authorization: 'Basic YTpi' }],
      ['what is no key', { authorization: 'Bearer hello' }],
      ['a key nobody has', { authorization: `Bearer arqau_${'0'.repeat(12)}_${'a'.repeat(43)}` }],
    ])('and takes not %s', async (_, headers) => {
      const answer = await machine.call(null, 'POST', '/disclosures', { json: said(), headers })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="arqau"')
      expect(answer.json).toEqual(problem('unauthorized', 401))
    })

    it('and takes neither another secret, nor a key that has expired, telling all of them the same', async () => {
      const expired = await machine.issueKey({ expiresAt: testNow })
      const other = { ...key, text: key.text.slice(0, -1) + (key.text.endsWith('A') ? 'B' : 'A') }
      const told = await Promise.all(
        [expired, other].map((one) => machine.call(one, 'POST', '/disclosures', { json: said() })),
      )
      const none = await machine.call(null, 'POST', '/disclosures', { json: said() })
      const less = ({ json: body }: { json: unknown }) => ({ ...Object(body), requestId: '' })
      for (const answer of told) expect(less(answer)).toEqual(less(none))
    })

    it('and refuses a revoked one from the next request on, also while others are under way', async () => {
      const doomed = await machine.issueKey()
      const ask = () => machine.call(doomed, 'POST', '/disclosures', { json: said({ id: randomUUID() }) })
      const before = await Promise.all(Array.from({ length: 8 }, ask))
      expect(before.map(({ status }) => status)).toEqual(Array(8).fill(200))
      const underWay = Array.from({ length: 8 }, ask)
      await world()
        .db.update(systemKeys)
        .set({ revokedAt: testNow, revokedBy: 'Қ-114' })
        .where(eq(systemKeys.id, doomed.id))
      const after = await Promise.all(Array.from({ length: 8 }, ask))
      expect(after.map(({ status }) => status)).toEqual(Array(8).fill(401))
      for (const { status } of await Promise.all(underWay)) expect([200, 401]).toContain(status)
    })

    it('that carries the permission', async () => {
      const narrow = await machine.issueKey({ scopes: ['holdings:put'] })
      const answer = await machine.call(narrow, 'POST', '/disclosures', { json: said() })
      expect(answer.json).toEqual(problem('missing-scope', 403))
      expect(JSON.stringify(answer.json)).toContain('disclosures:record')
      const unknown = await machine.call(narrow, 'PUT', `/customers/${customer.reference}/guardians/C-1`)
      expect(unknown.status, 'who may not ask learns of nobody').toBe(403)
    })

    it('and notes about when it was last used', async () => {
      const used = await machine.issueKey()
      const lastUsed = async () => {
        const [row] = await world()
          .db.select({ at: systemKeys.lastUsedAt })
          .from(systemKeys)
          .where(eq(systemKeys.id, used.id))
        return row?.at
      }
      try {
        for (const [minutes, noted] of [
          [0, 0],
          [4, 0],
          [5, 5],
        ] as const) {
          now = minutesOn(minutes)
          await machine.call(used, 'POST', '/disclosures', { json: said() })
          await vi.waitFor(async () => expect(await lastUsed()).toEqual(minutesOn(noted)))
        }
      } finally {
        now = testNow
      }
    })
  })

  describe('tells apart what it cannot take', () => {
    it.each([
      ['nothing', ''],
      ['half of it', '{"disclosures": ['],
      ['no JSON', 'disclosures=1'],
      ['two documents', '{} {}'],
      ['a byte order mark', '\ufeff{}'],
      ['a NUL', '{"disclosures": [{"id": "a\\u0000b"}]}'],
    ])('%s: malformed', async (_, raw) => {
      expect((await post(raw)).json).toEqual(problem('malformed', 400))
    })

    it('bytes that are not UTF-8: malformed', async () => {
      const bytes = Uint8Array.from([...Buffer.from('{"disclosures":"'), 0xc3, 0x28, ...Buffer.from('"}')])
      expect((await post(bytes)).json).toEqual(problem('malformed', 400))
    })

    it('a backslash before u0000 that is only text is no NUL', async () => {
      const answer = await post(JSON.stringify(said({ id: String.raw`a\u0000b` })))
      expect(answer.status).toBe(200)
    })

    it.each([
      ['no media type', {}],
      ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['text', { 'content-type': 'text/plain' }],
      ['another charset', { 'content-type': 'application/json; charset=windows-1251' }],
    ])('%s: 415', async (_, headers) => {
      const answer = await post(Uint8Array.from(Buffer.from('{}')), headers)
      expect(answer.json).toEqual(problem('wrong-media-type', 415))
      expect(answer.headers.get('accept')).toBe('application/json')
    })

    it('another compression: 415', async () => {
      const answer = await post('{}', { ...json, 'content-encoding': 'br' })
      expect(answer.json).toEqual(problem('wrong-encoding', 415))
      expect(answer.headers.get('accept-encoding')).toBe('gzip, deflate')
    })

    it('broken compression: malformed', async () => {
      const whole = gzipSync(JSON.stringify(said()))
      for (const raw of [Uint8Array.from(Buffer.from('not gzip')), Uint8Array.from(whole.subarray(0, -12))])
        expect((await post(raw, { ...json, 'content-encoding': 'gzip' })).json).toEqual(
          problem('malformed', 400),
        )
    })

    it('too many bytes, said beforehand, found out, or hidden in a few', async () => {
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
        await post(Uint8Array.from(much)),
        await machine.call(key, 'POST', '/disclosures', { raw: streamed, headers: json }),
        await post(Uint8Array.from(bomb), { ...json, 'content-encoding': 'gzip' }),
      ]
      for (const answer of answers) expect(answer.json).toEqual(problem('too-large', 413))
    })

    it('fields that are not known, each by its name, and everything else that is wrong', async () => {
      const before = await recorded()
      const answer = await machine.call(key, 'POST', '/disclosures', {
        json: { disclosures: [{ ...line(), colour: 'red', basis: 'habit' }], more: 1 },
        headers: { 'accept-language': 'ru' },
      })
      expect(answer.json).toEqual(problem('invalid', 422))
      expect(answer.json).toHaveProperty('errors', [
        expect.objectContaining({ path: 'disclosures.0.basis' }),
        { path: 'disclosures.0.colour', detail: 'Такого поля нет: colour.' },
        { path: 'more', detail: 'Такого поля нет: more.' },
      ])
      expect(answer.headers.get('content-language')).toBe('ru')
      expect(await recorded()).toBe(before)
    })

    it('1,001 lines', async () => {
      const answer = await machine.call(key, 'POST', '/disclosures', {
        json: { disclosures: Array.from({ length: 1001 }, () => line()) },
      })
      expect(answer.json).toEqual(problem('invalid', 422))
    })

    it('10,000 pairs', async () => {
      const pairs = Array.from({ length: 10_000 }, () => ({ customer: 'C-1', consent: 'marketing-sms' }))
      const answer = await machine.call(key, 'POST', '/consents/check', { json: { pairs } })
      expect(answer.json).toEqual(problem('invalid', 422))
      expect(answer.json).toHaveProperty('errors', [expect.objectContaining({ path: 'pairs' })])
    })

    it.each(['/nothing', '/', '/disclosures/', '/customers', '/customers/%E0%A4%A/holdings'])(
      'the address %s, of which there is none',
      async (path) => {
        expect((await machine.call(key, 'GET', path)).json).toEqual(problem('unknown-path', 404))
      },
    )

    it('a method that the address does not take', async () => {
      const answer = await machine.call(key, 'PATCH', '/disclosures')
      expect(answer.json).toEqual(problem('wrong-method', 405))
      expect(answer.headers.get('allow')).toBe('POST, OPTIONS')
      const asked = await machine.call(null, 'OPTIONS', '/disclosures')
      expect(asked.status).toBe(204)
      expect(asked.headers.get('allow')).toBe('POST, OPTIONS')
    })

    it.each([
      'C-nobody',
      '%00',
      testIins[0],
      testPhones[0],
      encodeURIComponent("' or 1=1 --"),
      'x'.repeat(65),
    ])('the customer %s, who is nobody', async (reference) => {
      const answer = await machine.call(key, 'PUT', `/customers/${reference}/holdings`, {
        json: { holdings: [{ field: 'email', value: 'a@example.kz', obtainedVia: 'app' }] },
      })
      expect(answer.json).toEqual(problem('not-found', 404))
    })
  })

  describe('does a write once for its Idempotency-Key', () => {
    const write = (requestKey: string, body: unknown, as = key) =>
      machine.call(as, 'POST', '/disclosures', { json: body, headers: { 'idempotency-key': requestKey } })

    it('and answers a repeat like the first, without doing it again', async () => {
      const requestKey = randomUUID()
      const first = await write(requestKey, said({ id: requestKey }))
      expect(first.json).toEqual({ recorded: 1, repeated: 0 })
      expect(first.headers.get('idempotent-replayed')).toBeNull()
      const audited = await world().audited()
      const second = await write(`"${requestKey}"`, said({ id: requestKey }))
      expect(second.json).toEqual(first.json)
      expect(second.headers.get('idempotent-replayed')).toBe('true')
      expect(await world().audited()).toEqual(audited)
    })

    it('and refuses the key for anything else', async () => {
      const requestKey = randomUUID()
      await write(requestKey, said({ id: requestKey }))
      const before = await recorded()
      const answer = await write(requestKey, said({ id: `${requestKey.slice(1)}x` }))
      expect(answer.json).toEqual(problem('request-key-reused', 409))
      expect(await recorded()).toBe(before)
    })

    it('of each system by itself', async () => {
      const other = await machine.issueKey({ systemId: 'crm' })
      const requestKey = randomUUID()
      await write(requestKey, said({ id: requestKey }))
      expect(
        (await write(requestKey, said({ id: 'another' }), other)).headers.get('idempotent-replayed'),
      ).toBeNull()
    })

    it('also when eight ask at once', async () => {
      const requestKey = randomUUID()
      const before = await recorded()
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => write(requestKey, said({ id: requestKey }))),
      )
      for (const { json: body } of answers) expect(body).toEqual({ recorded: 1, repeated: 0 })
      expect(answers.filter(({ headers }) => !headers.get('idempotent-replayed'))).toHaveLength(1)
      expect(await recorded()).toBe(before + 1)
      const kept = await world()
        .db.select()
        .from(answeredRequests)
        .where(eq(answeredRequests.key, requestKey))
      expect(kept).toEqual([expect.objectContaining({ systemId: 'core-banking', at: testNow })])
    })

    it('keeps nothing of a refused write, which may be sent again mended', async () => {
      const requestKey = randomUUID()
      expect((await write(requestKey, { disclosures: [] })).status).toBe(422)
      expect((await write(requestKey, said({ id: requestKey }))).status).toBe(200)
    })

    it.each(['', 'a b', 'x'.repeat(256)])('and takes no %j for a key', async (requestKey) => {
      expect((await write(requestKey, said())).json).toEqual(problem('wrong-request-key', 400))
    })
  })

  it('reads gzip and deflate, and writes gzip to who reads it', async () => {
    const bytes = Buffer.from(JSON.stringify(said({ id: 'compressed' })))
    for (const [coding, raw] of [
      ['gzip', gzipSync(bytes)],
      ['deflate', deflateSync(bytes)],
    ] as const) {
      const answer = await post(Uint8Array.from(raw), { ...json, 'content-encoding': coding })
      expect(answer.status).toBe(200)
    }
    const faulty = { disclosures: Array.from({ length: 40 }, () => line({ recipient: 'nobody' })) }
    const ask = (coding: string) =>
      machine.call(key, 'POST', '/disclosures', { json: faulty, headers: { 'accept-encoding': coding } })
    expect((await ask('gzip')).headers.get('content-encoding')).toBe('gzip')
    for (const coding of ['identity', 'gzip;q=0', 'br'])
      expect((await ask(coding)).headers.get('content-encoding'), coding).toBeNull()
  })

  it('lets the customer’s whole record be told: registration, holdings, a contract, a guardian', async () => {
    const client = machine.client(key)
    const ref = `C-${randomUUID()}`
    const registration = { iin: testIins[1], phone: testPhones[1], locale: 'ru' } as const
    for (const _ of [1, 2])
      expect(await client.registerCustomer({ ref }, registration)).toEqual({ customer: ref })
    await expect(client.registerCustomer({ ref: `${ref}x` }, registration)).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'iin' }, { path: 'phone' }] },
    })
    const email = { field: 'email', value: 'a@example.kz', obtainedVia: 'app' } as const
    expect(await client.putHoldings({ ref }, { holdings: [email] })).toEqual({ count: 1 })
    const id = randomUUID()
    const loan = { kind: 'loan', contract: 'KZ-1', openedOn: '2024-03-05' } as const
    expect(await client.putObligation({ ref, id }, loan)).toEqual({ id })
    const pair = { ref, guardian: customer.reference }
    expect(await client.registerGuardian(pair)).toEqual({ guardianId: customer.subject })
    expect(await client.endGuardianship(pair)).toEqual({ guardianId: customer.subject })
    await expect(client.endGuardianship(pair)).rejects.toMatchObject({ problem: { status: 404 } })
    expect(
      await auditOf(world().db, { action: 'customer.registered', actorId: 'core-banking' }),
    ).toHaveLength(2)
  })

  it('logs which operation was asked, by whom and with what end, and of nobody', async () => {
    const logged = vi.spyOn(log, 'info')
    try {
      await machine.call(key, 'PUT', `/customers/${customer.reference}/guardians/C-0?x=${testIins[0]}`)
      await vi.waitFor(() => expect(logged).toHaveBeenCalled())
      expect(logged).toHaveBeenCalledWith(
        expect.objectContaining({
          method: 'PUT',
          route: '/api/v1/customers/{ref}/guardians/{guardian}',
          system: 'core-banking',
          status: 422,
        }),
        'api request',
      )
      const lines = JSON.stringify(logged.mock.calls)
      expect(lines).not.toContain(customer.reference)
      expect(lines).not.toContain(testIins[0])
      expect(lines).not.toContain(key.text)
    } finally {
      logged.mockRestore()
    }
  })

  it('outlives a caller who hangs up amid the body, and writes nothing of it', async () => {
    const before = await recorded()
    const { hostname, port } = new URL(machine.address)
    const ended = vi.spyOn(log, 'info')
    const socket = connect(Number(port), hostname)
    const head = [
      'POST /api/v1/disclosures HTTP/1.1',
      `Host: ${hostname}`,
      `Authorization: Bearer ${key.text}`,
    ]
    const rest = ['Content-Type: application/json', 'Content-Length: 1000', '', '{"disclosures": [']
    await new Promise<void>((sent) => socket.write([...head, ...rest].join('\r\n'), () => sent()))
    socket.destroy()
    await vi.waitFor(() => expect(ended).toHaveBeenCalled())
    ended.mockRestore()
    expect((await machine.call(key, 'POST', '/disclosures', { json: said() })).status).toBe(200)
    expect(await recorded()).toBeLessThanOrEqual(before + 1)
  })

  it('counts the requests of each key and turns away what is too many until the next second', async () => {
    const slow = await startMachine(world(), { now: () => now, requestsPerSecond: 3 })
    try {
      const [busy, other] = [await slow.issueKey(), await slow.issueKey()]
      const ask = (as: MachineKey) => slow.call(as, 'POST', '/disclosures', { json: said() })
      const answers = [await ask(busy), await ask(busy), await ask(busy), await ask(busy)]
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
      expect(answers.map(({ headers }) => headers.get('ratelimit'))).toEqual([
        '"key";r=2;t=1',
        '"key";r=1;t=1',
        '"key";r=0;t=1',
        '"key";r=0;t=1',
      ])
      expect(answers.map(({ headers }) => headers.get('ratelimit-policy'))).toEqual(
        Array(4).fill('"key";q=3;w=1'),
      )
      expect(answers[3]?.json).toEqual(problem('too-often', 429))
      expect(answers[3]?.headers.get('retry-after')).toBe('1')
      expect((await ask(other)).status).toBe(200)
      now = secondsOn(1)
      expect((await ask(busy)).status).toBe(200)
    } finally {
      now = testNow
      await slow.stop()
    }
  })
})
