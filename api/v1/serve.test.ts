import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { deflateSync, gzipSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { systemKeys } from '#db/schema/systems.ts'
import { log } from '#log'
import { type ApiStage, apiStage, json, problem } from '#testing/api-stage.ts'
import { auditOf } from '#testing/audit.ts'
import { minutesOn, secondsOn } from '#testing/clock.ts'
import { type MachineKey, startMachine } from '#testing/machine.ts'
import { onBothEngines, testIins, testNow, testPhones } from '#testing/world.ts'

onBothEngines('the machine API', (world) => {
  let stage: ApiStage
  beforeAll(async () => {
    stage = await apiStage(world())
  })
  afterAll(() => stage.machine.stop())

  it.each([
    ['none', {}],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['what is no key', { authorization: 'Bearer hello' }],
    ['a key nobody has', { authorization: `Bearer arqau_${'0'.repeat(12)}_${'a'.repeat(43)}` }],
  ])('a request is let in by a key, and not by %s', async (_, headers) => {
    const answer = await stage.machine.call(null, 'POST', '/disclosures', { json: stage.said(), headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="arqau"')
    expect(answer.json).toEqual(problem('unauthorized', 401))
  })

  it('another secret and an expired key are told the same as no key', async () => {
    const expired = await stage.machine.issueKey({ expiresAt: testNow })
    const other = {
      ...stage.key,
      text: stage.key.text.slice(0, -1) + (stage.key.text.endsWith('A') ? 'B' : 'A'),
    }
    const told = await Promise.all(
      [expired, other].map((one) => stage.machine.call(one, 'POST', '/disclosures', { json: stage.said() })),
    )
    const none = await stage.machine.call(null, 'POST', '/disclosures', { json: stage.said() })
    const less = ({ json: body }: { json: unknown }) => ({ ...Object(body), requestId: '' })
    for (const answer of told) expect(less(answer)).toEqual(less(none))
  })

  it('a revoked key is refused from the next request on, also while others are under way', async () => {
    const doomed = await stage.machine.issueKey()
    const ask = () =>
      stage.machine.call(doomed, 'POST', '/disclosures', { json: stage.said({ id: randomUUID() }) })
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

  it('a key without the permission is refused, and learns of nobody', async () => {
    const narrow = await stage.machine.issueKey({ scopes: ['holdings:put'] })
    const answer = await stage.machine.call(narrow, 'POST', '/disclosures', { json: stage.said() })
    expect(answer.json).toEqual(problem('missing-scope', 403))
    expect(JSON.stringify(answer.json)).toContain('disclosures:record')
    const unknown = await stage.machine.call(
      narrow,
      'PUT',
      `/customers/${stage.customer.reference}/guardians/C-1`,
    )
    expect(unknown.status, 'who may not ask learns of nobody').toBe(403)
  })

  it('the last use of a key is noted, about', async () => {
    const used = await stage.machine.issueKey()
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
        stage.clock.now = minutesOn(minutes)
        await stage.machine.call(used, 'POST', '/disclosures', { json: stage.said() })
        await expect.poll(lastUsed).toEqual(minutesOn(noted))
      }
    } finally {
      stage.clock.now = testNow
    }
  })

  it('the API reads gzip and deflate, and writes gzip to who reads it', async () => {
    const bytes = Buffer.from(JSON.stringify(stage.said({ id: 'compressed' })))
    for (const [coding, raw] of [
      ['gzip', gzipSync(bytes)],
      ['deflate', deflateSync(bytes)],
    ] as const) {
      const answer = await stage.post(Uint8Array.from(raw), { ...json, 'content-encoding': coding })
      expect(answer.status).toBe(200)
    }
    const faulty = { disclosures: Array.from({ length: 40 }, () => stage.line({ recipient: 'nobody' })) }
    const ask = (coding: string) =>
      stage.machine.call(stage.key, 'POST', '/disclosures', {
        json: faulty,
        headers: { 'accept-encoding': coding },
      })
    expect((await ask('gzip')).headers.get('content-encoding')).toBe('gzip')
    for (const coding of ['identity', 'gzip;q=0', 'br'])
      expect((await ask(coding)).headers.get('content-encoding'), coding).toBeNull()
  })

  it('a customer’s whole record can be told: registration, holdings, a contract, a guardian', async () => {
    const client = stage.machine.client(stage.key)
    const ref = `C-${randomUUID()}`
    const registration = { iin: testIins[1], phone: testPhones[1], locale: 'ru' } as const
    for (const _ of [1, 2])
      expect(await client.registerCustomer({ ref }, registration)).toEqual({ customer: ref })
    await expect(client.registerCustomer({ ref: `${ref}x` }, registration)).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'iin' }] },
    })
    const email = { field: 'email', value: 'a@example.kz', obtainedVia: 'app' } as const
    expect(await client.putHoldings({ ref }, { holdings: [email] })).toEqual({ count: 1 })
    const id = randomUUID()
    const loan = { kind: 'loan', contract: 'KZ-1', openedOn: '2024-03-05' } as const
    expect(await client.putObligation({ ref, id }, loan)).toEqual({ id })
    const pair = { ref, guardian: stage.customer.reference }
    expect(await client.registerGuardian(pair)).toEqual({ guardianId: stage.customer.subject })
    expect(await client.endGuardianship(pair)).toEqual({ guardianId: stage.customer.subject })
    await expect(client.endGuardianship(pair)).rejects.toMatchObject({ problem: { status: 404 } })
    expect(
      await auditOf(world().db, { action: 'customer.registered', actorId: 'core-banking' }),
    ).toHaveLength(2)
  })

  it('the log says which operation was asked, by whom and with what end, and of nobody', async () => {
    const logged = vi.spyOn(log, 'info')
    try {
      await stage.machine.call(
        stage.key,
        'PUT',
        `/customers/${stage.customer.reference}/guardians/C-0?x=${testIins[0]}`,
      )
      await expect.poll(() => logged).toHaveBeenCalled()
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
      expect(lines).not.toContain(stage.customer.reference)
      expect(lines).not.toContain(testIins[0])
      expect(lines).not.toContain(stage.key.text)
    } finally {
      logged.mockRestore()
    }
  })

  it('a caller who hangs up amid the body is outlived, and nothing is written of it', async () => {
    const before = await stage.recorded()
    const { hostname, port } = new URL(stage.machine.address)
    const ended = vi.spyOn(log, 'info')
    const socket = connect(Number(port), hostname)
    const head = [
      'POST /api/v1/disclosures HTTP/1.1',
      `Host: ${hostname}`,
      `Authorization: Bearer ${stage.key.text}`,
    ]
    const rest = ['Content-Type: application/json', 'Content-Length: 1000', '', '{"disclosures": [']
    await new Promise<void>((sent) => socket.write([...head, ...rest].join('\r\n'), () => sent()))
    socket.destroy()
    await expect.poll(() => ended).toHaveBeenCalled()
    ended.mockRestore()
    expect((await stage.machine.call(stage.key, 'POST', '/disclosures', { json: stage.said() })).status).toBe(
      200,
    )
    expect(await stage.recorded()).toBeLessThanOrEqual(before + 1)
  })

  it('the requests of a key are counted, and too many are turned away until the next second', async () => {
    const slow = await startMachine(world(), { now: () => stage.clock.now, requestsPerSecond: 3 })
    try {
      const [busy, other] = [await slow.issueKey(), await slow.issueKey()]
      const ask = (as: MachineKey) => slow.call(as, 'POST', '/disclosures', { json: stage.said() })
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
      stage.clock.now = secondsOn(1)
      expect((await ask(busy)).status).toBe(200)
    } finally {
      stage.clock.now = testNow
      await slow.stop()
    }
  })
})
