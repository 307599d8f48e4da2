import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { loadConfig } from '#config'
import { consentAt, type StateServiceSimulator, startStateService } from '#demo/state-service-simulator.ts'
import type { Ctx } from '#domain/context.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { auditOf } from '#testing/audit.ts'
import { bankSettings } from '#testing/settings.ts'
import { onBothEngines, testIins } from '#testing/world.ts'
import { stateServiceOperations } from './state-service.ts'

let there: StateServiceSimulator
beforeAll(async () => {
  there = await startStateService({ authorization: 'Bearer t-1' })
})
afterAll(() => there.stop())
afterEach(() => {
  globalThis.arqau = undefined
  there.misbehave(null)
})

onBothEngines('asking the state service over the machine API', (world) => {
  let crm: Ctx
  beforeAll(async () => {
    const { subject } = await world().customer(1)
    const holdings = [{ field: 'iin', value: testIins[1], obtainedVia: 'branch' }]
    await putHoldings(world().system(subject), { holdings })
    crm = world().ctx({ kind: 'system', systemId: 'crm', scopes: ['state-service:ask'] }, subject)
  })

  const ask = async (ctx: Ctx, body: unknown, connected = true) => {
    const [operation] = stateServiceOperations
    if (!operation) throw new Error('there is one')
    const address = { STATE_SERVICE_URL: there.url, STATE_SERVICE_TOKEN: 't-1' }
    const config = loadConfig({ ...bankSettings, ...(connected && address) })
    const { login: db, keys } = world()
    globalThis.arqau = Promise.resolve({
      config,
      keys,
      database: { db, engine: 'server', close: async () => {} } as never,
    })
    const { signal } = new AbortController()
    return operation.answer.parse(await operation.handle(ctx, { params: {}, query: {}, body, signal }))
  }
  const asks = () => auditOf(world().db, { action: 'state-consent.asked' })

  it('the answer of the state service is passed on', async () => {
    const before = (await asks()).length
    there.consents.set(consentAt(testIins[1], 'CREDIT-BUREAU'), {
      ...{ given: true, since: '2026-02-01T09:00:00+05:00', until: null },
    })
    expect(await ask(crm, { consent: 'credit-bureau' })).toEqual({
      ...{ consent: 'credit-bureau', state: 'given', since: '2026-02-01T09:00:00+05:00', until: null },
    })
    expect(await ask(crm, { consent: 'partner-sharing' })).toMatchObject({ state: 'not-given' })
    expect(await asks()).toHaveLength(before + 2)
  })

  it('a state service that did not answer is said to be unreachable, whatever it did instead', async () => {
    there.misbehave((_, response) => void response.writeHead(500).end(testIins[1]))
    expect(await ask(crm, { consent: 'credit-bureau' })).toMatchObject({ state: 'unreachable', since: null })
    there.misbehave((_, response) => void response.end('{"given":"perhaps"}'))
    expect(await ask(crm, { consent: 'credit-bureau' })).toMatchObject({ state: 'unreachable', until: null })
  })

  it('a question with anything unknown, or of a bank that is not connected, is refused', async () => {
    const before = (await asks()).length
    await expect(ask(crm, { consent: 'credit-bureau', more: 1 })).rejects.toMatchObject({ code: 'invalid' })
    await expect(ask(crm, {})).rejects.toMatchObject({ code: 'invalid' })
    await expect(ask(crm, { consent: 'credit-bureau' }, false)).rejects.toMatchObject({
      ...{ code: 'locked', details: { reason: 'state-service.not-connected' } },
    })
    const other: Ctx = { ...crm, actor: { kind: 'system', systemId: 'crm', scopes: ['consents:check'] } }
    await expect(ask(other, { consent: 'credit-bureau' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await asks()).toHaveLength(before)
  })
})
