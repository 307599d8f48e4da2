import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { markOf } from '#domain/limits.ts'
import { log } from '#log'
import { type ApiStage, apiStage } from '#testing/api-stage.ts'
import { onBothEngines } from '#testing/world.ts'

onBothEngines('the log of refused calls', (world) => {
  let stage: ApiStage
  beforeAll(async () => {
    stage = await apiStage(world())
  })
  afterAll(() => stage.machine.stop())

  const lineOf = async (...asking: Parameters<ApiStage['machine']['call']>) => {
    const logged = vi.spyOn(log, 'warn').mockReturnValue()
    await stage.machine.call(...asking)
    const lines = logged.mock.calls
    logged.mockRestore()
    return lines
  }

  it('a call that was refused is noted with a keyed hash of its address, and its system once that is known', async () => {
    const address = markOf(world(), '127.0.0.1')
    const forged = { headers: { 'x-forwarded-for': '203.0.113.9' } }
    expect(await lineOf(null, 'POST', '/disclosures', forged)).toEqual([
      [{ requestId: expect.any(String), refusal: 'unauthorized', address }, 'a call was refused'],
    ])
    const narrow = await stage.machine.issueKey({ scopes: ['holdings:put'] })
    expect(await lineOf(narrow, 'POST', '/disclosures', forged)).toEqual([
      [
        { requestId: expect.any(String), refusal: 'missing-scope', system: 'core-banking', address },
        'a call was refused',
      ],
    ])
  })

  it('a call that is only wrong is in the log of requests alone', async () => {
    expect(await lineOf(stage.key, 'POST', '/disclosures', { json: {} })).toEqual([])
  })
})
