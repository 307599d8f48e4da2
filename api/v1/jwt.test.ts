import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from '#config'
import { isKnownSystem } from '#domain/systems/is-known-system.ts'
import { ProviderUnreachable } from '#gateways/staff-provider.ts'
import { bankSettings } from '#testing/settings.ts'
import { insertSystem } from '#testing/system-rows.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { systemVouchedFor, type TokenIssuer, tokenIssuer } from './jwt.ts'

const at = Math.floor(testNow.getTime() / 1000)
const audience = 'https://privacy.bank.example/api/v1'
const published = { keys: [{}], status: 200 }
let server: Server
let issuer: TokenIssuer
let own: Awaited<ReturnType<typeof generateKeyPair>>
let claims: JWTPayload
let asked: string[]
let discoveries = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url !== '/jwks') discoveries += 1
    const metadata = { issuer: issuer.issuer, jwks_uri: `${issuer.issuer}/jwks` }
    const body = request.url === '/jwks' ? { keys: published.keys } : metadata
    response.writeHead(published.status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  issuer = { issuer: `http://localhost:${port}`, audience }
  own = await generateKeyPair('RS256', { extractable: true })
  published.keys = [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }]
})
afterAll(() => {
  server.close()
})
beforeEach(() => {
  asked = []
  published.status = 200
  claims = {
    ...{ iss: issuer.issuer, aud: audience, sub: 'sms-gateway', client_id: 'sms-gateway', jti: 'j-1' },
    ...{ iat: at - 10, exp: at + 300, scope: 'consents:check events:read' },
  }
})

const sign = (
  said: JWTPayload,
  {
    typ = 'at+jwt',
    alg = 'RS256',
    key = own.privateKey,
  }: { typ?: string; alg?: string; key?: CryptoKey | Uint8Array } = {},
) => new SignJWT(said).setProtectedHeader({ alg, typ, kid: 'own' }).sign(key)
const isSystem = async (id: string) => {
  asked.push(id)
  return id === 'sms-gateway'
}
const check = (token: string, now = testNow) => systemVouchedFor(issuer, token, { now, isSystem })

describe('an access token', () => {
  it('an access token of the provider, for this API, given to a known system, vouches for it', async () => {
    expect(await check(await sign(claims))).toEqual({
      systemId: 'sms-gateway',
      scopes: ['consents:check', 'events:read'],
    })
    expect(await check(await sign(claims, { typ: 'application/at+jwt' })), 'the long form').not.toBeNull()
    expect(await check(await sign({ ...claims, aud: ['other', audience] })), 'and for others').not.toBeNull()
  })

  it('an access token carries what a system may have here and nothing else', async () => {
    const scope = 'consents:check  systems:keep looks:approve openid consents:check __proto__ toString'
    expect(await check(await sign({ ...claims, scope }))).toMatchObject({ scopes: ['consents:check'] })
    expect(await check(await sign({ ...claims, scope: undefined }))).toMatchObject({ scopes: [] })
  })

  it.each<[string, Partial<JWTPayload>]>([
    ['from another issuer', { iss: 'https://id.evil.example' }],
    ['for another API', { aud: 'https://other.bank.example' }],
    ['for an API that only begins alike', { aud: `${audience}/` }],
    ['for the portal’s staff', { aud: 'arqau' }],
    ['for nobody', { aud: undefined }],
    ['that has expired', { exp: at - 11 }],
    ['that never expires', { exp: undefined }],
    ['that lives for two hours', { exp: at + 2 * 60 * 60 }],
    ['made two hours ago', { iat: at - 2 * 60 * 60 }],
    ['made in the future', { iat: at + 60 }],
    ['made nobody knows when', { iat: undefined }],
    ['not valid yet', { nbf: at + 60 }],
    ['without a name of its own', { jti: undefined }],
    ['given to nobody', { client_id: undefined }],
    ['given to a name that is none', { client_id: 'SMS gateway', sub: 'SMS gateway' }],
    ['given to a list', { client_id: ['sms-gateway'] }],
    ['with which a system acts for a person', { sub: 'aigerim' }],
    ['whose scope is a list', { scope: ['consents:check'] }],
  ])('an access token %s vouches for nobody', async (_, spoiled) => {
    expect(await check(await sign({ ...claims, ...spoiled }))).toBeNull()
    expect(asked, 'and no database is asked').toEqual([])
  })

  it('an access token given to a system the bank does not have vouches for nobody', async () => {
    expect(await check(await sign({ ...claims, sub: 'other', client_id: 'other' }))).toBeNull()
    expect(asked).toEqual(['other'])
  })

  it.each(['JWT', 'at+jwt+x', 'id+jwt', ''])('a token of the type “%s” is no access token', async (typ) =>
    expect(await check(await sign(claims, { typ }))).toBeNull(),
  )

  it('a token signed otherwise than with the provider’s key vouches for nobody', async () => {
    const foreign = await generateKeyPair('RS256')
    expect(await check(await sign(claims, { key: foreign.privateKey }))).toBeNull()
    const spki = Buffer.from(await exportSPKI(own.publicKey))
    expect(await check(await sign(claims, { key: spki, alg: 'HS256' }))).toBeNull()
    expect(await check(new UnsecuredJWT(claims).encode())).toBeNull()
    const token = await sign(claims)
    expect(await check(`${token.slice(0, token.lastIndexOf('.'))}.`)).toBeNull()
    for (const none of ['', 'x', 'a.b.c', `arqau_0123456789ab_${'x'.repeat(43)}`])
      expect(await check(none)).toBeNull()
  })
})

describe('the provider of access tokens', () => {
  it('the provider is asked what it publishes once in ten minutes', async () => {
    const token = await sign({ ...claims, exp: at + 3000 })
    await check(token)
    const before = discoveries
    await Promise.all([check(token), check(token)])
    expect(discoveries).toBe(before)
    await Promise.all([10, 11].map((minute) => check(token, new Date((at + minute * 60) * 1000))))
    expect(discoveries).toBe(before + 1)
  })

  it('a provider that cannot be reached is said to be so, and asked again', async () => {
    const later = new Date((at + 1500) * 1000)
    const token = await sign({ ...claims, exp: at + 3000 })
    published.status = 503
    await expect(check(token, later)).rejects.toBeInstanceOf(ProviderUnreachable)
    published.status = 200
    expect(await check(token, later)).not.toBeNull()
  })

  it('the provider vouches for systems only where the settings say for whom tokens are', () => {
    const provider = { STAFF_OIDC_ISSUER: 'https://id.bank.example' }
    expect(tokenIssuer(loadConfig({ ...bankSettings, ...provider }))).toBeNull()
    expect(tokenIssuer(loadConfig({ ...bankSettings, ...provider, API_OAUTH_AUDIENCE: audience }))).toEqual({
      issuer: 'https://id.bank.example',
      audience,
    })
    expect(() => loadConfig({ ...bankSettings, API_OAUTH_AUDIENCE: audience })).toThrow('STAFF_OIDC_ISSUER')
  })
})

onBothEngines('a system that is vouched for', (world) => {
  it('a system is looked up by the key check alone', async () => {
    await insertSystem(world().db, 'sms-gateway', testNow)
    const keyCheck = world().ctx({ kind: 'key-check' })
    expect(await isKnownSystem(keyCheck, 'sms-gateway')).toBe(true)
    expect(await isKnownSystem(keyCheck, 'sms')).toBe(false)
    for (const ctx of [world().system(), world().visitor(), world().staff()])
      await expect(isKnownSystem(ctx, 'sms-gateway')).rejects.toMatchObject({ code: 'forbidden' })
  })
})
