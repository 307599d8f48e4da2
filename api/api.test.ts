import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { cookieName } from '#config'
import { DomainError, invalid, locked, tooMany } from '#domain/errors.ts'
import { log } from '#log'
import { ApiRefusal, refusalOf } from './errors.ts'
import { isSameOrigin } from './same-origin.ts'
import { clientAddress, deviceName } from './session/browser.ts'
import { customerCookie, type Secrets, signInCookie, staffCookie } from './session/session-cookie.ts'

describe('the refusal of a request', () => {
  it('a refusal says in the reader’s language what is wrong, next to its field', () => {
    const refusal = refusalOf(invalid('phone', 'phone.foreign'), 'ru', 'r1')
    expect(refusal).toMatchObject({ code: 'invalid', status: 422, requestId: 'r1' })
    expect(refusal.fields.phone).toMatch(/казахстанский/)
  })

  it.each([
    [new DomainError('forbidden', {}), 403],
    [new DomainError('not-found', {}), 404],
    [new DomainError('conflict', {}), 409],
    [new DomainError('step-up', {}), 401],
    [locked('conflict'), 423],
    [tooMany(61), 429],
  ])('the refusal %s has a status and a sentence in each language', (error, status) => {
    const sentences = (['kk', 'ru', 'en'] as const).map((locale) => refusalOf(error, locale, 'r2'))
    expect(new Set(sentences.map((refusal) => refusal.message)).size).toBe(3)
    for (const refusal of sentences)
      expect(refusal).toMatchObject({ status, message: expect.stringMatching(/\p{L}{3}/u) })
  })

  it('a refusal tells nothing of an unknown error but the number to ask about', () => {
    const logged = vi.spyOn(log, 'error').mockReturnValue()
    const refusal = refusalOf(new Error('duplicate key (phone)=(+77010000118)'), 'en', 'r-17')
    expect(JSON.stringify(logged.mock.calls)).toContain('r-17')
    expect(JSON.stringify(logged.mock.calls)).not.toContain('7010000118')
    logged.mockRestore()
    expect(refusal).toMatchObject({ code: 'unknown', status: 500, fields: {} })
    expect(JSON.stringify(refusal)).not.toContain('7010000118')
    expect(refusal.message).toContain('r-17')
  })
})

describe('the log of refusals', () => {
  const warned = async (work: () => unknown) => {
    const logged = vi.spyOn(log, 'warn').mockReturnValue()
    await work()
    const lines = logged.mock.calls.map((call) => JSON.stringify(call))
    logged.mockRestore()
    return lines
  }

  it('a limit that refused is noted with its name and keyed hashes, and said to nobody', async () => {
    const limit = { name: 'code-send-number', counted: 'hash-of-number', address: 'hash-of-address' }
    const error = tooMany(61, 'too-many-for-number', limit)
    expect(JSON.stringify(refusalOf(error, 'en', 'r3'))).not.toMatch(/hash|code-send/)
    const [line, ...more] = await warned(() => refusalOf(error, 'en', 'r3'))
    expect(more).toEqual([])
    for (const part of ['r3', 'code-send-number', 'hash-of-number', 'hash-of-address'])
      expect(line).toContain(part)
    expect(await warned(() => refusalOf(locked('conflict'), 'en', 'r3'))).toEqual([])
    const caller = () => ({ system: 'crm', address: 'hash-of-caller' })
    const [called] = await warned(() => refusalOf(error, 'en', 'r3', caller))
    expect(called).toMatch(/hash-of-number.*hash-of-caller.*crm/)
  })

  it('a key that was refused is noted', async () => {
    for (const code of ['unauthorized', 'missing-scope', 'too-often'] as const)
      expect(
        await warned(() => refusalOf(new ApiRefusal(code, { scope: 'x', seconds: 1 }), 'en', 'r4')),
      ).toEqual([expect.stringMatching(`r4.*${code}`)])
    expect(await warned(() => refusalOf(new ApiRefusal('malformed'), 'en', 'r4'))).toEqual([])
  })

  it('what a person may not do is noted', async () => {
    expect(await warned(() => refusalOf(new DomainError('forbidden', {}), 'en', 'r6'))).toEqual([
      expect.stringMatching('r6.*not permitted'),
    ])
  })

  it.each([
    [61, /2\u00a0minutes/],
    [5400, /90\u00a0minutes/],
    [5401, /2\u00a0hours/],
    [86_400, /24\u00a0hours/],
  ])('a wait of %i seconds is said in whole minutes or hours', (seconds, words) =>
    expect(refusalOf(tooMany(seconds, 'too-many-for-number'), 'en', 'r5').message).toMatch(words),
  )
})

describe('the session cookie', () => {
  const secret: Secrets = ['a secret of more than thirty-two characters']
  const next: Secrets = ['another one of more than thirty-two characters']
  const named = { sub: randomUUID(), sid: randomUUID() }

  it('the session cookie names its session to the holder of the secret, and to nobody else', () => {
    const value = customerCookie.seal(secret, named)
    expect(customerCookie.open(secret, value)).toEqual(named)
    expect(customerCookie.open([`${secret[0]}!`], value)).toBeNull()
    expect(Buffer.from(value, 'base64url').toString('latin1')).not.toContain(named.sub)
  })

  it('the session cookie is opened by two secrets while one is exchanged, and sealed by the first', () => {
    const before = customerCookie.seal([...secret, ...next], named)
    const after = customerCookie.seal([...next, ...secret], named)
    for (const value of [before, after])
      for (const both of [[...secret, ...next] as const, [...next, ...secret] as const])
        expect(customerCookie.open(both, value)).toEqual(named)
    expect([customerCookie.open(next, before), customerCookie.open(secret, after)]).toEqual([null, null])
    expect([customerCookie.open(secret, before), customerCookie.open(next, after)]).toEqual([named, named])
  })

  it('the session cookie of a customer never passes for one of staff, nor the other way round', () => {
    expect(staffCookie.open(secret, customerCookie.seal(secret, named))).toBeNull()
    const staff = { sub: 'Қ-114', sid: randomUUID() }
    expect(staffCookie.open(secret, staffCookie.seal(secret, staff))).toEqual(staff)
    expect(customerCookie.open(secret, staffCookie.seal(secret, { ...staff, sub: named.sub }))).toBeNull()
  })

  it('a session cookie made by anyone else names no session, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(customerCookie.open(secret, value)).toBeNull()
      }),
    )
    const value = Buffer.from(customerCookie.seal(secret, named), 'base64url')
    for (const at of value.keys()) {
      const changed = Buffer.from(value)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(customerCookie.open(secret, changed.toString('base64url')), `byte ${at}`).toBeNull()
    }
  })
})

it('a cookie is bound to this host, to TLS and to the server where the portal is served over TLS', () => {
  vi.stubEnv('PUBLIC_URL', 'https://privacy.bank.example')
  expect(cookieName('arqau.session')).toBe('__Host-arqau.session')
  expect(signInCookie()).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true })
  vi.stubEnv('PUBLIC_URL', 'http://localhost:3000')
  expect(cookieName('arqau.session')).toBe('arqau.session')
  vi.unstubAllEnvs()
})

describe('the same origin', () => {
  const ours = 'https://arqau.example'
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: ours }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: ours }, true],
    [{ origin: 'https://arqau.example.evil' }, false],
    [{ origin: 'null' }, false],
    [{}, false],
  ])('the same origin is proved by %o: %s', (headers, proved) => {
    expect(isSameOrigin(new Headers(headers), ours)).toBe(proved)
  })
})

describe('the client', () => {
  it.each([
    ['203.0.113.9, 10.0.0.1', 0, '10.0.0.1'],
    ['203.0.113.9, 10.0.0.1', 1, '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9, 10.0.0.1', 1, '203.0.113.9'],
    ['10.0.0.1', 1, '10.0.0.1'],
    [null, 0, ''],
  ])('the client behind %s with %i trusted proxies is at %s', (forwarded, trusted, address) => {
    expect(clientAddress(forwarded, trusted)).toBe(address)
  })

  it.each([
    [
      'Mozilla/5.0 (Linux; Android 15; SM-A556E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1',
      'Safari, iOS',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0',
      'Edge, Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
    [null, ''],
  ])('the device of %s is named %s', (agent, name) => expect(deviceName(agent)).toBe(name))
})
