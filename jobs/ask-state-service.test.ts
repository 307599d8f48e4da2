import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { loadConfig } from '#config'
import { stateApplications } from '#db/schema/state-service.ts'
import { type StateServiceSimulator, startStateService } from '#demo/state-service-simulator.ts'
import { decide } from '#domain/consents/decide.ts'
import { listConsents } from '#domain/consents/list-consents.ts'
import type { Ctx } from '#domain/context.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { log } from '#log'
import { catalogue } from '#policy/load.ts'
import type { Services } from '#services'
import { secondsOn } from '#testing/clock.ts'
import { bankSettings } from '#testing/settings.ts'
import { onBothEngines, testIins, testNow } from '#testing/world.ts'
import { askStateService } from './ask-state-service.ts'

const configOf = (url?: string) => loadConfig({ ...bankSettings, ...(url && { STATE_SERVICE_URL: url }) })

let there: StateServiceSimulator
let said: string[]
beforeEach(async () => {
  there = await startStateService()
  said = []
  const note = (fields: unknown, words?: string) => void said.push(JSON.stringify({ fields, words }))
  vi.spyOn(log, 'warn').mockImplementation(note)
  vi.spyOn(log, 'error').mockImplementation(note)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await there.stop()
})

onBothEngines('the state service’s job', (world) => {
  let mine: Ctx & { subject: string }
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    mine = await world().customer(0)
  })

  const run = (now = testNow, url: string | undefined = there.url) => {
    const services: Services = {
      config: configOf(url),
      database: { db: world().login, engine: 'server', close: async () => {} } as never,
      keys: world().keys,
    }
    return askStateService({ ...world().worker(), now }, services)
  }
  const consent = async () => {
    const all = (await listConsents(mine)).groups.flatMap(({ consents }) => consents)
    return all.find(({ id }) => id === 'partner-sharing')
  }
  const give = async () => {
    const { state, history } = (await consent()) ?? { state: 'none', history: [] }
    const previousId = history[0]?.id ?? null
    if (state !== 'given') await decide(mine, { consent: 'partner-sharing', outcome: 'given', previousId })
  }
  let count = 0
  const apply = (iin: string = testIins[0], code = 'PARTNER-SHARING') => {
    count += 1
    const number = `KDP-${count}`
    there.applications.push({ number, iin, code, at: '2026-11-20T06:58:00Z' })
    return number
  }
  const rows = () => world().db.select().from(stateApplications)

  it('each application becomes a decision and is told to the state service, in one go', async () => {
    await give()
    const numbers = [apply(), apply(), apply(testIins[3]), apply(testIins[0], 'UNKNOWN')]
    await run()
    expect((await consent())?.state).toBe('withdrawn')
    const decisions = Object.fromEntries(there.decisions.map(({ number, ...rest }) => [number, rest]))
    expect(numbers.map((number) => decisions[number])).toEqual([
      { decision: 'withdrawn' },
      { decision: 'already-off' },
      { decision: 'refused', reason: 'unknown-person' },
      { decision: 'refused', reason: 'unknown-consent' },
    ])
    await run()
    expect(there.decisions, 'nothing is said twice').toHaveLength(4)
    expect(said).toEqual([])
  })

  it('an application is not lost when the job ends between taking and telling, and is answered the same', async () => {
    await give()
    const number = apply()
    there.misbehave((request, response) => {
      if (request.url !== '/KDP_LIST_TO_REVOKE') return void request.socket.destroy()
      response.end(JSON.stringify({ applications: there.applications }))
    })
    await run()
    expect((await consent())?.state).toBe('withdrawn')
    expect(there.decisions).toEqual([])
    await give()
    there.misbehave(null)
    await run(secondsOn(61))
    expect(there.decisions).toEqual([{ number, decision: 'withdrawn' }])
    expect((await consent())?.state, 'given anew since').toBe('given')
  })

  it('an answer that the state service took but did not confirm is told again', async () => {
    const number = apply(testIins[3])
    there.misbehave((request, response) => {
      if (request.url === '/KDP_LIST_TO_REVOKE')
        return void response.end(JSON.stringify({ applications: there.applications }))
      there.decisions.push({ number, decision: 'refused', reason: 'unknown-person' })
      request.socket.destroy()
    })
    await run()
    there.misbehave(null)
    await run(secondsOn(61))
    expect(there.decisions).toEqual([
      { number, decision: 'refused', reason: 'unknown-person' },
      { number, decision: 'refused', reason: 'unknown-person' },
    ])
    await run(secondsOn(600))
    expect(there.decisions).toHaveLength(2)
  })

  it('an application is taken once by two workers at the same time', async () => {
    await give()
    const before = (await consent())?.history.length ?? 0
    const numbers = Array.from({ length: 8 }, () => apply())
    await Promise.all([run(), run()])
    await run(secondsOn(61))
    expect((await consent())?.history).toHaveLength(before + 1)
    const taken = (await rows()).filter(({ id }) => numbers.includes(id))
    expect(taken.map(({ outcome }) => outcome).sort()).toEqual([...Array(7).fill('already-off'), 'withdrawn'])
    expect(new Set(there.decisions.map(({ number }) => number))).toEqual(new Set(numbers))
  })

  it('an answer that is due is told though there is no list, and what failed is said by codes alone', async () => {
    const number = apply()
    there.misbehave((request, response) => {
      const listed = request.url === '/KDP_LIST_TO_REVOKE'
      response
        .writeHead(listed ? 200 : 503)
        .end(listed ? JSON.stringify({ applications: there.applications }) : '')
    })
    await run()
    there.misbehave((request, response) => {
      if (request.url === '/KDP_LIST_TO_REVOKE') return void response.writeHead(500).end(testIins[0])
      there.decisions.push({ number, decision: 'already-off' })
      response.end('{}')
    })
    await run(secondsOn(61))
    expect(there.decisions).toEqual([{ number, decision: 'already-off' }])
    expect(said).toHaveLength(2)
    expect(said[0]).toContain('503')
    expect(said[1]).toContain('500')
    expect(said.join()).not.toContain(testIins[0])
  })

  it('the job does nothing, and fails at nothing, where no state service is set or none is there', async () => {
    const before = (await rows()).length
    apply()
    await run(testNow, '')
    expect(there.asked).toEqual([])
    await run(testNow, 'http://127.0.0.1:9')
    expect(await rows()).toHaveLength(before)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('unreachable')
  })
})
