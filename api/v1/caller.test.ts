import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import { type Machine, startMachine } from '#testing/machine.ts'
import { insertSystem } from '#testing/system-rows.ts'
import { onBothEngines, testNow } from '#testing/world.ts'

const audience = 'https://privacy.bank.example/api/v1'
const at = Math.floor(testNow.getTime() / 1000)
let provider: Server
let issuer: string
let own: Awaited<ReturnType<typeof generateKeyPair>>

beforeAll(async () => {
  own = await generateKeyPair('ES256', { extractable: true })
  const keys = [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'ES256', use: 'sig' }]
  provider = createServer((request, response) => {
    const body = request.url === '/jwks' ? { keys } : { issuer, jwks_uri: `${issuer}/jwks` }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, 'localhost')
  await once(provider, 'listening')
  const address = provider.address()
  issuer = `http://localhost:${address && typeof address === 'object' ? address.port : 0}`
})
afterAll(() => {
  provider.close()
})

/** What a system carries: a token of the provider's, in the place of a key. */
const tokenFor = async (systemId: string, scope: string) => {
  const claims = { iss: issuer, aud: audience, sub: systemId, client_id: systemId, jti: 'j', scope }
  const text = await new SignJWT({ ...claims, iat: at, exp: at + 300 })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'own' })
    .sign(own.privateKey)
  return { systemId, id: 'token', text }
}

onBothEngines('a caller of the machine API', (world) => {
  let machine: Machine
  let path: string
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    await insertSystem(world().db, 'crm', testNow, { kk: 'CRM', ru: 'CRM', en: 'CRM' })
    machine = await startMachine(world(), { tokens: { issuer, audience } })
    path = `/customers/${(await world().customer(0)).reference}/consents`
  })
  afterAll(() => machine.stop())

  it('a caller is let in by an access token as by a key, to what it carries', async () => {
    const key = await machine.issueKey({ scopes: ['consents:check'] })
    const token = await tokenFor('crm', 'consents:check')
    const [byKey, byToken] = [await machine.call(key, 'GET', path), await machine.call(token, 'GET', path)]
    expect(byToken.status).toBe(200)
    expect(byToken.json).toEqual(byKey.json)
    const other = await tokenFor('crm', 'events:read')
    expect(await machine.call(other, 'GET', path)).toMatchObject({ status: 403 })
  })

  it('a caller is turned away as without a key when the bank has no such system, or tokens are not taken', async () => {
    const token = await tokenFor('crm', 'consents:check')
    expect(await machine.call(await tokenFor('erp', 'consents:check'), 'GET', path)).toMatchObject({
      status: 401,
    })
    const changed = { ...token, text: `${token.text.slice(0, -4)}AAAA` }
    expect(await machine.call(changed, 'GET', path)).toMatchObject({ status: 401 })
    const keysAlone = await startMachine(world())
    expect(await keysAlone.call(token, 'GET', path)).toMatchObject({ status: 401 })
    await keysAlone.stop()
  })

  it('a caller with a token is told when the provider cannot be reached; one with a key is let in all the same', async () => {
    const alone = await startMachine(world(), { tokens: { issuer: 'http://localhost:9', audience } })
    const answer = await alone.call(await tokenFor('crm', 'consents:check'), 'GET', path)
    expect(answer).toMatchObject({ status: 503, json: { type: 'urn:arqau:problem:provider-unreachable' } })
    expect(await alone.call(await alone.issueKey(), 'GET', path)).toMatchObject({ status: 200 })
    await alone.stop()
  })
})
