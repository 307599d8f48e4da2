import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import fc from 'fast-check'
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Config, loadConfig } from '#config'
import { ProviderUnreachable } from '#gateways/staff-provider.ts'
import { bankSettings } from '#testing/settings.ts'
import { testIins } from '#testing/world.ts'
import { type StaffProvider, staffProvider } from './provider.ts'
import { TokenRefused, vouchedBy } from './token.ts'

const now = new Date('2026-11-20T07:00:00Z')
const at = Math.floor(now.getTime() / 1000)
const refused = (reason: 'token' | 'stale') => expect.objectContaining({ name: 'TokenRefused', reason })

/** What the provider publishes, and how it answers; a test may spoil either. */
const published = { keys: [{}], metadata: {}, status: 200 }
let server: Server
let provider: StaffProvider
let own: Awaited<ReturnType<typeof generateKeyPair>>
let claims: JWTPayload

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = request.url === '/jwks' ? { keys: published.keys } : published.metadata
    response.writeHead(published.status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  const issuer = `http://localhost:${address && typeof address === 'object' ? address.port : 0}`
  provider = { issuer, clientId: 'arqau', clientSecret: 'shared', roleClaim: 'arqau_role', iinClaim: 'iin' }
  own = await generateKeyPair('RS256', { extractable: true })
  const key = await exportJWK(own.publicKey)
  published.keys = [{ ...key, kid: 'own', alg: 'RS256', use: 'sig' }]
})
afterAll(() => {
  server.close()
})
beforeEach(() => {
  const { issuer } = provider
  Object.assign(published, { status: 200, metadata: { issuer, jwks_uri: `${issuer}/jwks` } })
  claims = { iss: issuer, sub: 'aigerim', aud: 'arqau', iat: at, exp: at + 300, auth_time: at - 60 }
})

const sign = (said: JWTPayload, key: CryptoKey | Uint8Array = own.privateKey, alg = 'RS256') =>
  new SignJWT(said).setProtectedHeader({ alg, kid: 'own' }).sign(key)
const check = (token: string, fresh = false) => vouchedBy(provider, token, { fresh, now })

describe('a token', () => {
  it('a token of the provider, for this portal, made just now, vouches for its person', async () => {
    const said = { ...claims, arqau_role: 'officer', iin: testIins[0] }
    expect(await check(await sign(said))).toEqual({
      issuer: provider.issuer,
      subject: 'aigerim',
      role: 'officer',
      iin: testIins[0],
      authenticatedAt: new Date((at - 60) * 1000),
    })
  })

  it.each<[string, Partial<JWTPayload>]>([
    ['from another issuer', { iss: 'https://id.evil.example' }],
    ['from an issuer that only begins alike', { iss: 'http://localhost:1' }],
    ['for another portal', { aud: 'another' }],
    ['for nobody', { aud: [] }],
    ['for two, asked for by the other', { aud: ['arqau', 'another'], azp: 'another' }],
    ['for two, asked for by who knows whom', { aud: ['arqau', 'another'] }],
    ['for this portal, asked for by another', { azp: 'another' }],
    ['that has expired', { exp: at - 11 }],
    ['that never expires', { exp: undefined }],
    ['made in the future', { iat: at + 60 }],
    ['made eleven minutes ago', { iat: at - 660 }],
    ['made nobody knows when', { iat: undefined }],
    ['not valid yet', { nbf: at + 60 }],
    ['about nobody', { sub: undefined }],
    ['about an empty name', { sub: '' }],
    ['with a sign-in time that is no number', { auth_time: 'today' }],
  ])('a token %s vouches for nobody', async (_, spoiled) => {
    await expect(check(await sign({ ...claims, arqau_role: 'agent', ...spoiled }))).rejects.toEqual(
      refused('token'),
    )
  })

  it('a token signed with another key, by whatever name, vouches for nobody', async () => {
    const foreign = await generateKeyPair('RS256')
    await expect(check(await sign(claims, foreign.privateKey))).rejects.toEqual(refused('token'))
    const header = { alg: 'RS256', kid: 'own', jwk: await exportJWK(foreign.publicKey) }
    const bringsItsKey = await new SignJWT(claims).setProtectedHeader(header).sign(foreign.privateKey)
    await expect(check(bringsItsKey)).rejects.toEqual(refused('token'))
  })

  it('a token signed with what is no secret of the provider’s vouches for nobody', async () => {
    const known = [provider.clientSecret.padEnd(32, '='), await exportSPKI(own.publicKey)]
    for (const secret of known)
      await expect(check(await sign(claims, Buffer.from(secret), 'HS256'))).rejects.toEqual(refused('token'))
    await expect(check(new UnsecuredJWT(claims).encode())).rejects.toEqual(refused('token'))
  })

  it('a token changed anywhere vouches for nobody', async () => {
    const token = await sign({ ...claims, arqau_role: 'agent' })
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.constantFrom('A', 'b', '9', '.'),
        async (place, letter) => {
          // The last letter of a part carries bits that decoding drops.
          fc.pre(token[place] !== letter && token[place + 1] !== '.' && place < token.length - 1)
          const changed = token.slice(0, place) + letter + token.slice(place + 1)
          await expect(check(changed)).rejects.toEqual(refused('token'))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('what is no token vouches for nobody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (token) => {
        await expect(check(token)).rejects.toEqual(refused('token'))
      }),
      { numRuns: 30 },
    )
  })

  it.each<[unknown, string | null]>([
    ['agent', 'agent'],
    [['teller', 'agent', 'officer'], 'officer'],
    [['administrator', 'supervisor'], 'supervisor'],
    ['Agent', null],
    ['agent officer', null],
    [{ agent: true }, null],
    [[['agent']], null],
    [7, null],
    [undefined, null],
  ])('a token with the role claim %j gives the role %s', async (claim, role) => {
    expect(await check(await sign({ ...claims, arqau_role: claim }))).toMatchObject({ role })
  })

  it('a token is read by the claim names of the settings', async () => {
    const named = { ...provider, roleClaim: 'roles', iinClaim: 'person_id' }
    const token = await sign({ ...claims, roles: ['agent'], person_id: testIins[1], arqau_role: 'officer' })
    expect(await vouchedBy(named, token, { fresh: false, now })).toMatchObject({
      role: 'agent',
      iin: testIins[1],
    })
  })

  it.each(['', '800101100014', 800101100013, 'none', null])(
    'a token with the IIN %j tells none',
    async (iin) => {
      expect(await check(await sign({ ...claims, iin }))).toMatchObject({ iin: null })
    },
  )
})

describe('a step-up', () => {
  it('a step-up takes a sign-in of two minutes ago at most, and only if the token tells', async () => {
    expect(await check(await sign({ ...claims, auth_time: at - 120 }), true)).toBeDefined()
    for (const auth_time of [at - 121, 0.5, 1])
      await expect(check(await sign({ ...claims, auth_time }), true)).rejects.toBeInstanceOf(TokenRefused)
    const untold = await sign({ ...claims, auth_time: undefined })
    await expect(check(untold, true)).rejects.toEqual(refused('stale'))
    expect((await check(untold)).authenticatedAt, 'never fresh').toEqual(new Date(0))
  })

  it('a step-up gains nothing from a sign-in that is yet to come', async () => {
    const ahead = await check(await sign({ ...claims, auth_time: at + 3600 }), true)
    expect(ahead.authenticatedAt).toEqual(now)
  })
})

describe('the provider of staff sign-ins', () => {
  const unreachable = expect.any(ProviderUnreachable)

  it.each([500, 503, 404, 302])('a provider that answers %i cannot be reached', async (status) => {
    published.status = status
    await expect(check(await sign(claims))).rejects.toEqual(unreachable)
  })

  it('a provider that is not there cannot be reached', async () => {
    const nowhere = { ...provider, issuer: 'http://localhost:9' }
    await expect(vouchedBy(nowhere, 'x', { fresh: false, now })).rejects.toEqual(unreachable)
  })

  it.each([
    { issuer: 'https://id.evil.example', jwks_uri: 'https://id.evil.example/jwks' },
    { jwks_uri: 'http://localhost:9/jwks' },
    { issuer: 'no address' },
    [],
  ])('a provider that publishes %j is not the one of the settings', async (metadata) => {
    Object.assign(published, { metadata })
    await expect(check(await sign(claims))).rejects.toEqual(unreachable)
  })

  it('a provider whose keys cannot be had cannot be reached, though it answers', async () => {
    published.metadata = { issuer: provider.issuer, jwks_uri: 'http://localhost:9/jwks' }
    await expect(check(await sign(claims))).rejects.toEqual(unreachable)
  })

  const set = { STAFF_OIDC_ISSUER: 'https://id.bank.example', STAFF_OIDC_CLIENT_SECRET: 's' }
  const providerOf = (settings: Record<string, string>) =>
    staffProvider(loadConfig({ ...bankSettings, ...settings }))

  it('the provider is there when the settings name it and its secret, else the entrance is shut', () => {
    expect(providerOf(set)).toEqual({
      issuer: 'https://id.bank.example',
      clientId: 'arqau',
      clientSecret: 's',
      roleClaim: 'arqau_role',
      iinClaim: 'iin',
    })
    expect(providerOf({})).toBeNull()
    expect(providerOf({ ...set, STAFF_OIDC_CLIENT_SECRET: '' })).toBeNull()
  })

  it('the provider is spoken to over TLS unless it is on this machine', () => {
    expect(() => providerOf({ ...set, STAFF_OIDC_ISSUER: 'http://id.bank.example' })).toThrow('https')
    expect(providerOf({ ...set, STAFF_OIDC_ISSUER: 'http://localhost:3001' })).not.toBeNull()
    const all: Config = loadConfig({ ...bankSettings, ...set })
    expect(JSON.stringify(all.secrets)).not.toContain(bankSettings.ARQAU_MASTER_KEY)
  })
})
